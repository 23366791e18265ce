"""The examples beside a policy (`<name>.cases.yaml`): what goes in, and what an officer expects to come out.

They run through the whole record path in `evaluation.cases`; here is only what may be written. Texts are synthetic by
rule, yet are hidden from `repr` like any text.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, model_validator

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RefusalReason, RejectReason
from pipeline.policy.problems import Problem, did_you_mean
from pipeline.policy.schema import Country, Language, PolicyModel, Text
from pipeline.policy.validate import validate
from pipeline.policy.yaml_tree import parse

Hidden = Annotated[str, Field(repr=False)]
MaybeHidden = Annotated[str | None, Field(repr=False)]
Reason = RefusalReason | RejectReason


def _one_or_more(value: object) -> object:
    """Let one word stand for a list of one."""
    return (value,) if isinstance(value, str) else value


class CaseParticipant(PolicyModel):
    """One party of the example; its fields become known values, as in a real record."""

    id: Text = "c1"
    role: Role = Role.CUSTOMER
    name: MaybeHidden = None
    email: MaybeHidden = None
    phone: MaybeHidden = None
    address: MaybeHidden = None
    customer_id: MaybeHidden = None
    age: Annotated[int | None, Field(ge=0, le=150, strict=True, repr=False)] = None


class CaseConsent(PolicyModel):
    """What the example says about consent."""

    status: Text | None = None
    purpose: Text | None = None
    at: Text | None = None


class CaseTurn(PolicyModel):
    """One turn: who speaks, what is said, and what shall stand there instead (without `expect`: the same text)."""

    text: Hidden
    role: Role = Role.CUSTOMER
    expect: MaybeHidden = None

    @property
    def changes(self) -> bool:
        """Whether something else is expected than what is said."""
        return self.expect is not None and self.expect != self.text


class Case(PolicyModel):
    """One example: a single `text` of the customer with `expect`, or `turns`; or a record that must not pass.

    `started_at` left out means: a day on which the policy is in force and every notice was given. What gates ask for
    and is left out is such that the gate passes; written as null, it is missing from the record. `near_miss_of`: kinds
    of personal data that the text looks like and is not; it stays as it is, and nothing of these kinds is found in it.
    """

    name: Text
    channel: Channel = Channel.CHAT
    language: Language | None = None
    started_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    recording_notice_played: Annotated[bool | None, Field(strict=True)] = None
    country: Country | None = None
    flags: tuple[Text, ...] = ()
    consent: CaseConsent | None = None
    participants: tuple[CaseParticipant, ...] = ()
    text: MaybeHidden = None
    expect: MaybeHidden = None
    turns: tuple[CaseTurn, ...] = ()
    expect_record: Literal["refused", "rejected"] | None = None
    reason: Reason | None = None
    near_miss_of: Annotated[tuple[Text, ...], BeforeValidator(_one_or_more)] = ()

    @model_validator(mode="after")
    def _one_meaning(self) -> Case:
        """Refuse an example that could be read in two ways, or that expects nothing."""
        if (self.text is None) == (not self.turns):
            raise ValueError("write either text or turns")
        if self.expect_record is None:
            if self.reason is not None:
                raise ValueError("a reason belongs to expect_record")
            if self.text is not None and self.expect is None:
                raise ValueError("write what you expect: expect or expect_record")
        elif self.reason is None:
            raise ValueError("expect_record needs a reason")
        elif isinstance(self.reason, RefusalReason) != (self.expect_record == "refused"):
            raise ValueError(f"the reason does not belong to a record that is {self.expect_record}")
        if self.expect is not None and (self.turns or self.expect_record):
            raise ValueError("expect belongs to text alone; with turns, write it in each turn")
        if self.near_miss_of and (self.expect_record or any(turn.changes for turn in self.spoken)):
            raise ValueError("a near miss stays as it is: expect the same text")
        if len({participant.id for participant in self.participants}) < len(self.participants):
            raise ValueError("two participants have the same id")
        return self

    @property
    def spoken(self) -> tuple[CaseTurn, ...]:
        """The turns, however they were written."""
        return self.turns or (CaseTurn(text=self.text or "", expect=self.expect),)


def read_cases(
    content: bytes, file: str, entity_types: AbstractSet[str] | None = None
) -> tuple[tuple[Case, ...], list[Problem]]:
    """Return the examples of a cases file and everything that is wrong in it.

    Args:
        content: the file's bytes.
        file: how problems call it.
        entity_types: the types that an example may name; any where None.
    """
    tree = parse(content, file)
    problems = list(tree.problems)
    if tree.value is None:
        return (), problems
    taken = {problem.where for problem in problems}
    cases, faults = validate(tuple[Case, ...], tree.value, tree)
    problems += [fault for fault in faults if fault.where not in taken]
    found: tuple[Case, ...] = cases or ()
    names = [case.name for case in found]
    problems += [
        tree.problem((index, "name"), "another example has this name")
        for index, name in enumerate(names)
        if name in names[:index]
    ]
    problems += [
        tree.problem((index, "near_miss_of"), f"unknown entity type '{kind}'{did_you_mean(kind, entity_types)}")
        for index, case in enumerate(found if entity_types is not None else ())
        for kind in case.near_miss_of
        if entity_types is not None and kind not in entity_types
    ]
    return found, problems
