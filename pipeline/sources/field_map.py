"""A field map: the YAML file that says which columns, paths, labels and constants of a loose format mean what.

A table, or JSON lines, of one utterance each; those with the same id belong together:

    zone: Europe/Berlin
    columns: {id: conv_id, text: utterance, role: speaker, at: ts, customer.email: mail}
    values: {role: {agent: [AGENT, rep], customer: [CUST]}}
    constants: {channel: chat, language: en}
    metadata: {plan: tier}

Conversations that hold lists of turns. What is said of turns is looked up in the turn, all else in the conversation:

    records: data.tickets
    turns: conversations
    opening: {text: description, at: created_at}
    columns: {id: id, text: body, role: author.type, at: created_at, customer.email: "parties[role=requester].email"}
    known_values: {"custom_fields[id=17].value": ACCOUNT_ID}
    markup: html

It is the user's own file, not input: its errors may name keys and give lines, yet never show values of it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from pipeline.conversation.model import Channel, Role
from pipeline.errors import Refused
from pipeline.sources.paths import NO_PATH, Path
from pipeline.sources.strict_yaml import KeyPath, Written, read_mapping

TURN_TARGETS = ("text", "role", "participant", "name", "at")
CONVERSATION_TARGETS = ("id", "channel", "language", "started_at", "closed_at", "subject", "order_ids")
CUSTOMER_TARGETS = tuple(f"customer.{key}" for key in ("name", "email", "phone", "address", "customer_id", "age"))
TARGETS = (*CONVERSATION_TARGETS, *TURN_TARGETS, *CUSTOMER_TARGETS, "agent.name")
ROOT = "field map"
MAPPED = "mapped-"
"""What the names of the formats begin with that read by paths."""
MAPPED_LINES = MAPPED + "ndjson"

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
EntityTypeName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]{1,39}$")]


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
    """Which column or path is which field (`columns`: target to column), and what the values in it mean.

    Attributes:
        format: The format that the map is for. Without it, and with columns, each file's content tells which of CSV,
            JSON and Parquet it is.
        zone: IANA name of the zone of times that carry none.
        time_format: `epoch_s`, `epoch_ms`, `epoch_us` or a strptime pattern; without it, ISO 8601.
        order: Turns in the order of the rows, or by `at` (rows of one time keep theirs).
        markup: `html` where texts are HTML.
        records: Path of the list that a page holds its conversations or messages in.
        turns: Path of a conversation's list of turns. Without it a record is one utterance.
        opening: Targets of a turn to paths in the conversation, for the message that opens it; it is the customer's
            unless `role` says otherwise.
        metadata: Metadata key to column.
        known_values: Column to the entity type of the value in it, which is then looked for in the texts.
    """

    format: str | None = None
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = None
    zone: str | None = None
    time_format: Label | None = None
    order: Literal["rows", "at"] = "rows"
    markup: Literal["none", "html"] = "none"
    records: Label | None = None
    turns: Label | None = None
    opening: dict[str, Label] = Field(default_factory=dict)
    columns: dict[str, Label] = Field(default_factory=dict)
    values: ValueMap = Field(default_factory=ValueMap)
    constants: Constants = Field(default_factory=Constants)
    metadata: dict[Label, Label] = Field(default_factory=dict)
    known_values: dict[Label, EntityTypeName] = Field(default_factory=dict)

    @field_validator("zone")
    @classmethod
    def _zone(cls, zone: str | None) -> str | None:
        if zone is not None:
            try:
                ZoneInfo(zone)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError("unknown zone; give an IANA name such as Europe/Madrid") from None
        return zone

    @field_validator("columns")
    @classmethod
    def _targets(cls, columns: dict[str, str]) -> dict[str, str]:
        _require_known(columns, TARGETS)
        missing = [target for target in ("id", "text") if target not in columns]
        if columns and missing:
            raise ValueError(f"'{missing[0]}' is not mapped")
        return columns

    @field_validator("opening")
    @classmethod
    def _turn_targets(cls, opening: dict[str, str]) -> dict[str, str]:
        _require_known(opening, TURN_TARGETS)
        if opening and "text" not in opening:
            raise ValueError("'text' is not mapped")
        return opening

    @model_validator(mode="after")
    def _whole(self) -> FieldMap:
        if (self.turns or self.opening or self.records) and not self.columns:
            raise ValueError("'turns', 'opening' and 'records' need 'columns'")
        if self.opening and not self.turns:
            raise ValueError("'opening' needs 'turns': without it a record is one utterance")
        if self.format == MAPPED_LINES and not self.turns:
            raise ValueError(f"'{MAPPED_LINES}' is for a whole conversation a line, so 'turns' must be mapped")
        return self

    @property
    def is_of_paths(self) -> bool:
        """Whether the map can be for JSON or Parquet only."""
        return bool(self.turns or self.records) or (self.format or "").startswith(MAPPED)

    def bad_paths(self) -> Iterator[KeyPath]:
        """Yield the map's keys under which something stands that is no path."""
        looked_up: list[tuple[KeyPath, str]] = [
            ((key,), getattr(self, key)) for key in ("records", "turns") if getattr(self, key)
        ]
        for key in ("opening", "columns", "metadata"):
            looked_up += [((key, target), path) for target, path in getattr(self, key).items()]
        looked_up += [(("known_values", path), path) for path in self.known_values]
        yield from (key for key, path in looked_up if not Path.is_valid(path))


def load_field_map(text: str, name: str = ROOT) -> FieldMap:
    """Return the field map in a YAML text.

    Args:
        text: The YAML file's content.
        name: How errors call the file.

    Raises:
        Refused: the text is no field map; the message lists every problem as `name:line: path: what is wrong`.
    """
    given = read_mapping(text, name, "a field map")
    problems: list[tuple[int, str]] = []
    try:
        read = FieldMap.model_validate(given.content, strict=False)
    except ValidationError as error:
        problems = sorted(_problems(error, given))
    else:
        if read.is_of_paths:
            problems = [(given.line(key), f"{'.'.join(key)}: {NO_PATH}") for key in read.bad_paths()]
    if problems:
        raise Refused("\n".join(f"{name}:{line}: {problem}" for line, problem in problems))
    return read


def _problems(error: ValidationError, given: Written) -> Iterator[tuple[int, str]]:
    for problem in error.errors(include_input=False, include_url=False, include_context=False):
        path = tuple(str(part) for part in problem["loc"])
        what = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            model = ValueMap if path[:-1] == ("values",) else Constants if path[:-1] == ("constants",) else FieldMap
            what = _unknown(path[-1], tuple(model.model_fields))
        yield given.line(path), f"{'.'.join(path) or ROOT}: {what}"


def _require_known(given: Mapping[str, object] | tuple[str, ...], known: tuple[str, ...], what: str = "") -> None:
    unknown = next((key for key in given if key not in known), None)
    if unknown is not None:
        raise ValueError(f"{what}: {_unknown(unknown, known)}" if what else _unknown(unknown, known))


def _unknown(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    return f"unknown '{word}'; {hint}(known: {', '.join(known)})"
