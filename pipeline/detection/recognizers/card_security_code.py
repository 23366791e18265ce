"""Card security codes, behind their label."""

from pipeline.detection.cues import labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"cvv2?|cvc2?|csc|cid|security code|card code|prüfnummer|kartenprüfnummer|sicherheitscode"
    r"|código de seguridad|code de sécurité|cryptogramme|codice di sicurezza|beveiligingscode"
    r"|código de segurança"
)

PLUGIN = Recognizer(
    "card_security_code",
    "CARD_SECURITY_CODE",
    patterns=(labelled(_LABELS, r"[0-9]{3,4}"),),
    score=0.9,
    needs=Needs(
        digits=3,
        any_of=(
            "cvv",
            "cvc",
            "csc",
            "cid",
            "code",
            "códi",
            "prüf",
            "codice",
            "crypto",
        ),
    ),
    examples=(
        Example("cvv 123", ("123",)),
        Example("der Sicherheitscode ist 9041", ("9041",)),
        Example("cvv 12345", reason="five digits"),
        Example("the area code 123", reason="no label of a card"),
    ),
)
