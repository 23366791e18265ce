"""US social security numbers in their written form; area, group and serial must exist. Source: SSA."""

import re

from stdnum.us import ssn

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "us_ssn",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<![\w-])[0-9]{3}([- ])[0-9]{2}\1[0-9]{4}(?![\w-])"),),
    validate=lambda text: ssn.is_valid(text.replace(" ", "-")),
    score=0.85,
    needs=Needs(digits=9),
    examples=(
        Example("it is 111-22-3333, yes", ("111-22-3333",)),
        Example("666-22-3333", reason="area 666 was never given"),
        Example("111-00-3333", reason="group 00 was never given"),
        Example("111223333", reason="without dashes only a label tells"),
    ),
)
