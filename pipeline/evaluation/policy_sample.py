"""What another policy does to a sample: records refused, places hidden that were not and the other way, text kept.

In: records as sources give them and two trials. Out: counts by type, operator and reason; no text. Each record is
detected once where both policies detect alike, and their plans are carried out on the same findings. What a run hides
for being a name in the rest of its data set is left out: a sample is not that set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pipeline.anonymization.operator import Strictness
from pipeline.conversation.outcomes import Reject
from pipeline.evaluation.trial import Trial, Tried
from pipeline.sources.format import Parsed, Record

BATCH: Final = 50
"""Records that are held at once."""

Place = tuple[int, int, int]
"""Turn, start and end in the raw turn."""
Hidden = tuple[str, str]
"""Entity type as shown, and operator."""


@dataclass(slots=True)
class Side:
    """What one policy does to the sample: counts only.

    `letters` are letters and digits of the raw text that a reader of the dataset would see; `turns` those that go out.
    """

    refused: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    released: int = 0
    turns: int = 0
    letters: int = 0


@dataclass(slots=True)
class SampleDiff:
    """Two policies on one sample.

    Attributes:
        read: records of the sample, unreadable ones among them.
        letters: letters and digits of all readable records.
        before: what the first policy does.
        after: what the second does.
        gained: places hidden by the second of which the first leaves a letter or digit readable, by entity type, in
            turns that go out under both.
        lost: places hidden by the first of which the second leaves one readable, the same way.
        otherwise: places hidden by both with another operator, as (type, operator before, operator after).
    """

    read: int = 0
    letters: int = 0
    before: Side = field(default_factory=Side)
    after: Side = field(default_factory=Side)
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    otherwise: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def kept(self, side: Side) -> float:
        """Return the share of the sample's letters and digits that stay readable, 0 to 1."""
        return side.letters / self.letters if self.letters else 0.0


def compare_on(records: Iterable[Parsed], before: Trial, after: Trial) -> SampleDiff:
    """Return what changes on a sample; memory is bounded by a batch.

    Args:
        records: the sample, rejects among it.
        before: the first policy's path.
        after: the second's; if it was made `like` the first, each record is detected once.
    """
    diff = SampleDiff()
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH)):
        diff.read += len(batch)
        for parsed in batch:
            if isinstance(parsed, Reject):
                diff.before.rejected[parsed.reason.value] += 1
                diff.after.rejected[parsed.reason.value] += 1
        for old, new in _both(batch, before, after):
            _add(diff, old, new)
    return diff


def _both(batch: list[Parsed], before: Trial, after: Trial) -> Iterator[tuple[Tried | Reject, Tried | Reject]]:
    conversations = [parsed.conversation for parsed in batch if isinstance(parsed, Record)]
    detected = before.detect(conversations)
    again = detected if after.shares_engine_with(before) else after.detect(conversations)
    yield from zip(before.judge(detected), after.judge(again), strict=True)


def _add(diff: SampleDiff, old: Tried | Reject, new: Tried | Reject) -> None:
    tried = next((each for each in (old, new) if isinstance(each, Tried)), None)
    if tried is None:
        diff.before.rejected.update(_reasons(old))
        diff.after.rejected.update(_reasons(new))
        return
    texts = [turn.text for turn in tried.conversation.turns]
    diff.letters += sum(map(_letters, texts))
    before, after = _hidden(diff.before, old), _hidden(diff.after, new)
    if before is None or after is None or isinstance(old, Reject) or isinstance(new, Reject):
        return
    pairs = enumerate(zip(old.turns, new.turns, strict=True))
    leave = {at for at, (one, other) in pairs if one.leaves and other.leaves}
    before = {place: hidden for place, hidden in before.items() if place[0] in leave}
    after = {place: hidden for place, hidden in after.items() if place[0] in leave}
    diff.gained.update(_open_in(before, after, texts))
    diff.lost.update(_open_in(after, before, texts))
    diff.otherwise.update(
        (after[place][0], before[place][1], after[place][1])
        for place in before.keys() & after.keys()
        if before[place][1] != after[place][1]
    )


def _open_in(first: Mapping[Place, Hidden], second: Mapping[Place, Hidden], texts: list[str]) -> Iterator[str]:
    """Yield the type of each place of the second of which the first leaves a letter or digit readable."""
    covered = {(turn, at) for turn, start, end in first for at in range(start, end)}
    for (turn, start, end), (kind, _) in second.items():
        if any(texts[turn][at].isalnum() and (turn, at) not in covered for at in range(start, end)):
            yield kind


def _hidden(side: Side, outcome: Tried | Reject) -> dict[Place, Hidden] | None:
    """Count a record on one side and return its hidden places, or None where it is not released."""
    if isinstance(outcome, Reject):
        side.rejected.update(_reasons(outcome))
        return None
    if outcome.refusal:
        side.refused[outcome.refusal.value] += 1
        return None
    side.released += 1
    places: dict[Place, Hidden] = {}
    for index, (raw, turn) in enumerate(zip(outcome.conversation.turns, outcome.turns, strict=True)):
        if not turn.leaves:
            continue
        hiding = [part for part in turn.segments if part.operator.strictness is not Strictness.KEEP]
        side.turns += 1
        side.letters += _letters(raw.text) - sum(_letters(raw.text[part.start : part.end]) for part in hiding)
        places |= {(index, part.start, part.end): (part.entity_type, part.operator.name) for part in hiding}
    return places


def _reasons(outcome: Tried | Reject) -> Iterator[str]:
    if isinstance(outcome, Reject):
        yield outcome.reason.value


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
