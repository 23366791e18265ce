"""Polish PESEL: birth date, serial and check digit."""

import re

from stdnum.pl import pesel

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "pl_pesel",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)(?:[0-9]{11})(?!\w)", re.IGNORECASE),),
    validate=pesel.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=11),
    examples=(
        Example("PESEL 44051401359", ("44051401359",)),
        Example("44051401358", reason="the check digit fails"),
        Example("44995501359", reason="no such date of birth"),
    ),
)
