"""Codes of letters and digits that are no word, unit or size: "XK7P2Q", "ab-88120"."""

import re

from pipeline.conversation.words import common_anywhere
from pipeline.detection.recognizer import Example, Needs, Recognizer

_UNITS = re.compile(
    r"[0-9.,]{1,9}(?:st|nd|rd|th|ste|am|pm|gb|mb|kb|tb|gbps|mbps|kbps|ghz|mhz|hz|kwh|kw|kg|km|cm|mm|ml|cl|cc|mg|mah|wh|oz|lb"
    r"|lbs|ft|px|fps|hrs?|mins?|secs?|days?|weeks?|months?|years?|"
    r"usd|eur|gbp|inr|k|m|x|p|h|s|d|w|v|a|g|c|f|l|euro|euros|dollars?|pounds?|er|ers|s)|covid-?19"
    r"|[a-z]{3,12}-?[0-9]{1,2}"
    r"|[0-9]{1,4}(?:x[0-9]{1,4}){1,2}(?:cm|mm|m)?"  # sizes
    r"|[0-9]{1,2}(?:st|nd|rd|th)?-[0-9]{1,2}(?:st|nd|rd|th)"  # days
    r"|0x[0-9a-f]{2,16}"  # errors
    r"|[0-9]{1,2}h[0-9]{2}|[0-9]{1,2}-?[a-z]{2,}(?:-[a-z]+){0,3}",  # times; parts of words: "24-hour"
    re.IGNORECASE,
)


def _is_code(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    letters = sum(map(str.isalpha, text))
    if digits < 2 or not letters or digits + letters < 5 or _UNITS.fullmatch(text):  # noqa: PLR2004
        return False
    number, _, word = text.partition("-")
    return not (number.isdecimal() and _is_word(word))  # "a 500-piece puzzle"


def _is_word(text: str) -> bool:
    return len(text) > 3 and text.lower() in common_anywhere()  # noqa: PLR2004


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
        Example("60x40 cm, 125cc, 10000mAh, error 0x80070005", reason="sizes and an error"),
        Example("from the 15th-16th on, the 100ste keer", reason="days and an ordinal"),
        Example("a 500-people event", reason="a number before a word"),
        Example("the 21st at 10am", reason="a day and a time"),
    ),
)
