"""French social security number (NIR), key mod 97."""

import re

from stdnum.fr import nir

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "fr_nir",
    "NATIONAL_ID",
    patterns=(
        re.compile(
            r"(?<!\w)(?:[12][ .-]?[0-9]{2}[ .-]?[0-9]{2}[ .-]?[0-9][0-9AB](?:[ .-]?[0-9]{3}){2}[ .-]?[0-9]{2})(?!\w)",
            re.IGNORECASE,
        ),
    ),
    validate=nir.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=14),
    examples=(
        Example("ma sécu: 2 95 10 99 126 111 93", ("2 95 10 99 126 111 93",)),
        Example("295109912611194", reason="the key fails"),
    ),
)
