"""Cheap checks that the written text holds nothing that a checksum or a fixed form gives away.

Written apart from detection's patterns on purpose: a mistake there should not be repeated here.
Source: ISO/IEC 7812-1 annex B (Luhn); ISO 13616 (IBAN; form and check digits by python-stdnum); RFC 5321 (shape of an
address).
"""

from __future__ import annotations

import re

from stdnum import iban

from pipeline.conversation.normal_form import normal_text
from pipeline.conversation.repeated import remembered

CARD_DIGITS = range(13, 20)
# Groups in which cards are written; a longer run of groups may hold a card between other numbers.
CARD_SHAPES = ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 5), (4, 4, 4, 4, 3))
CARD_FIRST_DIGITS = "23456"

_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21,
    "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SA": 24,
    "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29, "AE": 23,
}  # fmt: skip

# Nearly all texts hold no such character, and then none of the three.
_CLUE = re.compile(r"[\d@]")
# A keyed token is 26 random letters and digits: once in some million it would look like an IBAN.
_TOKEN = re.compile(r"\[[A-Z][A-Z0-9_]{0,31}_[0-9a-v]{26}\]")
_DIGIT_RUN = re.compile(r"(?<![0-9A-Za-z])\d+(?:[ .\-]\d+)*(?![0-9A-Za-z])")
_IBAN_START = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2}\d{2}(?=[ -]?[0-9A-Za-z])")
# One character of the local part is enough: looking for all of it from every place would not be linear.
_ADDRESS = re.compile(r"[\w+%-]@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2}")


@remembered
def validate_text(text: str) -> tuple[str, ...]:
    """Return which of `CREDIT_CARD`, `EMAIL_ADDRESS`, `IBAN_CODE` stand in a written text, keyed tokens left out."""
    normal = normal_text(text)
    if not _CLUE.search(normal):
        return ()
    plain = _TOKEN.sub("\n", normal)
    kinds = []
    if any(_holds_card(found[0]) for found in _DIGIT_RUN.finditer(plain)):
        kinds.append("CREDIT_CARD")
    if _ADDRESS.search(plain):
        kinds.append("EMAIL_ADDRESS")
    if any(_is_iban(plain, found.start()) for found in _IBAN_START.finditer(plain)):
        kinds.append("IBAN_CODE")
    return tuple(kinds)


def _holds_card(run: str) -> bool:
    groups = re.split(r"[ .\-]", run)
    if _is_card("".join(groups)):
        return True
    return any(
        tuple(map(len, groups[start : start + len(shape)])) == shape
        and _is_card("".join(groups[start : start + len(shape)]))
        for shape in CARD_SHAPES
        for start in range(len(groups) - len(shape) + 1)
    )


def _is_card(digits: str) -> bool:
    if len(digits) not in CARD_DIGITS or digits[0] not in CARD_FIRST_DIGITS:
        return False
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(number - 9 if number > 9 else number for number in doubled)) % 10 == 0  # noqa: PLR2004


def _is_iban(plain: str, start: int) -> bool:
    """Whether an IBAN of its country's length starts here; groups may be parted by one space or dash.

    Of sentences that begin like one ("code sa92 lay on ...") one in 97 has the check digits: their form decides.
    """
    length = _IBAN_LENGTHS.get(plain[start : start + 2].upper())
    if length is None:
        return False
    found = re.compile(rf"(?:[0-9A-Za-z][ -]?){{{length - 1}}}[0-9A-Za-z](?![0-9A-Za-z])").match(plain, start)
    if not found:
        return False
    return iban.is_valid(found[0], check_country=False)
