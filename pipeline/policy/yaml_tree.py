"""Read one strict YAML document as plain values, with the line of every key and item, and every problem at once.

Not allowed, because an officer cannot see what they do: duplicate keys, anchors, aliases, tags, directives, a second
document, ambiguous unquoted words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from pipeline.policy.problems import Location, Problem, dotted
from pipeline.policy.scalars import Ambiguous, read, yaml_kind

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Tree:
    """A document's values, the line (from 1) of each location, and what was wrong with the YAML itself.

    `files` names the file of those locations that stand in another one than `file`: a policy takes over what the one
    it extends says.
    """

    file: str
    value: object = field(repr=False)
    lines: Mapping[Location, int]
    problems: tuple[Problem, ...]
    files: Mapping[Location, str] = field(default_factory=dict)

    def place(self, location: Location) -> tuple[str, int]:
        """Return file and line of a location, or of the nearest one above it that stands in a file."""
        for end in range(len(location), 0, -1):
            if line := self.lines.get(location[:end]):
                return self.files.get(location[:end], self.file), line
        return self.file, 1

    def problem(self, location: Location, message: str) -> Problem:
        """Return a problem at a location of this document."""
        return Problem(*self.place(location), dotted(location), message)


def parse(content: bytes, file: str) -> Tree:
    """Return the document in `content`; the value is None where it cannot be read at all."""
    if len(content) > MAX_BYTES:
        return Tree(file, None, {}, (Problem(file, 1, "", f"is larger than {MAX_BYTES} bytes"),))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Tree(file, None, {}, (Problem(file, line, "", "is not UTF-8 text"),))
    builder = _Builder(file)
    value = builder.document(text)
    return Tree(file, value, builder.lines, tuple(builder.problems))


class _Stop(Exception):
    """Nothing below this point can be read."""


class _Builder:
    """Builds values from parser events, so that aliases are never followed and depth is bounded before building."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Location, int] = {}
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = iter(())

    def document(self, text: str) -> object:
        value: object = None
        try:
            self.events = iter(yaml.parse(text, Loader=yaml.SafeLoader))
            next(self.events)  # the stream's start
            start = next(self.events)
            if not isinstance(start, yaml.DocumentStartEvent):
                self._report(start, (), "is empty")
                return None
            if start.version or start.tags:
                self._report(start, (), "directives (%) are not allowed")
            value = self._value(next(self.events), ())
            next(self.events)  # the document's end
            after = next(self.events)
            if isinstance(after, yaml.DocumentStartEvent):
                self._report(after, (), "holds a second document; write one document a file")
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            hint = "; put a path with [] in quotes" if "got '['" in str(error.problem) else ""
            self.problems.append(
                Problem(self.file, line, "", f"is not YAML: {error.problem or 'cannot be read'}{hint}")
            )
        except yaml.YAMLError as error:
            line = text.count("\n", 0, getattr(error, "position", 0)) + 1
            self.problems.append(Problem(self.file, line, "", "holds a character that YAML does not allow"))
        return value

    def _report(self, event: yaml.Event, location: Location, message: str) -> None:
        self.problems.append(Problem(self.file, _line(event), dotted(location), message))

    def _value(self, event: yaml.Event, location: Location) -> object:
        self.lines.setdefault(location, _line(event))
        if len(location) > MAX_DEPTH:
            self._report(event, location[:3], f"is nested more than {MAX_DEPTH} levels deep")
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self._report(event, location, "aliases (*) are not allowed; write the value out")
            return None
        if getattr(event, "anchor", None):
            self._report(event, location, "anchors (&) are not allowed")
        if getattr(event, "tag", None):
            self._report(event, location, "tags (!) are not allowed")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(location)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(location)
        return self._scalar(event, location) if isinstance(event, yaml.ScalarEvent) else None

    def _mapping(self, location: Location) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, location)
            here = (*location, key)
            if key in values:
                self._report(event, here, f"is written twice; first in line {self.lines[here]}")
                self._value(next(self.events), (*here, "(again)"))
                continue
            self.lines[here] = _line(event)
            values[key] = self._value(next(self.events), here)
        return values

    def _key(self, event: yaml.Event, location: Location) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._report(event, location, "a key must be one word")
            raise _Stop
        if event.anchor or event.tag:
            self._report(event, (*location, event.value), "anchors and tags are not allowed on a key")
        if event.implicit[0] and yaml_kind(event.value) != "str":
            self._report(event, (*location, event.value), "this key is not read as text by YAML; put it in quotes")
        return str(event.value)

    def _sequence(self, location: Location) -> list[object]:
        values: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*location, len(values))))
        return values

    def _scalar(self, event: yaml.ScalarEvent, location: Location) -> object:
        word = str(event.value)
        if event.style is not None:  # quoted or block text
            return word
        try:
            return read(word)
        except Ambiguous as verdict:
            self._report(event, location, str(verdict))
            return word


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
