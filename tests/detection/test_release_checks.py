"""What the release checks refuse, detection has found: else a run would fail on its own output."""

# ruff: noqa: RUF001  # look-alike characters are what is tested

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.sanitized import SanitizedConversation, SanitizedText, SanitizedTurn
from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.words import common_words
from pipeline.detection.engine import Engine
from pipeline.verification.sweep import COVER, sweep
from pipeline.verification.validators import validate_text
from tests.detection.conversations import ANA, WILL, conversation

ENGINE = Engine(("en", "de", "es", "fr", "it", "nl", "pt"), 0.2)
PIECES = st.sampled_from([
    "4111",
    "1111",
    "5555",
    "4444",
    "378282246310005",
    "200000000000000",
    "6",
    "DE89",
    "3704",
    "0044",
    "0532",
    "0130",
    "00",
    "ana",
    "@",
    "example",
    ".",
    "com",
    " ",
    "-",
    "_",
    ",",
    "x",
    "１",
    "\u200b",
    "nl91abna0417164300",
    "ES91",
    "\n",
    "+",
    "%",
])
KNOWN = st.sampled_from([
    "ana",
    "Ana",
    "DUARTE",
    "duarte",
    "du\u200barte",
    "Will",
    "will",
    "hi",
    "ana.duarte@example.com",
    "+34",
    "0034",
    "600",
    "123",
    "600123123",
    "(0)",
    "K-88371",
    "k88371",
    "AB",
    "1234",
    "-",
    " ",
    " ",
    ".",
    ",",
    "_",
    "\n",
    "Calle Mayor 3",
    "28013",
    "the",
    "x",
    "７",
])


def covered(record: Conversation) -> str:
    """The turn with every finding covered as the sweep covers labels."""
    text = list(record.turns[0].text)
    for finding in ENGINE.detect([record])[0][0]:
        text[finding.start : finding.end] = COVER * (finding.end - finding.start)
    return "".join(text)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_when_findings_are_hidden_then_the_validators_find_nothing(text: str) -> None:
    assert validate_text(covered(conversation(text))) == ()


BESIDE = (
    ("PERSON", "Bo Ek-Lindqvist"),
    ("EMAIL_ADDRESS", "k.olsen7@example.org"),
    ("PHONE_NUMBER", "0171 2345678"),
    ("PHONE_NUMBER", "4471"),
    ("STREET_ADDRESS", "Main"),
    ("DATE_OF_BIRTH", "1985-07-30T00:00:00Z"),
    ("DATE_OF_BIRTH", "1.1.85"),
    ("IP_ADDRESS", "10.0.0.1"),
    ("USERNAME", "hope"),
    ("USERNAME", "to day"),
    ("LOYALTY", "Gold 4471-b"),
    ("CUSTOMER_ID", "x7"),
)
PIECES_BESIDE = st.sampled_from([
    *(word for _, value in BESIDE for word in (value, value.upper(), *value.split())),
    *("Ek", "lindqvist", "1985", "07", "30", "30t00", "1185", "10001", "10", "0", "1", "85", "4471", "x", "１", "hope"),
    *(" ", " ", "-", ".", ",", "_", "\u200b", "\n", ":"),
])


@given(st.lists(PIECES_BESIDE, max_size=14).map("".join))
def test_when_values_beside_the_participants_are_hidden_then_the_sweep_finds_nothing(text: str) -> None:
    record = conversation(text, known=BESIDE)
    turn = SanitizedTurn(0, Role.CUSTOMER, SanitizedText(covered(record)))
    written = SanitizedConversation(channel=record.channel, language="en", turns=(turn,))
    assert sweep(record, written, common_words) == ()


@given(st.lists(KNOWN, max_size=14).map("".join))
def test_when_findings_are_hidden_then_the_sweep_finds_nothing(text: str) -> None:
    record = conversation(text, people=(ANA, WILL), orders=("AB-1234",))
    turn = SanitizedTurn(0, Role.CUSTOMER, SanitizedText(covered(record)))
    written = SanitizedConversation(channel=record.channel, language="en", turns=(turn,))
    assert sweep(record, written, common_words) == ()
