"""Spanish number of foreigners (NIE): X, Y or Z, seven digits and the letter they decide."""

import re

from stdnum.es import nie

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "es_nie",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[XYZ][ -]?[0-9]{7}[ -]?[A-Z])(?!\w)", re.IGNORECASE),),
    validate=nie.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=7),
    examples=(
        Example("NIE x-2482300w gracias", ("x-2482300w",)),
        Example("X2482300A", reason="another letter belongs to it"),
    ),
)
