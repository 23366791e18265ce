"""Handles whose sign a tokenizer has set apart: "RT @ name", "@ name _ two: hello"."""

import re
from collections.abc import Iterator

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_anywhere
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_HANDLE = re.compile(
    r"(?P<shared>(?<!\w)RT\s)?(?<![\w@.])@\s(?P<value>(?:_\s)?(?=\w{0,29}[^\W\d_])\w{2,30}(?:\s_\s\w{1,30}){0,3})(?![\w@])"
)
_FIRST = re.compile(r"(?:\A|\n)[\s.\"'(|-]{0,4}\Z")
_NO_WORD = re.compile(r"[^\W\d_][a-z]{1,20}[A-Z]|[_\d]")
"""Signs of a handle inside a word: a capital, a digit, an underscore."""
_BEFORE = 5


def _find(clues: Clues) -> Iterator[Span]:
    """Yield handles after "RT", at the start of a line, behind another one, and those that no word looks like."""
    last = -1
    for match in _HANDLE.finditer(clues.text):
        start = match.start()
        addressed = start - 1 <= last or _FIRST.search(clues.text, max(0, start - _BEFORE), start)
        value = match["value"]
        if match["shared"] or _NO_WORD.search(value) or (addressed and not _is_word(value)):
            last = match.end()
            yield match.span("value")


def _is_word(text: str) -> bool:
    value = fold_text(text)
    return value in common_anywhere()


PLUGIN = Recognizer(
    "spaced_handle",
    "SOCIAL_HANDLE",
    find=_find,
    score=0.7,
    needs=Needs(any_of=("@ ",)),
    examples=(
        Example("RT @ anaduarte: so good", ("anaduarte",)),
        Example("@ anaduarte @ jo _ okonkwo thanks", ("anaduarte", "jo _ okonkwo")),
        Example(". @ anaduarte is right", ("anaduarte",)),
        Example("a word by @ AnaDuarte today", ("AnaDuarte",)),
        Example("@ work all day", reason="the place where somebody is"),
        Example("lunch @ noon at the office", reason="a time"),
        Example("Tuesday @ 9 pm", reason="a time"),
        Example("we meet @ starbuckz at nine", reason="a place in the middle of a sentence"),
        Example("2 @ 3.50", reason="a price"),
    ),
)
