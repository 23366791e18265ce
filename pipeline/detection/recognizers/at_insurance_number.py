"""Austrian insurance number (SVNR): serial, check digit and birth date; a label must be near."""

import re

from stdnum.at import vnr

from pipeline.detection.recognizer import Example, Needs, Recognizer, words

PLUGIN = Recognizer(
    "at_insurance_number",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[1-9][0-9]{3}[ -]?[0-9]{6})(?!\w)", re.IGNORECASE),),
    validate=vnr.is_valid,
    checksum=True,
    score=0.7,
    cue=words("svnr", "sv-nummer", "sv nummer", "sozialversicherung*", "versicherungsnummer", "vsnr"),
    cue_after=True,
    needs=Needs(
        digits=10,
        any_of=(
            "svnr",
            "sv-nummer",
            "sv",
            "sozialversicherung",
            "versicherungsnummer",
            "vsnr",
        ),
    ),
    examples=(
        Example("SVNR 1237 010180", ("1237 010180",)),
        Example("Bestellung 1237010180", reason="no label near"),
        Example("SVNR 1238 010180", reason="the check digit fails"),
    ),
)
