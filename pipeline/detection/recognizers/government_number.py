"""Other numbers that authorities give, behind their label."""

import re

from pipeline.detection.cues import is_code, label_starts, labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"ssn|social security|social|tax id|tin|national insurance|national id|id card|identity card|nino"
    r"|steuernummer|steuer-id|personalausweis|ausweisnummer|sozialversicherungsnummer"
    r"|rentenversicherungsnummer|dni|nif|nie|seguridad social|numéro de sécu|sécurité sociale"
    r"|carte d'identité|codice fiscale|carta d'identità|partita iva|bsn|burgerservicenummer"
    r"|identiteitskaart|cartão de cidadão|contribuinte|cpf|bilhete de identidade"
)

# A professional's number of the register: "NºCol: 28 28 33514", "colegiado 2812345".
_REGISTER = re.compile(
    r"(?<!\w)(?:n\.?\s?[ºo°]?\.?\s?col(?:egiad[oa])?|col(?:egiad[oa])?\.?\s?n[ºo°]|num(?:ero|\.)? de colegiad[oa]"
    r"|colegiad[oa])\.?"
    r"[\s:.]{0,3}(?P<value>[0-9][0-9 .-]{2,14}[0-9])(?!\w)",
    re.IGNORECASE,
)

PLUGIN = Recognizer(
    "government_number",
    "GOV_ID",
    patterns=(labelled(_LABELS), _REGISTER),
    validate=is_code,
    score=0.7,
    needs=Needs(digits=4, any_of=(*label_starts(_LABELS), "col")),
    examples=(
        Example("social security number 078051120", ("078051120",)),
        Example("Steuernummer: 181/815/08155", ("181/815/08155",)),
        Example("mi DNI 12345678-A", ("12345678-A",)),
        Example("NºCol: 28 28 33514", ("28 28 33514",)),
        Example("social media 24 hours", reason="no number follows"),
    ),
)
