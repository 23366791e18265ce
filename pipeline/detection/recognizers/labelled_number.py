"""Numbers of a form or signature: any label, a colon or "#", and a code of five digits and more ("NHC: 7134615")."""

import re

from pipeline.detection.dates import FULL_DATE
from pipeline.detection.recognizer import Example, Needs, Recognizer

_DATE = re.compile(FULL_DATE, re.IGNORECASE)
_FEWEST_DIGITS = 5


def _is_number(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= _FEWEST_DIGITS and not _DATE.match(text) and len(set(text)) > 2  # noqa: PLR2004


PLUGIN = Recognizer(
    "labelled_number",
    "ACCOUNT_ID",
    patterns=(
        re.compile(
            r"(?<!\w)[^\W\d_][\w.]{1,24}\s?[:#]\s{0,3}"
            r"(?P<value>(?:[a-z]{1,5}[ /-]?)?[0-9](?:[ /-]?[a-z]{0,3}[0-9]){4,24}(?:[/-]?[a-z]{1,2})?)"
            r"(?![\w]|[.,:][0-9])",
            re.IGNORECASE,
        ),
    ),
    validate=_is_number,
    score=0.4,
    fallback=True,
    needs=Needs(digits=_FEWEST_DIGITS, any_of=(":", "#")),
    examples=(
        Example("NHC: 7134615.", ("7134615",)),
        Example("Meter#44 1290 11", ("44 1290 11",)),
        Example("Ref.: AB-12345/X", ("AB-12345/X",)),
        Example("order #112-33445 is late", ("112-33445",)),
        Example("Date: 12.03.2024", reason="a date"),
        Example("Price: 12345.50", reason="an amount with decimals"),
        Example("Room: 1204", reason="four digits"),
    ),
)
