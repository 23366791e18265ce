"""How well labelled personal data is hidden and the rest left readable. Pure functions on one turn; `Tally` adds up.

Every figure is blind to the type: a value hidden under another name is still hidden. The rules are those of the sets'
own scorer, which reads the predictions file without Veil:

- recall: share of labelled direct identifiers of which no letter or digit stays uncovered;
- macro: the same over distinct values (a name that occurs 500 times counts once, as its own share);
- clean: share of conversations holding identifiers in which none is missed;
- kept: share of letters and digits outside any label that stay readable;
- survive: share of labelled identifiers (three letters or digits and more) whose text still stands in the written turn.

A span whose operator is `keep` hides nothing; one that is generalised hides, but does not count against `kept`.
Labels marked noisy count in none of them, yet their letters are not outside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, Protocol

from pipeline.evaluation.labelled import Label
from pipeline.evaluation.predictions import Find, PredictedTurn

DIRECT: Final = frozenset({
    "PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "STREET_ADDRESS", "ZIP_CODE", "DATE_OF_BIRTH", "US_SSN", "ACCOUNT_ID",
    "ORDER_ID", "CREDIT_CARD", "IBAN_CODE", "USERNAME", "PASSWORD", "IP_ADDRESS", "US_PASSPORT", "US_DRIVER_LICENSE",
})  # fmt: skip
"""Types of labels that identify somebody by themselves."""

HIDES_NOTHING: Final = frozenset({"keep"})
LOSES_NOTHING: Final = frozenset({"keep", "generalise"})
SHORTEST_SURVIVOR: Final = 3
_SEPARATORS = re.compile(r"[\W_]+")


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class JudgedLabel:
    """What became of one labelled direct identifier.

    Attributes:
        label: the label.
        value: its text without case and separators, to tell distinct values apart.
        hidden: no letter or digit of it stays uncovered.
        survives: its text still stands in the written turn; None where it is too short to tell.
        finders: recognizers each of which covers it alone.
        only: the recognizer without which it would be open, if there is one.
    """

    label: Label
    value: str = field(repr=False)
    hidden: bool
    survives: bool | None
    finders: frozenset[str]
    only: str | None


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """One turn: its labels, its letters and digits outside any label, and those lost by recognizer."""

    labels: tuple[JudgedLabel, ...]
    outside: int
    lost: tuple[tuple[str, int], ...]


def judge_turn(
    text: str, labels: Sequence[Label], predicted: PredictedTurn, direct: AbstractSet[str] = DIRECT
) -> JudgedTurn:
    """Return what became of the labels of a turn and of the text outside them.

    Args:
        text: the raw turn.
        labels: all labels of the turn, whatever their type.
        predicted: what is hidden in it.
        direct: the types that count as direct identifiers.
    """
    labelled = _mark(len(text), labels)
    hidden = _mark(len(text), (span for span in predicted.spans if span.operator not in HIDES_NOTHING))
    lost: Counter[str] = Counter()
    for span in predicted.spans:
        if span.operator not in LOSES_NOTHING:
            lost[span.recognizer] += sum(text[i].isalnum() and not labelled[i] for i in range(span.start, span.end))
    counted = [label for label in labels if label.entity_type in direct and not label.noisy]
    written = f" {squash(predicted.text)} " if counted else ""
    judged = tuple(_judge_label(text, label, hidden, predicted, written) for label in counted)
    outside = sum(char.isalnum() and not inside for char, inside in zip(text, labelled, strict=True))
    return JudgedTurn(judged, outside, tuple(sorted((+lost).items())))


def squash(text: str) -> str:
    """Return the text without case, its letters and digits parted by single spaces."""
    return _SEPARATORS.sub(" ", text.casefold()).strip()


def _judge_label(text: str, label: Label, hidden: Sequence[int], predicted: PredictedTurn, written: str) -> JudgedLabel:
    letters = [i for i in range(label.start, label.end) if text[i].isalnum()]
    value = squash(text[label.start : label.end])
    tellable = len(value.replace(" ", "")) >= SHORTEST_SURVIVOR
    is_hidden = all(hidden[i] for i in letters)
    finds = [find for find in predicted.finds if find.start < label.end and find.end > label.start]
    names = {find.recognizer for find in finds}
    finders = frozenset(name for name in names if _cover(letters, (f for f in finds if f.recognizer == name)))
    needed = [name for name in names if not _cover(letters, (f for f in finds if f.recognizer != name))]
    return JudgedLabel(
        label=label,
        value=value,
        hidden=is_hidden,
        survives=f" {value} " in written if tellable else None,
        finders=finders,
        only=needed[0] if is_hidden and len(needed) == 1 else None,
    )


def _cover(letters: Iterable[int], finds: Iterable[Find]) -> bool:
    spans = [(find.start, find.end) for find in finds]
    return all(any(start <= i < end for start, end in spans) for i in letters)


def _mark(length: int, stretches: Iterable[_Stretch]) -> bytearray:
    """Return one byte a code point, 1 where a stretch covers it."""
    marks = bytearray(length)
    for each in stretches:
        marks[each.start : each.end] = b"\x01" * (each.end - each.start)
    return marks
