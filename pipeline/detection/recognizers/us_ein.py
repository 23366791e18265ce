"""US employer number (EIN), which sole traders use for themselves: two digits of an office; a label must be near."""

import re

from stdnum.us import ein

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "us_ein",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-9]{2}-?[0-9]{7}(?!\w)", re.IGNORECASE),),
    validate=ein.is_valid,
    checksum=False,
    score=0.7,
    cue=words("ein", "employer id*", "tax id", "fein", "taxpayer"),
    cue_after=True,
    needs=Needs(
        digits=9,
        any_of=(
            "ein",
            "employer",
            "tax",
        ),
    ),
    examples=(
        Example("EIN: 91-1144442", ("91-1144442",)),
        Example("order 91-1144442", reason="no label near"),
        Example("ein 07-1144442", reason="no office has 07"),
    ),
)
