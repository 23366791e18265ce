"""Finnish personal identity code: a birth date, a sign of the century, a serial and a check character."""

import re

from stdnum.fi import hetu

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "fi_hetu",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-9]{6}[-+ABCDEFYXWVU][0-9]{3}[0-9A-Y](?!\w)", re.IGNORECASE),),
    validate=hetu.is_valid,
    checksum=True,
    score=0.95,
    needs=Needs(digits=9),
    examples=(
        Example("hetu 131052-308T", ("131052-308T",)),
        Example("131052-308U", reason="the check character fails"),
    ),
)
