"""Other numbers that authorities give, behind their label."""

from pipeline.detection.cues import is_code, labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"ssn|social security|social|tax id|tin|national insurance|national id|id card|identity card|nino"
    r"|steuernummer|steuer-id|personalausweis|ausweisnummer|sozialversicherungsnummer"
    r"|rentenversicherungsnummer|dni|nif|nie|seguridad social|numéro de sécu|sécurité sociale"
    r"|carte d'identité|codice fiscale|carta d'identità|partita iva|bsn|burgerservicenummer"
    r"|identiteitskaart|cartão de cidadão|contribuinte|cpf|bilhete de identidade"
)

PLUGIN = Recognizer(
    "government_number",
    "GOV_ID",
    patterns=(labelled(_LABELS),),
    validate=is_code,
    score=0.7,
    needs=Needs(digits=4),
    examples=(
        Example("social security number 078051120", ("078051120",)),
        Example("Steuernummer: 181/815/08155", ("181/815/08155",)),
        Example("mi DNI 12345678-A", ("12345678-A",)),
        Example("social media 24 hours", reason="no number follows"),
    ),
)
