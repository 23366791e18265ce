"""What was spelled or said digit by digit, where the conversation also writes it: "s m i t h" and then "Mr Smith".

Recurrence compares texts as they stand, so that it cannot see that the two are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.conversation.words import common_words
from pipeline.detection.record_values import SHORTEST_ID
from pipeline.detection.recurrence import WHOLE_TYPES
from pipeline.detection.spoken.runs import Run
from pipeline.detection.value_search import Value

LONGEST: Final = 40
"""Letters and digits of a value that is looked for; searching takes so many steps a word at most."""


def echoes(values: Iterable[tuple[str, Run]], language: str | None) -> Iterator[Value]:
    """Yield what to look for in all turns, of the runs found in some: four letters or digits, and no common word.

    Args:
        values: entity types and runs.
        language: the conversation's, or None.
    """
    common = common_words(language)
    for kind, run in values:
        fits = SHORTEST_ID <= len(run.text) <= LONGEST
        if fits and run.text not in common and (kind in WHOLE_TYPES or kind == "PERSON"):
            yield Value(run.text, kind)
