"""Judged turns added up: figures as shares with 95 % bounds, of all, by type, language, channel and pass."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.evaluation.scoring import JudgedLabel, JudgedTurn

Z: Final = 1.96
"""Standard deviations of a normal distribution that hold 95 %."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with the bounds of a 95 % confidence interval."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, or None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The Wilson score interval (Wilson 1927), which also holds near 0 and 1; None of nothing."""
        if not self.of:
            return None
        share, square = self.hits / self.of, Z * Z
        middle = share + square / (2 * self.of)
        half = Z * math.sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        scale = 1 + square / self.of
        return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


@dataclass(slots=True)
class Tally:
    """Counts of one group of conversations, or of one type of labels. `values` holds raw text: it is never shown."""

    recall: Rate = Rate(0, 0)
    clean: Rate = Rate(0, 0)
    kept: Rate = Rate(0, 0)
    survive: Rate = Rate(0, 0)
    _values: dict[tuple[str, str], Rate] = field(default_factory=dict, repr=False)

    @property
    def macro(self) -> float | None:
        """The mean recall of distinct values, or None where there are none."""
        if not self._values:
            return None
        return sum(rate.hits / rate.of for rate in self._values.values()) / len(self._values)

    def add_label(self, judged: JudgedLabel) -> None:
        """Count one label."""
        self.recall = _plus(self.recall, judged.hidden, 1)
        key = judged.label.entity_type, judged.value
        self._values[key] = _plus(self._values.get(key, Rate(0, 0)), judged.hidden, 1)
        if judged.survives is not None:
            self.survive = _plus(self.survive, judged.survives, 1)

    def add_conversation(self, turns: Iterable[JudgedTurn]) -> None:
        """Count one conversation with all its labels."""
        labels = 0
        clean = True
        for turn in turns:
            for label in turn.labels:
                self.add_label(label)
                labels += 1
                clean = clean and label.hidden
            self.kept = _plus(self.kept, turn.outside - sum(count for _, count in turn.lost), turn.outside)
        if labels:
            self.clean = _plus(self.clean, clean, 1)


@dataclass(slots=True)
class PassTally:
    """What one recognizer adds: labels that it covers alone, those nobody else does, letters it hides outside any."""

    alone: int = 0
    only: int = 0
    lost: int = 0


@dataclass(slots=True)
class Scores:
    """All figures of one evaluation, and what the gates and roles of a run would have kept out."""

    all: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_language: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_channel: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_pass: dict[str, PassTally] = field(default_factory=lambda: defaultdict(PassTally))
    refused: Counter[str] = field(default_factory=Counter)
    conversations: int = 0
    turns: int = 0
    noisy: int = 0
    withheld_turns: int = 0

    def add(self, turns: tuple[JudgedTurn, ...], language: str, channel: str) -> None:
        """Count one conversation."""
        self.conversations += 1
        self.turns += len(turns)
        for tally in (self.all, self.by_language[language], self.by_channel[channel]):
            tally.add_conversation(turns)
        for turn in turns:
            for label in turn.labels:
                self.by_type[label.label.entity_type].add_label(label)
                for name in label.finders:
                    self.by_pass[name].alone += 1
                if label.only:
                    self.by_pass[label.only].only += 1
            for name, count in turn.lost:
                self.by_pass[name].lost += count


def largest_first(tallies: Mapping[str, Tally]) -> list[tuple[str, Tally]]:
    """Return groups by their number of labels, the largest first."""
    return sorted(tallies.items(), key=lambda item: (-item[1].recall.of, item[0]))


def _plus(rate: Rate, hits: int, of: int) -> Rate:
    return Rate(rate.hits + hits, rate.of + of)
