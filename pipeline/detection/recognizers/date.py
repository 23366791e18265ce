"""Full dates: day, month and year. What becomes of them (a month, a relative band) is the policy's business."""

import re

from pipeline.detection.dates import FULL_DATE
from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "date",
    "DATE_TIME",
    patterns=(re.compile(rf"(?<![\w/.-]){FULL_DATE}(?![\w/]|[.-][0-9])", re.IGNORECASE),),
    score=0.5,
    needs=Needs(digits=3),
    examples=(
        Example("it came on 2026-05-04, broken", ("2026-05-04",)),
        Example("am 4. Mai 2026 bestellt", ("4. Mai 2026",)),
        Example("may 4, 2026 at noon", ("may 4, 2026",)),
        Example("may 4 of them", reason="no date: a count"),
        Example("version 1.2.3.4", reason="four parts"),
        Example("in 2026", reason="a year alone"),
    ),
)
