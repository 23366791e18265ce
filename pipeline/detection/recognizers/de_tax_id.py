"""German tax identification number (IdNr), eleven digits. Source: Abgabenordnung section 139b; ISO 7064 mod 11, 10."""

import re

from stdnum.de import idnr

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "de_tax_id",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[1-9][0-9][ /]?[0-9]{3}[ /]?[0-9]{3}[ /]?[0-9]{3})(?!\w)", re.IGNORECASE),),
    validate=idnr.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=11),
    examples=(
        Example("meine IdNr: 36 574 261 809", ("36 574 261 809",)),
        Example("36574261808", reason="the check digit fails"),
        Example("12345678901", reason="no digit stands there twice"),
    ),
)
