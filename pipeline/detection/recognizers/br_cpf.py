"""Brazilian taxpayer number (CPF), two check digits."""

import re

from stdnum.br import cpf

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "br_cpf",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}(?!\w)", re.IGNORECASE),),
    validate=cpf.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=11),
    examples=(
        Example("meu CPF 390.533.447-05", ("390.533.447-05",)),
        Example("39053344706", reason="the check digits fail"),
    ),
)
