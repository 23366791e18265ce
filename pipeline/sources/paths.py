"""Paths into JSON-like records, as field maps write them.

    author.type                     a key in an object
    parts[].text                    every item of a list
    recipients[role=from].handle    the items of a list whose key has that value

`lookup` follows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_PATH = "no path; write keys with dots between them, lists as items[] or items[key=value]"
# One key, then its brackets; the value in a bracket may hold dots.
_STEP = re.compile(r"(?P<key>[^.\[\]]+)(?P<lists>(?:\[(?:[^\[\]=]+=[^\[\]]+)?\])*)(?:\.(?=[^.])|$)")
_LIST = re.compile(r"\[(?:(?P<key>[^\[\]=]+)=(?P<value>[^\[\]]+))?\]")


@dataclass(frozen=True, slots=True)
class Step:
    """One step down: to a key of an object, or, where `key` is None, into a list, as `only` (key, value) says."""

    key: str | None = None
    only: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A path as it was written and its steps."""

    text: str
    steps: tuple[Step, ...]

    @classmethod
    def parse(cls, text: str) -> Path:
        """Return the path that a text spells.

        >>> [step.key for step in Path.parse("messages[].author.name").steps]
        ['messages', None, 'author', 'name']

        Raises:
            ValueError: it spells none. The message is a fixed text.
        """
        steps: list[Step] = []
        at = 0
        while at < len(text):
            found = _STEP.match(text, at)
            if not found:
                break
            steps.append(Step(key=found["key"].strip()))
            steps += [Step(only=_condition(each)) for each in _LIST.finditer(found["lists"])]
            at = found.end()
        if not text or at < len(text):
            raise ValueError(NO_PATH)
        return cls(text, tuple(steps))

    @classmethod
    def is_valid(cls, text: str) -> bool:
        """Whether a text spells a path."""
        try:
            cls.parse(text)
        except ValueError:
            return False
        return True

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys it goes down by; lists on the way do not count."""
        return tuple(step.key for step in self.steps if step.key is not None)

    @property
    def root(self) -> str:
        """The key of the record itself at which the path begins."""
        return self.steps[0].key or ""


def _condition(found: re.Match[str]) -> tuple[str, str] | None:
    return (found["key"].strip(), found["value"].strip()) if found["key"] else None
