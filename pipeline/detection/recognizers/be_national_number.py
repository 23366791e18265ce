"""Belgian national register number, check digits mod 97."""

import re

from stdnum.be import nn

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "be_national_number",
    "NATIONAL_ID",
    patterns=(
        re.compile(
            r"(?<!\w)(?:[0-9]{2}[. -]?[0-9]{2}[. -]?[0-9]{2}[ -]{0,2}[0-9]{3}[. -]?[0-9]{2})(?!\w)", re.IGNORECASE
        ),
    ),
    validate=nn.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=11),
    examples=(
        Example("rijksregister 85.07.30-033.28 aub", ("85.07.30-033.28",)),
        Example("85.07.30-033.29", reason="the check digits fail"),
        Example("85.13.30-033.28", reason="no thirteenth month"),
    ),
)
