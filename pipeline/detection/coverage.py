"""Which spans lie inside others, in time that hostile text cannot blow up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.detection.results import recognizer_of


class Coverage:
    """Spans, to ask whether one of them holds another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._furthest: list[int] = []  # how far the spans reach that start here or before
        for start, end in sorted(spans):
            self._furthest.append(max(end, self._furthest[-1] if self._furthest else 0))
            self._starts.append(start)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def holds(self, start: int, end: int) -> bool:
        """Return whether one span holds `[start, end)`."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._furthest[index] >= end

    def touches(self, start: int, end: int) -> bool:
        """Return whether one span shares a character with `[start, end)`."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._furthest[index] > start


NOTHING: Final = Coverage(())
"""No spans."""


def without_covered(results: list[RecognizerResult], names: frozenset[str]) -> list[RecognizerResult]:
    """Return the results without those of the named recognizers that lie inside a result of another."""
    named = [each for each in results if recognizer_of(each) in names]
    if not named:
        return results
    others = [each for each in results if recognizer_of(each) not in names]
    coverage = Coverage((each.start, each.end) for each in others)
    return others + [each for each in named if not coverage.holds(each.start, each.end)]
