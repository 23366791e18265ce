"""A field map: the YAML file that says which columns, labels and constants of a loose format mean what.

    format: csv
    delimiter: ";"
    zone: Europe/Berlin
    columns: {id: conv_id, text: utterance, role: speaker, at: ts, customer.email: mail}
    values: {role: {agent: [AGENT, rep], customer: [CUST]}}
    constants: {channel: chat, language: en}
    metadata: {plan: tier}

It is the user's own file, not input: its errors may name keys and give lines, yet never show values of it.
"""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from pipeline.conversation.model import Channel, Role
from pipeline.errors import Refused

TURN_TARGETS = ("text", "role", "participant", "name", "at")
CONVERSATION_TARGETS = ("id", "channel", "language", "started_at", "closed_at", "subject", "order_ids")
CUSTOMER_TARGETS = tuple(f"customer.{key}" for key in ("name", "email", "phone", "address", "customer_id", "age"))
TARGETS = (*CONVERSATION_TARGETS, *TURN_TARGETS, *CUSTOMER_TARGETS, "agent.name")
ROOT = "field map"

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class ValueMap(_Part):
    """Values of the input, by what they mean: `{role: {agent: [AGENT, rep]}}`. Letter case does not count."""

    role: dict[str, tuple[Label, ...]] = Field(default_factory=dict)
    channel: dict[str, tuple[Label, ...]] = Field(default_factory=dict)
    language: dict[str, tuple[Label, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known(self) -> ValueMap:
        _require_known(self.role, tuple(Role), "role")
        _require_known(self.channel, tuple(Channel), "channel")
        for meanings in (self.role, self.channel, self.language):
            labels = [label.casefold() for written in meanings.values() for label in written]
            if len(set(labels)) < len(labels):
                raise ValueError("a value is given two meanings")
        return self

    def meaning(self, target: Literal["role", "channel", "language"], written: str) -> str:
        """Return what a value means, or the value itself in lower case where the map does not name it."""
        folded = written.strip().casefold()
        meanings: dict[str, tuple[str, ...]] = getattr(self, target)
        return next((name for name, labels in meanings.items() if folded in map(str.casefold, labels)), folded)


class Constants(_Part):
    """What holds for every conversation (channel, language) or every turn (role) where no column says otherwise."""

    channel: str | None = None
    language: str | None = None
    role: str | None = None

    @model_validator(mode="after")
    def _known(self) -> Constants:
        _require_known((self.channel,) if self.channel else (), tuple(Channel), "channel")
        _require_known((self.role,) if self.role else (), tuple(Role), "role")
        return self


class FieldMap(_Part):
    """Which column is which field (`columns`: target to column), and what the values in it mean.

    Attributes:
        format: The format that the map is for; a map with columns is for `csv`.
        zone: IANA name of the zone of times that carry none.
        time_format: `epoch_s`, `epoch_ms` or a strptime pattern; without it, ISO 8601.
        order: Turns in the order of the rows, or by `at` (rows of one time keep theirs).
        metadata: Metadata key to column.
    """

    format: str | None = None
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = None
    zone: str | None = None
    time_format: Label | None = None
    order: Literal["rows", "at"] = "rows"
    columns: dict[str, Label] = Field(default_factory=dict)
    values: ValueMap = Field(default_factory=ValueMap)
    constants: Constants = Field(default_factory=Constants)
    metadata: dict[Label, Label] = Field(default_factory=dict)

    @field_validator("zone")
    @classmethod
    def _zone(cls, zone: str | None) -> str | None:
        if zone is not None:
            try:
                ZoneInfo(zone)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError("unknown zone; give an IANA name such as Europe/Madrid") from None
        return zone

    @model_validator(mode="after")
    def _targets(self) -> FieldMap:
        _require_known(self.columns, TARGETS, "columns")
        if self.columns:
            missing = [target for target in ("id", "text") if target not in self.columns]
            if missing:
                raise ValueError(f"columns: '{missing[0]}' is not mapped")
        return self

    @property
    def format_name(self) -> str | None:
        """The format that the map is for, if it says so."""
        return self.format or ("csv" if self.columns else None)


@dataclass(frozen=True, slots=True)
class _Problem:
    line: int
    text: str


def load_field_map(text: str, name: str = ROOT) -> FieldMap:
    """Return the field map in a YAML text.

    Args:
        text: The YAML file's content.
        name: How errors call the file.

    Raises:
        Refused: the text is no field map; the message lists every problem as `name:line: path: what is wrong`.
    """
    try:
        node = yaml.compose(text, Loader=_Texts)
        if not isinstance(node, yaml.MappingNode):
            raise Refused(f"{name}:1: a field map is a YAML mapping")
        lines = dict(_key_lines(node))
        content = yaml.load(text, Loader=_Texts)  # noqa: S506  # a SafeLoader that reads every scalar as text
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = error.problem if isinstance(error, _DuplicateKey) else "not readable as YAML"
        raise Refused(f"{name}:{mark.line + 1 if mark else 1}: {what}") from None
    except (RecursionError, ValueError):
        raise Refused(f"{name}:1: not readable as YAML") from None
    try:
        return FieldMap.model_validate(content, strict=False)
    except ValidationError as error:
        problems = sorted(_problems(error, lines), key=lambda problem: problem.line)
        raise Refused("\n".join(f"{name}:{problem.line}: {problem.text}" for problem in problems)) from None


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


def _key_lines(node: yaml.MappingNode, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            here = (*path, key.value)
            yield here, key.start_mark.line + 1
            if isinstance(value, yaml.MappingNode):
                yield from _key_lines(value, here)


def _problems(error: ValidationError, lines: Mapping[tuple[str, ...], int]) -> Iterator[_Problem]:
    for problem in error.errors(include_input=False, include_url=False, include_context=False):
        path = tuple(str(part) for part in problem["loc"])
        line = next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)
        what = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            model = ValueMap if path[:-1] == ("values",) else Constants if path[:-1] == ("constants",) else FieldMap
            what = _unknown(path[-1], tuple(model.model_fields))
        yield _Problem(line, f"{'.'.join(path) or ROOT}: {what}")


def _require_known(given: Mapping[str, object] | tuple[str, ...], known: tuple[str, ...], what: str) -> None:
    unknown = next((key for key in given if key not in known), None)
    if unknown is not None:
        raise ValueError(f"{what}: {_unknown(unknown, known)}")


def _unknown(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    return f"unknown '{word}'; {hint}(known: {', '.join(known)})"
