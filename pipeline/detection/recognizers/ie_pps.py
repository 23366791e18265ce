"""Irish personal public service number: seven digits and a check letter."""

import re

from stdnum.ie import pps

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "ie_pps",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[0-9]{7}[A-W][ABHTWX]?)(?!\w)", re.IGNORECASE),),
    validate=pps.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=7),
    examples=(
        Example("my pps is 6433435F", ("6433435F",)),
        Example("6433435E", reason="another letter belongs to it"),
    ),
)
