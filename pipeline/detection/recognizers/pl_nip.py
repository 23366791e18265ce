"""Polish tax number (NIP), mod 11. One number in eleven passes, so a label must be near."""

import re

from stdnum.pl import nip

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "pl_nip",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:PL ?)?[0-9]{3}[ -]?[0-9]{2,3}[ -]?[0-9]{2}[ -]?[0-9]{2,3}(?!\w)", re.IGNORECASE),),
    validate=nip.is_valid,
    checksum=True,
    score=0.7,
    cue=words("nip", "tax id", "vat"),
    cue_after=True,
    needs=Needs(
        digits=10,
        any_of=(
            "nip",
            "tax id",
            "vat",
        ),
    ),
    examples=(
        Example("NIP: 856-734-62-15", ("856-734-62-15",)),
        Example("zamówienie 8567346215", reason="no label near"),
        Example("NIP 8567346216", reason="the check digit fails"),
    ),
)
