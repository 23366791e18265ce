"""Portuguese tax number (NIF). One number in eleven passes, so a label must be near."""

import re

from stdnum.pt import nif

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "pt_nif",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[1-9][0-9]{2}[ .]?[0-9]{3}[ .]?[0-9]{3})(?!\w)", re.IGNORECASE),),
    validate=nif.is_valid,
    checksum=True,
    score=0.7,
    cue=words("nif", "contribuinte", "número fiscal", "nr fiscal"),
    cue_after=True,
    needs=Needs(
        digits=9,
        any_of=(
            "nif",
            "contribuinte",
            "número",
            "nr",
        ),
    ),
    examples=(
        Example("o meu NIF é 501 964 843", ("501 964 843",)),
        Example("encomenda 501964843", reason="no label near"),
        Example("nif 501964842", reason="the check digit fails"),
    ),
)
