"""Driving license numbers, behind their label."""

from pipeline.detection.cues import labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"driver'?s?'? licen[sc]e|driving licen[sc]e|licen[sc]e|dl|führerschein|führerscheinnummer"
    r"|permiso de conducir|carnet de conducir|permis de conduire|permis|patente|rijbewijs|rijbewijsnummer"
    r"|carta de condução"
)

PLUGIN = Recognizer(
    "driver_license",
    "DRIVER_LICENSE",
    patterns=(labelled(_LABELS, r"(?=[a-z]{0,5}[0-9])[a-z0-9-]{6,18}"),),
    score=0.7,
    needs=Needs(
        digits=4,
        any_of=(
            "licen",
            "dl",
            "führerschein",
            "conduc",
            "condui",
            "permis",
            "patente",
            "rijbewijs",
            "condução",
        ),
    ),
    examples=(
        Example("my driver's license is D1234562", ("D1234562",)),
        Example("rijbewijsnummer 5124477108", ("5124477108",)),
        Example("license for 3 users", reason="a count"),
    ),
)
