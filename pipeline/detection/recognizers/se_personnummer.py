"""Swedish personal identity number, a birth date, a serial and Luhn's digit."""

import re

from stdnum.se import personnummer

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "se_personnummer",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:19|20)?[0-9]{6}[-+][0-9]{4}(?!\w)", re.IGNORECASE),),
    validate=personnummer.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(
        digits=10,
        any_of=(
            "-",
            "+",
        ),
    ),
    examples=(
        Example("personnummer 880320-0016", ("880320-0016",)),
        Example("880320-0018", reason="the check digit fails"),
    ),
)
