"""Places where an evaluation went wrong, in their context: for pages that authorized eyes read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.evaluation.labelled import Label, Labelled
from pipeline.evaluation.predictions import PredictedTurn, Prediction, Span
from pipeline.evaluation.scoring import HIDES_NOTHING, LOSES_NOTHING, JudgedTurn, squash

AROUND: Final = 90
"""Characters of the turn that are shown on either side."""
MOST: Final = 400
"""Different examples of one kind that are kept; the others are only counted."""
LONGEST: Final = 400
"""Characters of one example that are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that is hidden throughout, or readable throughout."""

    text: str = field(repr=False)
    hidden: bool


@dataclass(slots=True)
class Example:
    """One value in the context in which it first occurred; `times` counts all occurrences.

    `found_by` names the pass that hid it wrongly; a missed value has none.
    """

    entity_type: str
    found_by: str
    conversation: str = field(repr=False)
    turn: int
    before: str = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    after: str = field(repr=False)
    times: int = 1


@dataclass(slots=True)
class Examples:
    """Missed labels, and hidden text outside any label; `most` different ones of each. A watcher of `evaluate`."""

    most: int = MOST
    missed: dict[tuple[str, str], Example] = field(default_factory=dict, repr=False)
    wrong: dict[tuple[str, str], Example] = field(default_factory=dict, repr=False)
    not_shown: int = 0

    def __call__(self, labelled: Labelled, prediction: Prediction, judged: Sequence[JudgedTurn]) -> None:
        """Keep what went wrong in one conversation."""
        turns = zip(labelled.turns, labelled.labels, prediction.turns, judged, strict=True)
        for index, (turn, labels, predicted, result) in enumerate(turns):
            for each in result.labels:
                if not each.hidden:
                    example = _example(turn.text, each.label, predicted, prediction.id, index)
                    self._keep(self.missed, each.value, example)
            for span in _wrongly_hidden(turn.text, labels, predicted):
                example = _example(turn.text, span, predicted, prediction.id, index)
                self._keep(self.wrong, squash(turn.text[span.start : span.end]), example)

    def _keep(self, examples: dict[tuple[str, str], Example], value: str, example: Example) -> None:
        known = examples.get((example.entity_type, value))
        if known:
            known.times += 1
        elif len(examples) < self.most:
            examples[example.entity_type, value] = example
        else:
            self.not_shown += 1


def most_frequent(examples: dict[tuple[str, str], Example]) -> list[Example]:
    """Return examples by type, the most frequent first."""
    return sorted(examples.values(), key=lambda each: (each.entity_type, -each.times))


def _wrongly_hidden(text: str, labels: Sequence[Label], predicted: PredictedTurn) -> Iterator[Span]:
    """Yield the spans that cost a letter or digit outside any label."""
    for span in predicted.spans:
        if span.operator in LOSES_NOTHING:
            continue
        inside = [(label.start, label.end) for label in labels if label.start < span.end and label.end > span.start]
        if any(
            text[i].isalnum() and not any(start <= i < end for start, end in inside)
            for i in range(span.start, span.end)
        ):
            yield span


def _example(text: str, place: Label | Span, predicted: PredictedTurn, conversation: str, turn: int) -> Example:
    return Example(
        entity_type=place.entity_type,
        found_by=place.recognizer if isinstance(place, Span) else "",
        conversation=conversation,
        turn=turn,
        before=text[max(0, place.start - AROUND) : place.start],
        pieces=tuple(_pieces(text, place.start, min(place.end, place.start + LONGEST), predicted)),
        after=text[place.end : place.end + AROUND],
    )


def _pieces(text: str, start: int, end: int, predicted: PredictedTurn) -> Iterator[Piece]:
    for span in predicted.spans:
        if span.operator in HIDES_NOTHING or span.end <= start or span.start >= end:
            continue
        if start < span.start:
            yield Piece(text[start : span.start], hidden=False)
            start = span.start
        yield Piece(text[start : min(span.end, end)], hidden=True)
        start = min(span.end, end)
    if start < end:
        yield Piece(text[start:end], hidden=False)
