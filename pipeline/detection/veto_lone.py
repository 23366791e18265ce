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
from pipeline.detection.coverage import Coverage
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
    kind, text = found.entity_type, turn.form.text
    if kind == "EMAIL_ADDRESS":
        return kind not in slot.types and _is_known(found, turn)
    if kind not in _ADDRESS or slot.types & _ADDRESS:
        return False
    if _DAY.fullmatch(text, found.start, found.end) or _only_leads_to(found, others, turn):
        return True
    if any(each.entity_type in _ADDRESS and each is not found for each in others):
        return False
    if kind == "STREET_ADDRESS":
        inside = sum(found.start <= start < found.end for start, _ in turn.words.spans)
        may_be_spared = len(turn.words.words) - inside >= _BESIDE
    else:
        may_be_spared = text[found.start : found.end].islower() and text != text.lower()
    return may_be_spared and _is_known(found, turn)


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


def _only_leads_to(found: RecognizerResult, others: Sequence[RecognizerResult], turn: TurnView) -> bool:
    """Return whether known words lead to a number that somebody else has found as well: "and then 213".

    A word of one or two letters may be a part of a code.
    """
    said = list(WORD.finditer(turn.form.text, found.start, found.end))
    numbers = [match for match in said if not match[0].isalpha()]
    if len(numbers) != 1 or numbers[0].end() != found.end:
        return False
    words = lexicon(turn.languages[0] if turn.languages else None)
    letters = [fold_text(match[0]) for match in said if match[0].isalpha()]
    if not all(len(word) >= _SHORTEST_WORD and _is_common(words, word) for word in letters):
        return False
    covered = Coverage((each.start, each.end) for each in others if each is not found)
    return covered.holds(*numbers[0].span())


def _is_common(words: Lexicon, word: str) -> bool:
    return words.kind(word)[0] in (PLAIN, ORDINARY) or words.frequency(word) >= _KNOWN
