"""Italian tax code: sixteen characters, the last one a check letter."""

import re

from stdnum.it import codicefiscale

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "it_codice_fiscale",
    "NATIONAL_ID",
    patterns=(
        re.compile(
            r"(?<!\w)(?:[A-Z]{6}[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z])(?!\w)", re.IGNORECASE
        ),
    ),
    validate=codicefiscale.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=1),
    examples=(
        Example("codice fiscale rccmnl83s18d969h", ("rccmnl83s18d969h",)),
        Example("RCCMNL83S18D969A", reason="the check letter fails"),
    ),
)
