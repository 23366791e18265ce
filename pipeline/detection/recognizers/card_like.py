"""Numbers that pass for a payment card though no issuer's range is known: Luhn, 13 to 19 digits, grouped like a card.

The release check knows no issuers, so that nothing it would refuse may be left. Source: ISO/IEC 7812-1, annex B.
"""

import re
from collections.abc import Iterator

from stdnum import luhn

from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_RUN = re.compile(r"(?<![^\W_])[0-9]+(?:[ .\-][0-9]+)*(?![^\W_])")
_GROUP = re.compile(r"[0-9]+")
_SHAPES = ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 5), (4, 4, 4, 4, 3))
_FIRST_DIGITS = "23456"
_FEWEST, _MOST = 13, 19


def _is_card(digits: str) -> bool:
    return _FEWEST <= len(digits) <= _MOST and digits[0] in _FIRST_DIGITS and bool(luhn.is_valid(digits))


def _joined(groups: list[re.Match[str]]) -> str:
    return "".join(group[0] for group in groups)


def _find(clues: Clues) -> Iterator[Span]:
    for run in _RUN.finditer(clues.text):
        if run.end() - run.start() < _FEWEST:
            continue
        groups = list(_GROUP.finditer(clues.text, run.start(), run.end()))
        if len(groups) <= _MOST and _is_card(_joined(groups)):
            yield run.span()
        sizes = tuple(group.end() - group.start() for group in groups)
        for shape in _SHAPES:
            for first in range(len(groups) - len(shape) + 1):
                members = groups[first : first + len(shape)]
                if sizes[first : first + len(shape)] == shape and _is_card(_joined(members)):
                    yield members[0].start(), members[-1].end()


PLUGIN = Recognizer(
    "card_like",
    "CREDIT_CARD",
    find=_find,
    score=0.6,
    needs=Needs(digits=_FEWEST),
    examples=(
        Example("no 2000 0000 0000 0006 there", ("2000 0000 0000 0006",)),
        Example("_2000000000000006_", ("2000000000000006",)),
        Example("2000 0000 0000 0007", reason="Luhn fails"),
        Example("9000 0000 0000 0001", reason="no card begins with 9"),
    ),
)
