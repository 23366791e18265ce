"""UK driving licence numbers, by Presidio's own recognizer; sixteen characters with a birth date inside."""

from presidio_analyzer.predefined_recognizers import UkDrivingLicenceRecognizer

from pipeline.detection.presidio import wrap
from pipeline.detection.recognizer import Example, Needs

PLUGIN = wrap(
    UkDrivingLicenceRecognizer(),
    "uk_driving_licence",
    "DRIVER_LICENSE",
    needs=Needs(digits=6),
    examples=(
        Example("licence MORGA657054SM9IJ", ("MORGA657054SM9IJ",)),
        Example("MORGA699054SM9IJ", reason="month 99"),
        Example("99999657054SM9IJ", reason="no surname is all nines"),
    ),
)
