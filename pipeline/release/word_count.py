"""How many words of a turn were written. A label counts as one, whatever stood there."""

from __future__ import annotations

import re

from pipeline.conversation.repeated import remembered

# A label in brackets; else a number with its points; else letters and digits with what joins them: don't, e-mail.
_WORD = re.compile(r"\[[A-Z][^\[\]\s]*\]|\d+(?:[.,:]\d+)+|\w+(?:['\u2019-]\w+)*")


@remembered
def count_words(written: str) -> int:
    """Return the number of words of a written text. Punctuation and emoji are no words.

    >>> count_words("hi [PERSON_1], that's 4.50 too much!!! 😡")
    6
    """
    return len(_WORD.findall(written))
