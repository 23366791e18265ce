"""Read the allow and deny lists that a policy names: one value a line.

A deny-list line may name the entity type after a tab. Empty lines and lines that begin with `# ` are left out. Lists
may hold people's names, so no value is ever shown: a problem says the line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import Final

from pipeline.policy.problems import Problem
from pipeline.policy.vocabulary import DENY_LISTED, Vocabulary

MAX_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file's content and SHA-256, or the one reason why it cannot be used."""

    content: bytes = field(default=b"", repr=False)
    sha256: str = ""
    fault: str = ""


Unsaved = Mapping[Path, NamedFile]
"""Files by path whose content is not the one on disk."""

NOTHING: Final[Unsaved] = MappingProxyType({})


def content_of(text: str) -> NamedFile:
    """Return a text as the file that it would be once it is saved."""
    content = text.encode("utf-8", "surrogatepass")
    return NamedFile(content, hashlib.sha256(content).hexdigest())


def read_named(folder: Path, name: str, max_bytes: int = MAX_BYTES) -> NamedFile:
    """Return the file that a policy names, relative to the policy's folder."""
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).is_absolute():
        return NamedFile(fault="must be a path relative to the policy file")
    try:
        if not (folder / name).is_file():  # a pipe would never end
            return NamedFile(fault="names a file that is not there or cannot be read")
        with (folder / name).open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return NamedFile(fault="names a file that is not there or cannot be read")
    if len(content) > max_bytes:
        return NamedFile(fault=f"names a file larger than {max_bytes} bytes")
    return NamedFile(content, hashlib.sha256(content).hexdigest())


def allow_list(content: bytes, file: str) -> tuple[frozenset[str], list[Problem]]:
    """Return the values that detection shall leave alone."""
    values: set[str] = set()
    problems: list[Problem] = []
    for number, line in _lines(content, file, problems.append):
        if "\t" in line:
            problems.append(Problem(file, number, "", "an allow list holds one value a line and no tab"))
        values.add(line)
    return frozenset(values), problems


def deny_list(content: bytes, file: str, vocabulary: Vocabulary) -> tuple[Mapping[str, str], list[Problem]]:
    """Return the values that detection shall always find, with their entity types."""
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in _lines(content, file, problems.append):
        written, tab, entity_type = line.partition("\t")
        value, kind = written.strip(), entity_type.strip() if tab else DENY_LISTED
        if not value:
            problems.append(Problem(file, number, "", "has no value before the tab"))
        elif kind not in vocabulary.rule_types:
            problems.append(Problem(file, number, "", "the word after the tab is no known entity type"))
        elif values.setdefault(value, kind) != kind:
            problems.append(Problem(file, number, "", "this value stands above with another entity type"))
    return values, problems


def _lines(content: bytes, file: str, report: Callable[[Problem], None]) -> Iterator[tuple[int, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report(Problem(file, content.count(b"\n", 0, error.start) + 1, "", "is not UTF-8 text"))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip("\r ")
        if stripped.strip() and not stripped.startswith("# "):
            yield number, stripped
