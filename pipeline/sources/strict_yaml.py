"""YAML read strictly: every scalar is text, no key stands twice, and every key knows its line."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from pipeline.errors import Refused

KeyPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A mapping's content, and the line of each of its keys by path."""

    content: Any
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Return the line of the innermost key of a path that stands in the file, else the first."""
        return next((self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines), 1)


def read_mapping(text: str, name: str, what: str) -> Written:
    """Return the mapping in a YAML text.

    Args:
        text: The file's content.
        name: How errors call the file.
        what: What the file is, for errors: "a field map".

    Raises:
        Refused: it is no mapping, or no strict YAML. The message holds key names and lines, never values.
    """
    try:
        node = yaml.compose(text, Loader=_Texts)
        if not isinstance(node, yaml.MappingNode):
            raise Refused(f"{name}:1: {what} is a YAML mapping")
        lines = dict(_key_lines(node))
        content = yaml.load(text, Loader=_Texts)  # noqa: S506  # a SafeLoader that reads every scalar as text
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = error.problem if isinstance(error, _DuplicateKey) else "not readable as YAML"
        raise Refused(f"{name}:{mark.line + 1 if mark else 1}: {problem}") from None
    except (RecursionError, ValueError):
        raise Refused(f"{name}:1: not readable as YAML") from None
    return Written(content, lines)


class _DuplicateKey(yaml.constructor.ConstructorError):
    pass


class _Texts(yaml.SafeLoader):
    """Every scalar is text (`no` is the Norwegian language, `12:30` a column) and no key stands twice."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own class attribute

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _DuplicateKey(None, None, "a key must be a word", key.start_mark)
            if key.value in seen:
                raise _DuplicateKey(None, None, f"the key '{key.value}' stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _key_lines(node: yaml.MappingNode, path: KeyPath = ()) -> Iterator[tuple[KeyPath, int]]:
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            here = (*path, key.value)
            yield here, key.start_mark.line + 1
            if isinstance(value, yaml.MappingNode):
                yield from _key_lines(value, here)
