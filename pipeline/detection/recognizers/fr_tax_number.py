"""French tax number (SPI), thirteen digits with a key; a label must be near."""

import re

from stdnum.fr import nif

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "fr_tax_number",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-3][0-9](?: ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3})(?!\w)", re.IGNORECASE),),
    validate=nif.is_valid,
    checksum=True,
    score=0.7,
    cue=words("fiscal", "numéro fiscal", "spi", "impôt*"),
    cue_after=True,
    needs=Needs(
        digits=13,
        any_of=(
            "fiscal",
            "spi",
            "impôt",
        ),
    ),
    examples=(
        Example("numéro fiscal 30 23 217 600 053", ("30 23 217 600 053",)),
        Example("commande 3023217600053", reason="no label near"),
        Example("numéro fiscal 3023217600054", reason="the key fails"),
    ),
)
