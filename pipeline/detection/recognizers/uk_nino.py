"""UK national insurance numbers, by Presidio's own recognizer; the shape is particular enough to stand alone."""

from presidio_analyzer.predefined_recognizers import UkNinoRecognizer

from pipeline.detection.presidio import wrap
from pipeline.detection.recognizer import Example, Needs

PLUGIN = wrap(
    UkNinoRecognizer(),
    "uk_nino",
    "NATIONAL_ID",
    needs=Needs(digits=6),
    examples=(
        Example("NI number AB 12 34 56 C", ("AB 12 34 56 C",)),
        Example("its ab123456c", ("ab123456c",)),
        Example("GB123456A", reason="the prefix GB is never given"),
        Example("AB123456E", reason="the last letter is A to D"),
    ),
)
