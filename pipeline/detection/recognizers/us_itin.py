"""US taxpayer number (ITIN), always beginning with 9, in its written form."""

import re

from stdnum.us import itin

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "us_itin",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:9[0-9]{2}-[0-9]{2}-[0-9]{4})(?!\w)", re.IGNORECASE),),
    validate=itin.is_valid,
    checksum=False,
    score=0.7,
    needs=Needs(digits=9),
    examples=(
        Example("itin 912-90-3456", ("912-90-3456",)),
        Example("812-90-3456", reason="does not begin with 9"),
    ),
)
