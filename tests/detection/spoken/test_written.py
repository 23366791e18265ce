"""What a span says as it would be written: looked up in a long turn, not searched for in all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.detection.spoken.items import Item
from pipeline.detection.spoken.known import written
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.turns import TurnView


class Counted(tuple[Item, ...]):  # noqa: SLOT001  # one object of it is made
    """Items that count how often one is looked at, and refuse to be gone through from the beginning."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        type(self).looks += 1
        return super().__getitem__(at)

    def __iter__(self) -> Iterator[Item]:
        raise AssertionError("all items of the turn are gone through for one span")


def test_when_a_turn_is_long_then_few_of_its_items_are_looked_at_for_a_span() -> None:
    text = "so well " * 4_000 + "four one five double three " + "so well " * 4_000
    reading = Reading.of(TurnView(text, ("en",)), "en")
    start = text.index("four")
    assert written(replace(reading, items=Counted(reading.items)), start, start + 26) == "41533"
    assert Counted.looks < 50
