"""Dutch citizen service number (BSN), eleven-proof. One number in eleven passes, so a label must be near."""

import re

from stdnum.nl import bsn

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "nl_bsn",
    "NATIONAL_ID",
    patterns=(
        re.compile(r"(?<!\w)(?:[0-9]{4}\.?[0-9]{2}\.?[0-9]{3}|[0-9]{3}[. ][0-9]{3}[. ][0-9]{3})(?!\w)", re.IGNORECASE),
    ),
    validate=bsn.is_valid,
    checksum=True,
    score=0.7,
    cue=words("bsn", "burgerservicenummer", "sofinummer", "sofi-nummer", "burger service nummer"),
    cue_after=True,
    needs=Needs(
        digits=8,
        any_of=(
            "bsn",
            "burgerservicenummer",
            "sofinummer",
            "sofi-nummer",
            "burger",
        ),
    ),
    examples=(
        Example("mijn BSN is 111222333", ("111222333",)),
        Example("bestelling 111222333", reason="no label near"),
        Example("bsn 111222334", reason="the proof fails"),
    ),
)
