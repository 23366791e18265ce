"""A section of the explanation, and how all of them are gathered in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from pipeline import registry
from pipeline.policy.explain import sections
from pipeline.policy.loaded import LoadedPolicy


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences. `name` is a word for links, unique in the explanation."""

    name: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one section is written.

    Attributes:
        name: a word for links.
        heading: what stands above it.
        place: sections stand in ascending order of it.
        explains: dotted paths of the schema that this section tells, and all below them. Where two sections name a path
            and one below it, the longer path wins. Changing a value changes the section that explains it and no other.
        lines: the sentences for a policy. No value of a list of people is shown, only how many there are.
        tells_content: it tells which content this is, so that it changes with every value.
    """

    name: str
    heading: str
    place: int
    explains: tuple[str, ...]
    lines: Callable[[LoadedPolicy], list[str]] = field(repr=False)
    tells_content: bool = False


def explanations() -> tuple[Explanation, ...]:
    """Return how every section is written, in reading order."""
    return tuple(sorted(registry.load(sections, Explanation).values(), key=attrgetter("place", "name")))


def explain(loaded: LoadedPolicy) -> tuple[Section, ...]:
    """Return every section in reading order."""
    return tuple(Section(each.name, each.heading, tuple(each.lines(loaded))) for each in explanations())


def plain_text(told: Iterable[Section]) -> str:
    """Return sections as text for a terminal."""
    return "\n\n".join("\n".join([each.heading, *(f"  {line}" for line in each.lines)]) for each in told) + "\n"
