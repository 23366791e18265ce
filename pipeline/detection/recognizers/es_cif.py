"""Spanish tax number of companies (CIF): a letter, seven digits and a check character; sole traders have one, too."""

import re

from stdnum.es import cif

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "es_cif",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[A-HJNP-SUVW][ -]?[0-9]{7}[ -]?[0-9A-J](?!\w)", re.IGNORECASE),),
    validate=cif.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=7),
    examples=(
        Example("CIF J99216582 gracias", ("J99216582",)),
        Example("J99216583", reason="the check character fails"),
    ),
)
