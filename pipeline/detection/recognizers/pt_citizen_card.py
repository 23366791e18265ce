"""Portuguese citizen card number with its check letters and digit."""

import re

from stdnum.pt import cc

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "pt_citizen_card",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[0-9]{8}[ -]?[0-9][ -]?[A-Z0-9]{2}[0-9])(?!\w)", re.IGNORECASE),),
    validate=cc.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=9),
    examples=(
        Example("cartão 00000000 0 ZZ4", ("00000000 0 ZZ4",)),
        Example("00000000 0 ZZ3", reason="the check digit fails"),
    ),
)
