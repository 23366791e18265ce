"""Czech and Slovak birth number (rodné číslo) in its written form: a date, a slash, a serial divisible by eleven."""

import re

from stdnum.cz import rc

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "cz_birth_number",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-9]{6}/[0-9]{3,4}(?!\w)", re.IGNORECASE),),
    validate=rc.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=9, any_of=("/",)),
    examples=(
        Example("rodné číslo 710319/2745", ("710319/2745",)),
        Example("710319/2746", reason="not divisible by eleven"),
    ),
)
