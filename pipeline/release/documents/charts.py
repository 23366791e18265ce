"""Geometry of the report's charts: counts go in, bars and segments in SVG units leave. No drawing library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.release.manifest import RedactionCount

CHART_WIDTH = 1000.0
BAR_WIDTH = 490.0  # the template keeps the rest of the width for labels and figures
MIN_WIDTH = 2.0  # a count above zero is always seen
SERIES = 8  # colors in the style sheet; later series share the last


@dataclass(frozen=True, slots=True)
class Segment:
    """A rectangle of a bar: where it starts, how wide it is, and which color it has."""

    label: str
    count: int
    x: float
    width: float
    series: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart."""

    label: str
    count: int
    segments: tuple[Segment, ...]

    @property
    def end(self) -> float:
        """Where the bar ends, for the figure behind it."""
        return max((segment.x + segment.width for segment in self.segments), default=0.0)


def flow(parts: Sequence[tuple[str, int]]) -> tuple[Segment, ...]:
    """Return one bar over the whole width, a segment for each part that is not empty."""
    return _stacked([(label, count, series) for series, (label, count) in enumerate(parts)], CHART_WIDTH)


def bars(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return one bar a label, the largest first; the largest takes the whole width."""
    largest = max(counts.values(), default=0)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Bar(label, count, _stacked([(label, count, 0)], BAR_WIDTH * count / largest))
        for label, count in ordered
        if count
    )


def operators(redactions: Sequence[RedactionCount]) -> tuple[str, ...]:
    """Return the operators that were used, the most used first: the chart's series."""
    totals: dict[str, int] = {}
    for entry in redactions:
        totals[entry.operator] = totals.get(entry.operator, 0) + entry.count
    return tuple(sorted(totals, key=lambda name: (-totals[name], name)))


def redaction_bars(redactions: Sequence[RedactionCount]) -> tuple[Bar, ...]:
    """Return one bar an entity type, with a segment for each operator; the largest first."""
    series = {name: min(index, SERIES - 1) for index, name in enumerate(operators(redactions))}
    by_type: dict[str, list[RedactionCount]] = {}
    for entry in redactions:
        by_type.setdefault(entry.entity_type, []).append(entry)
    totals = {name: sum(entry.count for entry in entries) for name, entries in by_type.items()}
    largest = max(totals.values(), default=0)
    return tuple(
        Bar(
            name,
            totals[name],
            _stacked(
                sorted(((e.operator, e.count, series[e.operator]) for e in by_type[name]), key=lambda part: part[2]),
                BAR_WIDTH * totals[name] / largest,
            ),
        )
        for name in sorted(totals, key=lambda name: (-totals[name], name))
        if totals[name]
    )


def _stacked(parts: Sequence[tuple[str, int, int]], width: float) -> tuple[Segment, ...]:
    """Return segments side by side that share a width by their counts; none is thinner than `MIN_WIDTH`."""
    total = sum(count for _, count, _ in parts)
    shown = [part for part in parts if part[1]]
    spare = max(0.0, width - MIN_WIDTH * len(shown))
    segments, x = [], 0.0
    for label, count, series in shown:
        own = MIN_WIDTH + spare * count / total
        segments.append(Segment(label, count, round(x, 2), round(own, 2), min(series, SERIES - 1)))
        x += own
    return tuple(segments)
