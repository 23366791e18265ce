"""Danish CPR number: a birth date and a serial. Newer ones have no check digit, so a label must be near."""

import re

from stdnum.dk import cpr

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "dk_cpr",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-9]{6}[- ]?[0-9]{4}(?!\w)", re.IGNORECASE),),
    validate=cpr.is_valid,
    checksum=False,
    score=0.7,
    cue=words("cpr", "cpr-nr", "cpr-nummer", "personnummer"),
    cue_after=True,
    needs=Needs(
        digits=10,
        any_of=(
            "cpr",
            "personnummer",
        ),
    ),
    examples=(
        Example("cpr 211062-5629", ("211062-5629",)),
        Example("ordre 2110625629", reason="no label near"),
        Example("cpr 321062-5629", reason="no such day"),
    ),
)
