"""What a policy's path predicts for labelled conversations, turn by turn of the input, and the file that holds it.

One line a conversation, in input order: `{"id", "turns": [{"spans": [{"start", "end", "entity_type", "operator",
"recognizer"}], "text"}]}`. Offsets are code points of the raw turn, half-open; `text` is the turn as it would be
written. Nothing here sees a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import orjson

from pipeline.conversation.outcomes import RefusalReason, Reject
from pipeline.errors import EngineFailed
from pipeline.evaluation.dataset_names import Attempt, with_dataset_names
from pipeline.evaluation.labelled import Labelled
from pipeline.evaluation.trial import Trial, Tried, TriedTurn

BATCH: Final = 200
"""Conversations that are held in memory at once; about what a megabyte of chats holds."""


@dataclass(frozen=True, slots=True)
class Span:
    """What happens to `[start, end)` of a raw turn, and who found it."""

    start: int
    end: int
    entity_type: str
    operator: str
    recognizer: str


@dataclass(frozen=True, slots=True)
class Find:
    """One finding that the policy hides, before overlapping ones became one span."""

    start: int
    end: int
    recognizer: str


@dataclass(frozen=True, slots=True)
class PredictedTurn:
    """One turn of the input: disjoint spans in order, the findings behind them, the text as it would be written."""

    spans: tuple[Span, ...]
    text: str = field(repr=False)
    finds: tuple[Find, ...] = ()
    leaves: bool = True


@dataclass(frozen=True, slots=True)
class Prediction:
    """One conversation; `refusal` says why the gates of a run would keep it out."""

    id: str = field(repr=False)
    turns: tuple[PredictedTurn, ...]
    refusal: RefusalReason | None = None


def predict(conversations: Iterable[Labelled], trial: Trial) -> Iterator[tuple[Labelled, Prediction]]:
    """Yield each labelled conversation with what is predicted for it.

    A trial that hides the names of the whole set holds all of it before the first is yielded; else it is a batch.

    Raises:
        EngineFailed: the path failed for one of them; a conversation without a prediction would be no measurement.
    """
    attempts: Iterable[Attempt] = _attempted(conversations, trial)
    if trial.takes_two_looks:
        attempts = with_dataset_names(list(attempts), trial)
    for labelled, tried in attempts:
        yield labelled, _prediction(labelled, tried, trial)


def _attempted(conversations: Iterable[Labelled], trial: Trial) -> Iterator[Attempt]:
    remaining = iter(conversations)
    while batch := list(islice(remaining, BATCH)):
        attempts = trial.attempt([labelled.conversation for labelled in batch])
        for labelled, tried in zip(batch, attempts, strict=True):
            if isinstance(tried, Reject):
                why = f"{tried.reason.value} ({tried.exception})" if tried.exception else tried.reason.value
                raise EngineFailed(f"{labelled.where}: {why}")
            yield labelled, tried


def to_line(prediction: Prediction) -> bytes:
    """Return a prediction as one line of the predictions file."""
    turns = [
        {
            "spans": [
                {
                    "start": span.start,
                    "end": span.end,
                    "entity_type": span.entity_type,
                    "operator": span.operator,
                    "recognizer": span.recognizer,
                }
                for span in turn.spans
            ],
            "text": turn.text,
        }
        for turn in prediction.turns
    ]
    return orjson.dumps({"id": prediction.id, "turns": turns}, option=orjson.OPT_APPEND_NEWLINE)


def _prediction(labelled: Labelled, tried: Tried, trial: Trial) -> Prediction:
    turns = tuple(_turn(turn, trial) for turn in tried.turns[labelled.skipped :])
    return Prediction(labelled.conversation.id, turns, tried.refusal)


def _turn(turn: TriedTurn, trial: Trial) -> PredictedTurn:
    spans = tuple(
        Span(part.start, part.end, part.entity_type, part.operator.name, part.recognizer) for part in turn.segments
    )
    finds = tuple(Find(found.start, found.end, found.recognizer) for found in turn.findings if trial.hides(found))
    return PredictedTurn(spans, turn.text.value, finds, turn.leaves)
