"""UK unique taxpayer reference, mod 11. One number in eleven passes, so a label must be near."""

import re

from stdnum.gb import utr

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "uk_utr",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-9]{5} ?[0-9]{5}(?!\w)", re.IGNORECASE),),
    validate=utr.is_valid,
    checksum=True,
    score=0.7,
    cue=words("utr", "taxpayer", "tax reference", "self assessment"),
    cue_after=True,
    needs=Needs(
        digits=10,
        any_of=(
            "utr",
            "tax",
            "assessment",
        ),
    ),
    examples=(
        Example("my UTR is 1955839661", ("1955839661",)),
        Example("parcel 1955839661", reason="no label near"),
        Example("utr 2955839661", reason="the check digit fails"),
    ),
)
