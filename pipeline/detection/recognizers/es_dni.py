"""Spanish identity number (DNI): eight digits and the letter they decide."""

import re

from stdnum.es import dni

from pipeline.detection.recognizer import Example, Needs, Recognizer


def _is_valid(text: str) -> bool:
    return bool(dni.is_valid(text.replace(".", "")))


PLUGIN = Recognizer(
    "es_dni",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}[ -]?[A-Z])(?!\w)", re.IGNORECASE),),
    validate=_is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=8),
    examples=(
        Example("mi dni es 54362315-K", ("54362315-K",)),
        Example("54.362.315k", ("54.362.315k",)),
        Example("54362315Z", reason="another letter belongs to it"),
    ),
)
