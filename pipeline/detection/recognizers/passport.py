"""Passport numbers, behind their label."""

from pipeline.detection.cues import labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"passport|passnummer|reisepass|reisepassnummer|pasaporte|passeport|passaporto|paspoort|paspoortnummer|passaporte"
)

PLUGIN = Recognizer(
    "passport",
    "PASSPORT",
    patterns=(labelled(_LABELS, r"(?=[a-z]{0,3}[0-9])[a-z0-9]{6,10}"),),
    score=0.8,
    needs=Needs(
        digits=5,
        any_of=(
            "pass",
            "pasa",
            "pasp",
        ),
    ),
    examples=(
        Example("passport no. 533380006", ("533380006",)),
        Example("Reisepass: C01X00T47", ("C01X00T47",)),
        Example("passport expires in 2027", reason="a year has four digits"),
    ),
)
