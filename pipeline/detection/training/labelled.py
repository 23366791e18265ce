"""Labelled conversations as examples: what each set's labels say, and what they leave open.

Only conversations that `is_for_training` admits are read; the others measure.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import orjson

from pipeline.detection.training.examples import Example, ExampleTurn, Span
from pipeline.detection.training.stretches import alone, pieces, together
from pipeline.detection.training.types import TYPES, UNKNOWN

Record = dict[str, Any]
"""A conversation in the native format with labels."""

COPIES: Final = 3
"""How often the same single turn with the same labels may occur in a set: "yes" teaches nothing the tenth time."""
_NOTHING: Final = frozenset({"ORGANIZATION", "MONEY", "NRP", "AGE"})
"""Labels of what none of the types means: taught as nothing."""
_BARE: Final = ("DATE_TIME", "URL", "EMAIL_ADDRESS", "PHONE_NUMBER")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a set's labels are read.

    Attributes:
        set: what its examples are called.
        noisy: types that the set labels incompletely.
        other_names: labels that are called otherwise, and the type they mean; all other unknown labels stay open.
        one_sided: nobody says who speaks.
    """

    set: str
    noisy: tuple[str, ...] = ()
    other_names: tuple[tuple[str, str], ...] = ()
    one_sided: bool = False


READINGS: Final = MappingProxyType({
    "multidogo": Reading("multidogo", ("LOCATION", "DATE_TIME", "STREET_ADDRESS"), (("US_SSN", "GOV_ID"),)),
    "evi": Reading("evi"),
    "star": Reading("star", ("LOCATION", "DATE_TIME", "STREET_ADDRESS"), (("OTHER", "ACCOUNT_ID"),)),
    "harper_valley": Reading("harper_valley", ("DATE_TIME",)),
    "abcd": Reading("abcd", ("DATE_TIME",)),
    "meddocan_es": Reading("meddocan_es", one_sided=True),
    "echr_es": Reading("general", ("URL",), one_sided=True),
    "echr_fr": Reading("general", ("URL",), one_sided=True),
    "uner_en": Reading("general", _BARE, one_sided=True),
    "uner_pt": Reading("general", _BARE, one_sided=True),
    "wnut17_en": Reading("general", (*_BARE, "USERNAME"), one_sided=True),
    "talk": Reading("talk", ("LOCATION", "DATE_TIME", "ORDER_ID", "ACCOUNT_ID")),
    **{name: Reading("text", ("DATE_TIME",), one_sided=True) for name in ("de", "es", "fr", "it", "nl", "pt")},
})
"""How each file is read, by its name without the ending."""


def is_for_training(record_id: str) -> bool:
    """Return whether a labelled conversation may be learned from; the others measure."""
    return int(hashlib.md5(record_id.encode()).hexdigest(), 16) % 5 != 0  # noqa: S324  # a split, not a secret


def half_of(record_id: str) -> int:
    """Return in which half, 0 or 1, of what may be learned from a conversation lies."""
    return int(hashlib.md5(record_id.encode()).hexdigest(), 16) // 5 % 2  # noqa: S324  # a split, not a secret


def read(path: Path) -> Iterator[Record]:
    """Yield the conversations of a labelled set that may be learned from."""
    for line in path.read_bytes().splitlines():
        record = orjson.loads(line)
        if is_for_training(record["id"]):
            yield record


def lowered(record: Record) -> Record:
    """Return a conversation without capitals, as chats and speech recognition write it."""
    turns = [
        turn | {"text": "".join(char.lower() if len(char.lower()) == 1 else char for char in turn["text"])}
        for turn in record["turns"]
    ]
    return record | {"turns": turns}


def examples(name: str, records: Iterable[Record], chance: random.Random) -> Iterator[Example]:
    """Yield the examples of a set: every turn by itself, and conversations cut into stretches of several turns.

    Args:
        name: the file's name without the ending, one of `READINGS`.
        records: its conversations.
        chance: where the cuts come from.
    """
    reading = READINGS[name]
    copies: Counter[ExampleTurn] = Counter()
    for record in records:
        turns = list(_turns(record, reading))
        singles = [stretch for stretch in alone(turns, chance) if _fresh(stretch[0], copies)]
        runs = [stretch for stretch in together(turns, chance) if len(stretch) > 1]
        for number, stretch in enumerate((*singles, *runs)):
            yield Example(f"{record['id']}/{number}", reading.set, record["language"], stretch, reading.noisy)


def _fresh(turn: ExampleTurn, copies: Counter[ExampleTurn]) -> bool:
    copies[turn] += 1
    return copies[turn] <= COPIES


def _turns(record: Record, reading: Reading) -> Iterator[ExampleTurn]:
    roles = {person["id"]: person.get("role") for person in record["participants"]}
    for turn in record["turns"]:
        role = "customer" if roles.get(turn["participant"]) == "customer" else "agent"
        whole = ExampleTurn("" if reading.one_sided else role, turn["text"], _spans(turn["labels"], reading))
        yield from pieces(whole)


def _spans(labels: Iterable[Mapping[str, Any]], reading: Reading) -> tuple[Span, ...]:
    spans: list[Span] = []
    for label in sorted(labels, key=lambda label: (label["start"], -label["end"])):
        if label["entity_type"] in _NOTHING or (spans and label["start"] < spans[-1][1]):
            continue
        name = dict(reading.other_names).get(label["entity_type"], label["entity_type"])
        sure = name in TYPES and not label.get("noisy")
        spans.append((label["start"], label["end"], name if sure else UNKNOWN))
    return tuple(spans)
