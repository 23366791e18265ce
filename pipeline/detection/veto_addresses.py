"""Spare the numbers and words that only the token classifier takes for an address or another identifier.

It takes many a number for a house number or a postcode: prices, days, places in a queue. Such a number points at nobody
unless it stands beside the rest of an address, or answers a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.coverage import Coverage
from pipeline.detection.scene import WORD, Vocabulary

NUMBERED: Final = frozenset({
    "STREET_ADDRESS", "ZIP_CODE", "DRIVER_LICENSE", "GOV_ID", "PASSPORT", "ACCOUNT_ID", "PHONE_NUMBER",
})  # fmt: skip
"""Types that the classifier gives to amounts, dates and times."""

_PLACES: Final = frozenset({"STREET_ADDRESS", "ZIP_CODE", "LOCATION"})
_LONE_NUMBER = re.compile(r"[0-9]{1,2}")
_SHORTEST_SENTENCE: Final = 4  # words: less may be an answer


def is_amount(found: RecognizerResult, amounts: Coverage) -> bool:
    """Return whether a number says how much or when (`quantities`)."""
    return found.entity_type in NUMBERED and amounts.holds(found.start, found.end)


def says_nothing(found: RecognizerResult, text: str, amounts: Sequence[Coverage], words: Vocabulary) -> bool:
    """Return whether a finding holds amounts and plain words in lower case (as an address in German: in any) only."""
    part = text[found.start : found.end]
    german = words.language == "de" and found.entity_type == "STREET_ADDRESS"
    return (german or part.islower()) and all(
        words.is_plain(fold_text(match[0])) or any(each.holds(*match.span()) for each in amounts)
        for match in WORD.finditer(text, found.start, found.end)
    )


def is_lone_number(found: RecognizerResult, text: str, others: Sequence[RecognizerResult]) -> bool:
    """Return whether one or two digits stand in a sentence without any other part of an address.

    Args:
        found: what the classifier says.
        text: the turn in normal form.
        others: what else was found in the turn.
    """
    if found.entity_type != "STREET_ADDRESS" or not _LONE_NUMBER.fullmatch(text, found.start, found.end):
        return False
    if len(text.split()) < _SHORTEST_SENTENCE:
        return False
    return not any(
        each.entity_type in _PLACES and not _LONE_NUMBER.fullmatch(text, each.start, each.end) for each in others
    )
