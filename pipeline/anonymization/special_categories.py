"""What a policy does with a conversation in which special categories were found (GDPR Art. 9 and 10).

The words are no identifiers. They are taken out of the findings unless the policy hides them (`redact_span`), so that
they never change the text of a conversation that is kept for measuring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.conversation.model import ConversationFindings, TurnFindings
from pipeline.conversation.outcomes import RefusalReason
from pipeline.policy.check_special import ENTITY_TYPES
from pipeline.policy.schema import Policy

SECRETS_SEEN: Final = frozenset({"CARD_SECURITY_CODE", "PASSWORD", "PIN", "SECRET"})
"""What the source should not hold either: its owner is told how often it does."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a conversation.

    Attributes:
        refusal: why it is refused whole, or None. Of several classes the first in the policy's order is counted.
        turns: indices of turns that are left out.
        findings: what is left to be hidden.
        upstream: types that the source should not hold, sorted, each once.
    """

    refusal: RefusalReason | None
    turns: frozenset[int]
    findings: ConversationFindings
    upstream: tuple[str, ...]


def rule(findings: ConversationFindings, policy: Policy) -> Ruling:
    """Return what a policy does with a conversation, by what was found in its turns.

    Where turns are left out and none remains, the conversation is refused.
    """
    rules = policy.special_categories.rules
    found = {each.entity_type for turn in findings for each in turn}
    special = [kind for kind in ENTITY_TYPES if kind in found]
    secrets = {kind for turn in findings for kind in _secrets(turn)}
    upstream = tuple(sorted(secrets | (found & ENTITY_TYPES.keys())))
    if not special:
        return Ruling(None, frozenset(), findings, upstream)
    actions = {kind: rules[ENTITY_TYPES[kind]].action for kind in special}
    dropping = [kind for kind in special if actions[kind] == "drop_conversation"]
    leaving = {kind for kind in special if actions[kind] == "drop_turn"}
    turns = frozenset(index for index, turn in enumerate(findings) if any(each.entity_type in leaving for each in turn))
    if not dropping and turns and len(turns) == len(findings):
        dropping = [kind for kind in special if kind in leaving]
    hidden = {kind for kind in special if actions[kind] != "redact_span"}
    left = tuple(tuple(each for each in turn if each.entity_type not in hidden) for turn in findings)
    return Ruling(refusal_of(dropping[0]) if dropping else None, turns, left, upstream)


def _secrets(findings: TurnFindings) -> Iterator[str]:
    """Yield what the source should not hold, of each place the kind known best: a CVV is no password as well."""
    seen = [each for each in findings if each.entity_type in SECRETS_SEEN]
    for each in seen:
        if not any(
            other.evidence > each.evidence and other.start < each.end and each.start < other.end for other in seen
        ):
            yield each.entity_type


def special_in(findings: TurnFindings) -> tuple[str, ...]:
    """Return the classes of special categories that were found in a turn, sorted."""
    return tuple(sorted({ENTITY_TYPES[each.entity_type] for each in findings if each.entity_type in ENTITY_TYPES}))


def refusal_of(entity_type: str) -> RefusalReason:
    """Return why a conversation with this special category is refused."""
    return RefusalReason(f"special_category.{ENTITY_TYPES[entity_type]}")
