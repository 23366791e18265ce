"""German pension insurance numbers with check digit, by Presidio's own recognizer. Source: VKVV section 4."""

from presidio_analyzer.predefined_recognizers import DeSocialSecurityRecognizer

from pipeline.detection.presidio import wrap
from pipeline.detection.recognizer import Example, Needs

PLUGIN = wrap(
    DeSocialSecurityRecognizer(),
    "de_social_security",
    "NATIONAL_ID",
    checksum=True,
    needs=Needs(digits=11),
    examples=(
        Example("RVNR 15070649C103", ("15070649C103",)),
        Example("RVNR 15070649C104", reason="the check digit fails"),
    ),
)
