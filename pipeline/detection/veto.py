"""Spare what only the token classifier takes for personal data although the words around it say otherwise.

In: the classifier's results in one turn, without names, which the judge decides (`names`). Out: those that count.
Known values, cues, patterns, the deny list and recurrence find what they find, whatever this module says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from presidio_analyzer import RecognizerResult

from pipeline.detection.coverage import NOTHING, Coverage
from pipeline.detection.quantities import quantities
from pipeline.detection.scene import Vocabulary
from pipeline.detection.veto_addresses import is_amount, is_lone_number, says_nothing

_DIGIT = re.compile(r"[0-9]")


def believed(
    found: Sequence[RecognizerResult], others: Sequence[RecognizerResult], text: str, words: Vocabulary
) -> list[RecognizerResult]:
    """Return the classifier's results that count.

    Args:
        found: by the classifier in one turn, in the text in normal form.
        others: what the passes before have found there.
        text: the turn in normal form.
        words: those of the conversation's language.
    """
    if not found:
        return []
    amounts = Coverage(quantities(text)) if _DIGIT.search(text) else NOTHING
    around = (*found, *others)
    return [
        each
        for each in found
        if not is_amount(each, amounts)
        and not says_nothing(each, text, amounts, words)
        and not is_lone_number(each, text, around)
    ]
