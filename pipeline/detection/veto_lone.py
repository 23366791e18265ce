"""Spare what only the token classifier takes for an address of some kind where nothing around it says so.

It takes known words for an address where one may stand ("at the till"), and numbers beside them for its house. They
count in a sentence without any other part of an address only where one was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.names.lexicon import ORDINARY, PLAIN, Lexicon, lexicon
from pipeline.detection.questions import Slot
from pipeline.detection.scene import WORD
from pipeline.detection.turns import TurnView

_ADDRESS: Final = frozenset({"STREET_ADDRESS", "ZIP_CODE", "LOCATION"})
_KNOWN: Final = 3.3
"""Zipf frequency from which on a word is known."""
_LONGEST_NUMBER: Final = 3
"""Digits of a house number; longer ones may name something else."""
_SHORTEST_WORD: Final = 3
_BESIDE: Final = 4
"""Words beside the finding that make a turn a sentence; less may be an answer."""
_DAY = re.compile(r"[0-9]{1,2}[-./][0-9]{1,2}")


def stands_alone(found: RecognizerResult, others: Sequence[RecognizerResult], turn: TurnView, slot: Slot) -> bool:
    """Return whether nothing but the classifier speaks for an address here.

    Args:
        found: what the classifier says.
        others: what else was found in the turn, by whomever.
        turn: the turn.
        slot: the question that is open.
    """
    if found.entity_type == "EMAIL_ADDRESS":
        return found.entity_type not in slot.types and _is_known(found, turn)
    if found.entity_type not in _ADDRESS or slot.types & _ADDRESS:
        return False
    text = turn.form.text
    if _DAY.fullmatch(text, found.start, found.end):
        return True
    if any(each.entity_type in _ADDRESS and each is not found for each in others):
        return False
    if found.entity_type != "STREET_ADDRESS":
        return text[found.start : found.end].islower() and text != text.lower() and _is_known(found, turn)
    inside = sum(found.start <= start < found.end for start, _ in turn.words.spans)
    return len(turn.words.words) - inside >= _BESIDE and _is_known(found, turn)


def _is_known(found: RecognizerResult, turn: TurnView) -> bool:
    """Return whether a finding holds words that people know and nothing else.

    Beside a short number only plain words count: streets are called by words. Letters and further numbers would be a
    code that somebody took apart.
    """
    words = lexicon(turn.languages[0] if turn.languages else None)
    said = [fold_text(match[0]) for match in WORD.finditer(turn.form.text, found.start, found.end)]
    letters = [word for word in said if word.isalpha()]
    numbers = [word for word in said if not word.isalpha()]
    if not letters or len(numbers) > 1 or any(len(word) > _LONGEST_NUMBER for word in numbers):
        return False
    return all(
        words.kind(word)[0] == PLAIN or (not numbers and len(word) >= _SHORTEST_WORD and _is_common(words, word))
        for word in letters
    )


def _is_common(words: Lexicon, word: str) -> bool:
    return words.kind(word)[0] == ORDINARY or words.frequency(word) >= _KNOWN
