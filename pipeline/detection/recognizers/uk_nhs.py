"""NHS number, mod 11. One number in eleven passes, so a label must be near."""

import re

from stdnum.gb import nhs

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "uk_nhs",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?!\w)", re.IGNORECASE),),
    validate=nhs.is_valid,
    checksum=True,
    score=0.7,
    cue=words("nhs", "nhs number", "health service"),
    cue_after=True,
    needs=Needs(
        digits=10,
        any_of=(
            "nhs",
            "nhs",
            "health",
        ),
    ),
    examples=(
        Example("my NHS number is 943 476 5870", ("943 476 5870",)),
        Example("call 943 476 5870", reason="no label near"),
        Example("nhs 943 476 5871", reason="the check digit fails"),
    ),
)
