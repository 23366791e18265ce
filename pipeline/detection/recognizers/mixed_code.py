"""Codes of letters and digits that are no word, unit or size: "XK7P2Q", "ab-88120"."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

_UNITS = re.compile(
    r"[0-9.,]{1,9}(?:st|nd|rd|th|am|pm|gb|mb|kb|tb|gbps|mbps|kbps|ghz|mhz|hz|kwh|kw|kg|km|cm|mm|ml|mg|oz|lb"
    r"|lbs|ft|px|fps|hrs?|mins?|secs?|days?|weeks?|months?|years?|"
    r"usd|eur|gbp|inr|k|m|x|p|h|s|d|w|v|a|g|c|f|l|euro|euros|dollars?|pounds?|er|ers|s)|covid-?19"
    r"|[a-z]{3,12}-?[0-9]{1,2}"
    r"|[0-9]{1,2}h[0-9]{2}|[0-9]{1,2}-?[a-z]{2,}(?:-[a-z]+){0,3}",  # times; parts of words: "24-hour"
    re.IGNORECASE,
)


def _is_code(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    letters = sum(map(str.isalpha, text))
    return digits > 1 and letters > 0 and digits + letters > 4 and not _UNITS.fullmatch(text)  # noqa: PLR2004


PLUGIN = Recognizer(
    "mixed_code",
    "ACCOUNT_ID",
    patterns=(
        re.compile(
            r"(?<![\w@./#-])(?=[a-z-]{1,12}[0-9]|[0-9-]{1,12}[a-z])[a-z0-9](?:-?[a-z0-9]){4,30}(?![\w@/]|[.-]\w)",
            re.IGNORECASE,
        ),
    ),
    validate=_is_code,
    score=0.4,
    fallback=True,
    needs=Needs(digits=2),
    examples=(
        Example("it says XK7P2Q on the box", ("XK7P2Q",)),
        Example("ab-88120 i think", ("ab-88120",)),
        Example("a 1080p film of 100mb", reason="sizes"),
        Example("windows11 and covid19", reason="a word with a version"),
        Example("the 21st at 10am", reason="a day and a time"),
    ),
)
