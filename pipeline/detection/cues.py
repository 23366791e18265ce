"""How a label and its value stand together in talk: "order number is 112-33445", "Bestellung Nr. AB-1234".

A labelled pattern matches the label, up to four filler words and the value; the value is the group `value`. All
repetition is bounded and no two neighboring parts can match the same characters, so time stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE
from pipeline.detection.quantities import NO_AMOUNT
from pipeline.detection.recognizer import VALUE

_LITERAL: Final = re.compile(r"(?:(?:[^\W\d_]|[ /'-])(?![?*{]))*")
"""The letters with which an expression begins, without one that may be missing."""

_FILLERS: Final = (
    # en, de, es, fr, it, nl, pt: what people say between a label and its value
    "is|are|was|number|numbers|num|no|nr|nbr|id|ids|code|reference|ref|for|my|the|your|our|it|its|it's|of"
    "|this|here|as|ending|in|with|"
    "ist|lautet|nummer|kennung|die|der|das|meine|mein|ihre|ihr|von|mit|"
    "es|el|la|mi|su|número|numero|núm|de|del|con|son|"
    "est|le|ma|mon|votre|numéro|c'est|"
    "è|e|il|mio|sua|mia|suo|di|"
    "het|mijn|uw|van|"
    "o|a|meu|minha|é|do|da|n"
)
_SIGNS: Final = r"[\s:=#.,'\"(*°\-]{1,4}"
LINK: Final = rf"(?:{_SIGNS}(?:{_FILLERS})(?!\w)){{0,4}}{_SIGNS}"
"""Filler words and signs between a label and its value."""

_NO_WORD: Final = (
    r"(?!(?:on|at|in|to|by|for|the|and|was|has|had|from|with|is|are|am|of|my|an|or|no|if|so|up|as|i|a|we|you|it)\b)"
)
CODE: Final = (
    rf"{NO_AMOUNT}(?:"
    r"(?=[a-z/_-]{0,12}[0-9])[a-z0-9][\w/-]{1,30}(?:[ .-][0-9][0-9-]{1,14}(?!\w)){0,4}"
    # taken apart by speech recognition or hurry: "asa 850", "w 2 mn 85"
    rf"|{_NO_WORD}[a-z]{{1,4}} [0-9]{{1,8}}(?!\w)"
    r"(?: (?:[0-9]{1,8}|[a-z]{1,3}(?= [0-9]))(?!\w)){0,6}"
    r"|[0-9]{1,8}(?: [a-z]{1,3} [0-9]{1,8}(?!\w)){1,6})"
)
"""A code that holds a digit: letters, digits, dashes, and further groups of digits after spaces."""


def is_code(text: str) -> bool:
    """Return whether what stands behind a label is no sentence that goes on: "invoice over 576", "cuenta a las 7"."""
    first, space, _ = text.partition(" ")
    return not space or len(first) == 1 or not first.isalpha() or first.lower() not in GRAMMAR_AND_MORE


def label_starts(labels: str) -> tuple[str, ...]:
    """Return how the alternatives of `labels` begin, in lower case: a text that holds none has no label.

    Raises:
        ValueError: an alternative begins with no plain letter.
    """
    starts = {_LITERAL.match(label)[0] for label in _alternatives(labels)}  # type: ignore[index]  # it may be empty
    if "" in starts:
        raise ValueError("a label must begin with a letter")
    return tuple(sorted(start for start in starts if not any(start != other and other in start for other in starts)))


def _alternatives(expression: str) -> Iterator[str]:
    """Yield what stands between the bars that are in no bracket."""
    depth, begin = 0, 0
    for at, char in enumerate(expression):
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            yield expression[begin:at]
            begin = at + 1
    yield expression[begin:]


def labelled(labels: str, value: str = CODE, link: str = LINK) -> re.Pattern[str]:
    """Return a pattern for a value after its label, in any case.

    Args:
        labels: alternatives of a regular expression, for whole words.
        value: expression of the value.
        link: expression of what stands between.
    """
    return re.compile(rf"(?<!\w)(?:{labels})(?!\w)(?:{link})(?P<{VALUE}>{value})(?!\w)", re.IGNORECASE)
