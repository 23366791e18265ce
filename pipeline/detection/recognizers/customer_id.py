"""Customer numbers, behind their label."""

from pipeline.detection.cues import is_code, label_starts, labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"customer|client|cust|kunde|kunden(?:nummer|nr|-nr|konto)|cliente|número de cliente|numéro client"
    r"|numero cliente|klant|klantnummer|klantnr"
)

PLUGIN = Recognizer(
    "customer_id",
    "CUSTOMER_ID",
    patterns=(labelled(_LABELS),),
    validate=is_code,
    score=0.65,
    needs=Needs(digits=3, any_of=label_starts(_LABELS)),
    examples=(
        Example("customer number 88371", ("88371",)),
        Example("Kundennummer: 4711-22", ("4711-22",)),
        Example("klantnummer is K99120", ("K99120",)),
        Example("customers since 1990s", reason="another word"),
    ),
)
