"""Swiss social security number (AHV, AVS): 756, nine digits and an EAN check digit."""

import re

from stdnum.ch import ssn

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "ch_ahv",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)756[. ]?[0-9]{4}[. ]?[0-9]{4}[. ]?[0-9]{2}(?!\w)", re.IGNORECASE),),
    validate=ssn.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=13, any_of=("756",)),
    examples=(
        Example("AHV 756.9217.0769.85", ("756.9217.0769.85",)),
        Example("756.9217.0769.84", reason="the check digit fails"),
    ),
)
