"""Records as an authorized reader looks at them: what would be hidden, by whom it was found, what stands instead.

In: records and rejects as sources give them. Out: the same in order, ready to be shown; no text of it is made safe yet,
which is the business of whoever shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pipeline.anonymization.resolve import Segment
from pipeline.conversation.model import Conversation, Turn
from pipeline.conversation.outcomes import Reject
from pipeline.evaluation.scoring import HIDES_NOTHING
from pipeline.evaluation.trial import Trial, Tried, TriedTurn
from pipeline.policy.check_special import ENTITY_TYPES
from pipeline.sources.format import Parsed, Record

BATCH: Final = 20
"""Records that are held at once; few, so that the first ones are seen soon."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What happens to `[start, end)` of a raw turn.

    Attributes:
        instead: what would be written there.
        found_by: passes that found something there, the one that decides the type first.
        stays: the policy keeps it readable.
    """

    start: int
    end: int
    entity_type: str
    operator: str
    instead: str = field(repr=False)
    found_by: tuple[str, ...]
    stays: bool


@dataclass(frozen=True, slots=True)
class InspectedTurn:
    """One turn. `leaves` says whether a run would let it out, `special` which special categories were found in it."""

    index: int
    role: str
    text: str = field(repr=False)
    hidden: tuple[Hidden, ...]
    leaves: bool
    special: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspected:
    """One record. `refused` and `rejected` say why a run would not release it, and are empty where it might."""

    number: int
    id: str = field(repr=False)
    channel: str = ""
    language: str = ""
    turns: tuple[InspectedTurn, ...] = ()
    refused: str = ""
    rejected: str = ""


def inspect(records: Iterable[Parsed], trial: Trial, only: str | None = None) -> Iterator[Inspected]:
    """Yield what would become of each record.

    Args:
        records: as sources give them; rejects among them are shown as such.
        trial: the path of a policy.
        only: an entity type; then only turns in which it was found, and only records with such turns.
    """
    for number, (parsed, tried) in enumerate(_attempted(records, trial), 1):
        shown = _inspected(number, parsed, tried, only)
        if shown is not None:
            yield shown


def closing_line(counts: Counter[str]) -> str:
    """Return what was shown, in one line; `counts` as `count` makes them."""
    parts = [f"{counts['shown']} records shown", f"{counts['hidden']} places hidden"]
    parts += [f"{number} {key}" for key, number in sorted(counts.items()) if key not in ("shown", "hidden")]
    return ", ".join(parts)


def count(shown: Inspected) -> Counter[str]:
    """Return what one record adds to the closing line."""
    counts = Counter({"shown": 1, "hidden": sum(not each.stays for turn in shown.turns for each in turn.hidden)})
    if shown.refused:
        counts[f"would be refused ({shown.refused})"] += 1
    if shown.rejected:
        counts[f"rejected ({shown.rejected})"] += 1
    return counts


def _attempted(records: Iterable[Parsed], trial: Trial) -> Iterator[tuple[Parsed, Tried | Reject]]:
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH)):
        attempts = iter(trial.attempt([parsed.conversation for parsed in batch if isinstance(parsed, Record)]))
        for parsed in batch:
            yield parsed, next(attempts) if isinstance(parsed, Record) else parsed


def _inspected(number: int, parsed: Parsed, tried: Tried | Reject, only: str | None) -> Inspected | None:
    if isinstance(tried, Reject):
        identifier = parsed.conversation.id if isinstance(parsed, Record) else f"record {tried.record}"
        reason = f"{tried.reason.value}, {tried.exception}" if tried.exception else tried.reason.value
        return None if only else Inspected(number, identifier, rejected=reason)
    conversation = tried.conversation
    turns = tuple(
        _turn(index, turn, outcome, conversation, special)
        for index, (turn, outcome, special) in enumerate(
            zip(conversation.turns, tried.turns, tried.special, strict=True)
        )
        if only is None
        or any(found.entity_type == only for found in outcome.findings)
        or ENTITY_TYPES.get(only) in special
    )
    if only and not turns:
        return None
    return Inspected(
        number=number,
        id=conversation.id,
        channel=conversation.channel.value,
        language=conversation.language or "language unknown",
        turns=turns,
        refused=tried.refusal.value if tried.refusal else "",
    )


def _turn(
    index: int, turn: Turn, outcome: TriedTurn, conversation: Conversation, special: tuple[str, ...]
) -> InspectedTurn:
    role = conversation.role_of(turn)
    written = outcome.text
    hidden = tuple(
        Hidden(
            start=segment.start,
            end=segment.end,
            entity_type=segment.entity_type,
            operator=segment.operator.name,
            instead=written.value[redaction.char_start : redaction.char_end],
            found_by=_found_by(segment, outcome),
            stays=segment.operator.name in HIDES_NOTHING,
        )
        for segment, redaction in zip(outcome.segments, written.redactions, strict=True)
    )
    return InspectedTurn(index, role.value if role else "unknown", turn.text, hidden, outcome.leaves, special)


def _found_by(segment: Segment, outcome: TriedTurn) -> tuple[str, ...]:
    others = sorted(
        found.recognizer for found in outcome.findings if found.start < segment.end and found.end > segment.start
    )
    return tuple(dict.fromkeys((segment.recognizer, *others)))
