"""Parcel numbers whose form or check digit is particular: UPS 1Z, postal items (UPU S10), DHL, Amazon Logistics.

Source: UPU S10-12; UPS tracking number check digit; the carriers' help pages.
"""

import re
from collections.abc import Iterator

from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_UPS = re.compile(r"(?<!\w)1Z ?(?:[A-Z0-9] ?){15}[0-9](?!\w)", re.IGNORECASE)
_POSTAL = re.compile(r"(?<!\w)[A-Z]{2} ?(?P<digits>[0-9]{3} ?[0-9]{3} ?[0-9]{3}) ?[A-Z]{2}(?!\w)", re.IGNORECASE)
_OTHERS = re.compile(r"(?<!\w)(?:JJD[0-9]{12,20}|JVGL[0-9]{10,20}|TBA[0-9]{12})(?!\w)", re.IGNORECASE)
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def _is_ups(text: str) -> bool:
    """Letters stand for digits, every second one counts double, and the last digit fills up to a ten."""
    code = text.replace(" ", "").upper()[2:]
    values = [int(char) if char.isdigit() else (ord(char) - 63) % 10 for char in code[:-1]]
    return (sum(values[0::2]) + 2 * sum(values[1::2]) + int(code[-1])) % 10 == 0


def _is_postal(digits: str) -> bool:
    numbers = [int(char) for char in digits if char != " "]
    check = 11 - sum(weight * number for weight, number in zip(_WEIGHTS, numbers, strict=False)) % 11
    return numbers[-1] == {10: 0, 11: 5}.get(check, check)


def _find(clues: Clues) -> Iterator[Span]:
    yield from (match.span() for match in _UPS.finditer(clues.text) if _is_ups(match[0]))
    yield from (match.span() for match in _POSTAL.finditer(clues.text) if _is_postal(match["digits"]))
    yield from (match.span() for match in _OTHERS.finditer(clues.text))


PLUGIN = Recognizer(
    "parcel_number",
    "ORDER_ID",
    find=_find,
    score=0.9,
    needs=Needs(digits=9),
    examples=(
        Example("UPS says 1Z999AA10123456784", ("1Z999AA10123456784",)),
        Example("einschreiben RR 473 124 829 DE", ("RR 473 124 829 DE",)),
        Example("tba123456789012 is late", ("tba123456789012",)),
        Example("1Z999AA10123456785", reason="the check digit fails"),
        Example("RR473124828DE", reason="the check digit fails"),
    ),
)
