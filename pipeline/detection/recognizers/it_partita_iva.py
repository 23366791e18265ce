"""Italian VAT number (partita IVA), Luhn. One number in ten passes, so a label must be near."""

import re

from stdnum.it import iva

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "it_partita_iva",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:IT ?)?[0-9]{11}(?!\w)", re.IGNORECASE),),
    validate=iva.is_valid,
    checksum=True,
    score=0.7,
    cue=words("iva", "partita iva", "p.iva", "p. iva", "piva", "vat"),
    cue_after=True,
    needs=Needs(
        digits=11,
        any_of=(
            "iva",
            "vat",
        ),
    ),
    examples=(
        Example("partita IVA 00743110157", ("00743110157",)),
        Example("P.IVA IT00743110157", ("IT00743110157",)),
        Example("ordine 00743110157", reason="no label near"),
        Example("p.iva 00743110158", reason="the check digit fails"),
    ),
)
