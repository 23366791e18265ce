"""Answers to forms and values of custom fields: what their label says they are, so that texts can be searched for them.

A value whose label says nothing stays out of the search: "yes" or "blue" would be found everywhere.
"""

from __future__ import annotations

import re

from pipeline.sources.drafts import Draft, identifier
from pipeline.sources.values import Fields

_LABELS = (
    (r"user ?name|login|nick|screen ?name", "USERNAME"),
    (r"\b(company|organi[sz]ation|business|product|plan|file|field|event|domain|host|page|team)", None),
    (r"e-?mail|correo|courriel", "EMAIL_ADDRESS"),
    (r"phone|mobile|cell|whatsapp|tele?f|\btel\b|handy", "PHONE_NUMBER"),
    (r"post(al)? ?code|\bzip|\bplz\b|código postal", "ZIP_CODE"),
    (r"\bip\b|ip ?address", "IP_ADDRESS"),
    (r"address|street|direcci[óo]n|adresse|morada", "STREET_ADDRESS"),  # codespell:ignore adresse
    (r"birth|\bdob\b|geburt", "DATE_OF_BIRTH"),
    (r"order|booking|reservation|pedido|bestell|commande", "ORDER_ID"),
    (r"account|contract|invoice|konto|cuenta|policy ?(no|num)", "ACCOUNT_ID"),
    (r"(customer|client|member|user|kunden|external) ?-?(id|no|num|ref)", "CUSTOMER_ID"),
    (r"name|nombre|\bnom\b|prénom|naam|\bnome\b", "PERSON"),
)
_MEANINGS = tuple((re.compile(label, re.IGNORECASE), entity_type) for label, entity_type in _LABELS)
_LONGEST = 200
_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.]+")


def meaning_of(label: str) -> str | None:
    """Return the entity type of the values that a label such as "Your e-mail" or `orderNumber` asks for, or None."""
    words = _BETWEEN_WORDS.sub(" ", label[:_LONGEST])
    return next((entity_type for pattern, entity_type in _MEANINGS if pattern.search(words)), None)


def learn(draft: Draft, label: str, answer: object) -> bool:
    """Make an answer a value to search for if its label says what it is; say whether it was."""
    entity_type = meaning_of(label)
    if entity_type is None or not isinstance(answer, str | int) or isinstance(answer, bool) or answer == "":
        return False
    draft.know(entity_type, answer if isinstance(answer, str) else identifier(answer))
    return True


def learn_all(draft: Draft, attributes: Fields, path: str) -> None:
    """Learn the values of an object of custom fields; count the others by their names."""
    learned = {label for label, answer in attributes.items() if learn(draft, label, answer)}
    draft.leave_rest(attributes, learned, f"{path}.")
