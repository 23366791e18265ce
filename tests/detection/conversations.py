"""Synthetic conversations for the tests of detection. No person in them exists."""

from __future__ import annotations

from pipeline.conversation.model import (
    Channel,
    Conversation,
    ConversationId,
    Finding,
    KnownValue,
    Participant,
    Role,
    Turn,
)

ANA = Participant(
    "c1",
    Role.CUSTOMER,
    name="Ana Duarte",
    email="ana.duarte@example.com",
    phone="+34 600 123 123",
    address="Calle Mayor 3, 28013 Madrid",
    customer_id="K-88371",
)
WILL = Participant("a1", Role.AGENT, name="Will")


def conversation(
    *texts: str,
    people: tuple[Participant, ...] = (),
    orders: tuple[str, ...] = (),
    language: str | None = "en",
    name: str = "c-1",
    known: tuple[tuple[str, str], ...] = (),
) -> Conversation:
    turns = tuple(Turn(text) for text in texts)
    return Conversation(
        ConversationId(name),
        Channel.CHAT,
        turns,
        language=language,
        participants=people,
        order_ids=orders,
        known_values=tuple(KnownValue(kind, value) for kind, value in known),
    )


def parts(text: str, findings: tuple[Finding, ...], recognizer: str | None = None) -> set[tuple[str, str]]:
    """Entity type and text of the findings in one turn."""
    return {
        (each.entity_type, text[each.start : each.end])
        for each in findings
        if recognizer is None or each.recognizer == recognizer
    }
