"""A memory of bounded size: what was asked least recently is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

V = TypeVar("V")


class Memo(Generic[V]):
    """Answers by text. Never holds more than `entries` of them, and none for a text longer than `longest` characters.

    Both bounds together bound the memory: without them, a worker that runs for days would grow without end.
    """

    def __init__(self, entries: int, longest: int) -> None:
        self._entries = entries
        self._longest = longest
        self._answers: OrderedDict[str, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, text: str) -> V | None:
        """Return the remembered answer, or None."""
        answer = self._answers.get(text)
        if answer is not None:
            self._answers.move_to_end(text)
        return answer

    def keep(self, text: str, answer: V) -> V:
        """Remember the answer, unless the text is too long, and return it."""
        if len(text) <= self._longest and self._entries:
            self._answers[text] = answer
            if len(self._answers) > self._entries:
                self._answers.popitem(last=False)
        return answer
