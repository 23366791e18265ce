"""The last digits of known numbers, behind words that announce them: "ending in 3123", "las últimas cuatro: 3123".

In: numbers, and a turn's text in normal form. Out: spans of four to six digits that a number ends with. Without such
words four digits are a year, a price or anything else. Answers to questions for them are the question slots' business.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.detection.value_search import Found

NUMBERED: Final = frozenset({
    *("PHONE_NUMBER", "ACCOUNT_ID", "ORDER_ID", "CUSTOMER_ID", "CREDIT_CARD", "IBAN_CODE", "NATIONAL_ID"),
    *("PASSPORT", "DRIVER_LICENSE", "DEVICE_ID", "GOV_ID"),
})  # fmt: skip
"""Types whose last digits are asked for."""
FEWEST: Final = 4
MOST: Final = 6
_DIGITS = re.compile(r"(?<![0-9])(?:[0-9]{4,6}|[0-9](?:[ -][0-9]){3,5}|[0-9]{2}(?:[ -][0-9]{2}){1,2})(?![0-9])")
_HOW_MANY: Final = (
    r"(?:four|vier|cuatro|quatro|quatre|quattro|five|fünf|vijf|cinco|cinq|cinque|six|sechs|zes|seis|sei|[456])"
)
_DIGITS_OF: Final = (
    r"(?:digits?|numbers?|figures?|ziffern|stellen|zahlen|d[ií]gitos|n[uú]meros|cifras|chiffres|numéros|cifre|numeri"
    r"|cijfers|nummers)"
)
_CUES: Final = (
    rf"(?:last|letzten?|[uú]ltim[oa]s|ultim[ei]|derniers|laatste)\s(?:{_HOW_MANY}|{_DIGITS_OF})",
    rf"{_HOW_MANY}\s(?:derniers|[uú]ltim[oa]s)",
    r"end(?:s|ing|ed)?\s(?:in|with|on)",  # en
    r"end(?:et|en|end|ung|ziffern?)(?:\s(?:auf|mit|in|ist))?",  # de
    r"(?:termina|acaba|finaliza)(?:d[ao]|n|r|ndo|ção|ción)?\s(?:en|em|con|com)",  # es, pt
    r"(?:fini(?:t|ssant|ssent|e)|termin(?:e|ant|ée?))\s(?:par|en)",  # fr
    r"(?:termin(?:a|ano|ante)|finisc(?:e|ono))\s(?:con|per|in)",  # it
    r"eindig(?:t|end|en)\s(?:op|in|met)",  # nl
)
_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:{'|'.join(_CUES)})(?:[\s,:-]{{1,3}}[^\W\d_]{{1,12}}){{0,5}}[\s,:.#*(-]{{1,4}}"
    r"|[x*•#]{2,}[ -]{0,2})\Z",  # as receipts mask a card
    re.IGNORECASE,
)
_REACH: Final = 96


class LastDigits:
    """Numbers by their last four digits, with their entity types."""

    def __init__(self, numbers: Iterable[tuple[str, str]]) -> None:
        by_tail: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for entity_type, text in numbers:
            digits = "".join(char for char in text if char.isdecimal())
            if len(digits) > FEWEST:
                by_tail[digits[-FEWEST:]][digits, entity_type] = None
        self._by_tail = {tail: tuple(numbers) for tail, numbers in by_tail.items()}

    def __bool__(self) -> bool:
        return bool(self._by_tail)

    def search(self, text: str) -> Iterator[Found]:
        """Yield entity type, start and end of written last digits in one turn."""
        if not self._by_tail:
            return
        for found in _DIGITS.finditer(text):
            kind = self.type_of("".join(char for char in found[0] if char.isdecimal()))
            if kind and follows_last_digits_cue(text, found.start()):
                yield kind, found.start(), found.end()

    def type_of(self, digits: str) -> str | None:
        """Return the type of the number that ends with these four to six digits, if any."""
        if not FEWEST <= len(digits) <= MOST:
            return None
        numbers = self._by_tail.get(digits[-FEWEST:], ())
        return next((kind for number, kind in numbers if number.endswith(digits)), None)


def follows_last_digits_cue(text: str, start: int) -> bool:
    """Return whether words before `start` of a text in normal form announce last digits."""
    return _BEFORE.search(text, max(0, start - _REACH), start) is not None
