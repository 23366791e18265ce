"""Measure a policy's path on labelled conversations: predict, then score, one conversation after the other.

Memory is bounded by a batch, besides the distinct labelled values and the examples that the caller asks for; where the
names of the whole set are hidden, by the set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from pipeline.evaluation.labelled import Labelled
from pipeline.evaluation.predictions import Prediction, predict
from pipeline.evaluation.scoring import DIRECT, JudgedTurn, judge_turn
from pipeline.evaluation.tally import Scores
from pipeline.evaluation.trial import Trial

Watch = Callable[[Labelled, Prediction, tuple[JudgedTurn, ...]], object]
"""Told of every conversation, with what was predicted and how it was judged."""


def evaluate(
    conversations: Iterable[Labelled],
    trial: Trial,
    watchers: Iterable[Watch] = (),
    direct: AbstractSet[str] = DIRECT,
) -> Scores:
    """Return the figures of a policy's path on these conversations.

    Raises:
        EngineFailed: a conversation cannot be read, or the path failed for it.
    """
    scores, watchers = Scores(), tuple(watchers)
    for labelled, prediction in predict(conversations, trial):
        judged = judge(labelled, prediction, direct)
        conversation = labelled.conversation
        scores.add(judged, conversation.language or "unknown", conversation.channel.value)
        scores.noisy += sum(label.noisy for turn in labelled.labels for label in turn)
        scores.withheld_turns += sum(not turn.leaves for turn in prediction.turns)
        if prediction.refusal:
            scores.refused[prediction.refusal.value] += 1
        for watch in watchers:
            watch(labelled, prediction, judged)
    return scores


def judge(labelled: Labelled, prediction: Prediction, direct: AbstractSet[str] = DIRECT) -> tuple[JudgedTurn, ...]:
    """Return what became of each turn of the input."""
    return tuple(
        judge_turn(turn.text, labels, predicted, direct)
        for turn, labels, predicted in zip(labelled.turns, labelled.labels, prediction.turns, strict=True)
    )
