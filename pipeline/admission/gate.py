"""What a gate is, and what gates know besides the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.admission.subject_lists import SubjectLists
from pipeline.conversation.model import Conversation, Participant, Role
from pipeline.conversation.outcomes import RefusalReason
from pipeline.errors import EngineFailed
from pipeline.policy.schema import Policy

STAFF = frozenset({Role.AGENT, Role.BOT, Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class Admission:
    """What decides besides the record.

    Attributes:
        policy: the effective policy.
        as_of: the run's date; None where there is no run (`inspect`, `evaluate`, examples): times are not judged then.
        lists: people whose records may not be used; None where there is no run: nobody is looked up then.
    """

    policy: Policy
    as_of: date | None = None
    lists: SubjectLists | None = None

    @classmethod
    def of_run(cls, policy: Policy, as_of: date, lists: SubjectLists) -> Admission:
        """Return the admission of a run, with every list that the policy names.

        Raises:
            EngineFailed: a list is not there; nobody passes a gate that cannot be asked.
        """
        if policy.lists.named.keys() != lists.entries.keys():
            raise EngineFailed("the lists of the run are not those that the policy names")
        return cls(policy, as_of, lists)


Check = Callable[[Conversation, Admission], RefusalReason | None]


@dataclass(frozen=True, slots=True)
class Gate:
    """One question to a record. A field that is missing or cannot be read is a reason to refuse.

    Attributes:
        name: of the gate, unique.
        order: gates are asked from the lowest on, so that of several reasons always the same is counted.
        reasons: what `check` may say, and what it means in a report's words, at most 54 characters.
        check: returns why the record may not be used, or None.
    """

    name: str
    order: int
    reasons: Mapping[RefusalReason, str]
    check: Check


def people(conversation: Conversation) -> tuple[Participant, ...]:
    """Return everybody in a conversation but staff and machines."""
    return tuple(each for each in conversation.participants if each.role not in STAFF)
