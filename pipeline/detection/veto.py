"""Spare what only the token classifier takes for personal data although the words around it say otherwise.

In: the classifier's results in one turn, without names, which the judge decides (`names`). Out: those that count.
Known values, cues, patterns, the deny list and recurrence find what they find, whatever this module says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from presidio_analyzer import RecognizerResult

from pipeline.detection.questions import CLOSED, Slot
from pipeline.detection.scene import Vocabulary
from pipeline.detection.spoken.amounts import said_amounts
from pipeline.detection.spoken.language import all_languages
from pipeline.detection.turns import TurnView
from pipeline.detection.veto_addresses import is_amount, is_lone_number, says_nothing
from pipeline.detection.veto_lone import stands_alone

_CLOCK = re.compile(r"[ ,T]{1,2}(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9])")


def believed(
    found: Sequence[RecognizerResult],
    others: Sequence[RecognizerResult],
    turn: TurnView,
    words: Vocabulary,
    slot: Slot = CLOSED,
) -> list[RecognizerResult]:
    """Return the classifier's results that count.

    Args:
        found: by the classifier in one turn, in the text in normal form.
        others: what the passes before have found there.
        turn: the turn.
        words: those of the conversation's language.
        slot: the question that is open.
    """
    if not found:
        return []
    text, amounts, said = turn.form.text, turn.amounts, said_amounts(turn, words.language)
    around = (*found, *others)
    return [
        each
        for each in found
        if not is_amount(each, amounts)
        and not said.holds(each.start, each.end)
        and not says_nothing(each, text, (amounts, said), words)
        and not _is_ellipsis(each, text)
        and not _is_time_stamp(each, text)
        and not is_lone_number(each, text, around)
        and not stands_alone(each, around, turn, slot)
    ]


def _is_time_stamp(found: RecognizerResult, text: str) -> bool:
    """Return whether a time of day stands behind a date of birth: nobody is asked for that."""
    return found.entity_type == "DATE_OF_BIRTH" and _CLOCK.match(text, found.end) is not None


def _is_ellipsis(found: RecognizerResult, text: str) -> bool:
    """Return whether an address holds the word for a full stop and nothing else: "dot dot dot"."""
    if found.entity_type not in {"EMAIL_ADDRESS", "URL"}:
        return False
    return all_languages().full_stops.issuperset(text[found.start : found.end].lower().split())
