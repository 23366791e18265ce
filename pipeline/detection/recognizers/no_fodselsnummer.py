"""Norwegian birth number: a birth date, a serial and two check digits."""

import re

from stdnum.no import fodselsnummer

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "no_fodselsnummer",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-9]{6} ?[0-9]{5}(?!\w)", re.IGNORECASE),),
    validate=fodselsnummer.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=11),
    examples=(
        Example("fnr 151086 95088", ("151086 95088",)),
        Example("15108695077", reason="the check digits fail"),
    ),
)
