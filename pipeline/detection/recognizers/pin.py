"""PINs and one-time codes, behind their label."""

from pipeline.detection.cues import labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"pin|pin code|pin-code|pincode|otp|one[- ]time (?:code|password|passcode)|verification code"
    r"|security pin|passcode|tan|código de verificación|code de vérification|codice di verifica"
    r"|verificatiecode|código de verificação|bestätigungscode"
)

PLUGIN = Recognizer(
    "pin",
    "PIN",
    patterns=(labelled(_LABELS, r"[0-9]{3,8}"),),
    score=0.8,
    needs=Needs(
        digits=3,
        any_of=(
            "pin",
            "otp",
            "one",
            "verif",
            "passcode",
            "tan",
            "bestätig",
        ),
    ),
    examples=(
        Example("my pin is 4821", ("4821",)),
        Example("OTP: 993120", ("993120",)),
        Example("verification code 55120", ("55120",)),
        Example("a spin of 4821", reason="another word"),
        Example("pin 12", reason="too short"),
    ),
)
