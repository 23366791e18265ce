"""Short texts are remembered, long ones are not, and none is remembered for ever."""

from __future__ import annotations

from pipeline.conversation.repeated import LONGEST_REMEMBERED, REMEMBERED, remembered


def test_a_short_text_is_looked_at_once_for_each_way_to_look() -> None:
    looks: list[tuple[str, int]] = []

    @remembered
    def longer(text: str, than: int) -> bool:
        looks.append((text, than))
        return len(text) > than

    assert [longer("hello", 3), longer("hello", 3), longer("hello", 5)] == [True, True, False]
    assert looks == [("hello", 3), ("hello", 5)]


def test_long_texts_and_those_of_long_ago_are_looked_at_again() -> None:
    looks: list[str] = []

    @remembered
    def size(text: str) -> int:
        looks.append(text)
        return len(text)

    long = "x" * (LONGEST_REMEMBERED + 1)
    assert [size(long), size(long)] == [len(long)] * 2
    assert looks == [long, long]
    looks.clear()
    for number in range(REMEMBERED + 1):
        size(f"{number}")
    assert size("0") == 1
    assert looks.count("0") == 2
