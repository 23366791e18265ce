"""What stands in the written text: outside the spans nothing changes, inside nothing of the raw text stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.anonymization.apply import anonymize, anonymize_turns, resolve_turns
from pipeline.anonymization.plan import Plan
from pipeline.anonymization.sanitized import SanitizedText
from pipeline.conversation.model import (
    Channel,
    Conversation,
    ConversationFindings,
    ConversationId,
    Finding,
    Participant,
    Role,
    Turn,
)
from pipeline.errors import AnonymizationFailed

TYPES = ("REMOVED", "REPLACED", "PERSON", "TOKEN", "DATE_TIME", "MASKED", "KEPT", "NEVER_NAMED")


def chat(*texts: str, roles: tuple[Role | None, ...] = ()) -> Conversation:
    speakers = tuple(Participant(role.value, role) for role in dict.fromkeys(roles) if role)
    known = (*(role.value if role else None for role in roles), *(None for _ in texts))
    turns = tuple(Turn(text, speaker) for text, speaker in zip(texts, known, strict=False))
    return Conversation(
        ConversationId("c-1"), Channel.CHAT, turns, language="en", participants=speakers,
        started_at=datetime(2026, 5, 4, 9, 12, tzinfo=UTC),
    )  # fmt: skip


def hide(text: str, *values: tuple[str, str]) -> tuple[Finding, ...]:
    """Return a finding for the first place of each (value, entity type)."""
    return tuple(Finding(kind, text.index(value), text.index(value) + len(value)) for value, kind in values)


def texts(plan: Plan, *marked: tuple[str, tuple[Finding, ...]]) -> list[str]:
    sanitized = anonymize(chat(*(text for text, _ in marked)), tuple(found for _, found in marked), plan)
    return [turn.text.value for turn in sanitized.turns]


@st.composite
def _finding(draw: st.DrawFn, length: int) -> Finding:
    start = draw(st.integers(0, length))
    return Finding(draw(st.sampled_from(TYPES)), start, draw(st.integers(start, length)))


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Conversation, ConversationFindings]:
    raw = draw(st.lists(st.text(max_size=30), max_size=4))
    found = tuple(tuple(draw(_finding(len(text))) for _ in range(draw(st.integers(0, 4)))) for text in raw)
    return chat(*raw), found


@settings(deadline=None)
@given(pair=conversations())
def test_outside_the_spans_nothing_changes_and_inside_stands_what_the_operator_wrote(
    mixed_plan: Plan, pair: tuple[Conversation, ConversationFindings]
) -> None:
    conversation, findings = pair
    segments = resolve_turns(conversation, findings, mixed_plan)
    sanitized = anonymize(conversation, findings, mixed_plan)
    for raw, found, turn in zip(conversation.turns, segments, sanitized.turns, strict=True):
        written, redactions = turn.text.value, turn.text.redactions
        assert [(s.entity_type, s.operator.name) for s in found] == [(r.entity_type, r.operator) for r in redactions]
        assert _outside(raw.text, [(s.start, s.end) for s in found]) == _outside(
            written, [(r.char_start, r.char_end) for r in redactions]
        )
        for segment, redaction in zip(found, redactions, strict=True):
            inside = written[redaction.char_start : redaction.char_end]
            raw_inside = raw.text[segment.start : segment.end]
            if segment.operator.name == "keep":
                assert inside == raw_inside
            elif segment.operator.name == "mask":
                assert set(inside) == {"*"}
            else:
                assert inside == "" or (inside[0], inside[-1]) == ("[", "]")


def _outside(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Return the pieces between spans; fails where spans are not sorted and disjoint."""
    pieces = []
    end = 0
    for start, stop in spans:
        assert end <= start <= stop <= len(text)
        pieces.append(text[end:start])
        end = stop
    return [*pieces, text[end:]]


@settings(deadline=None, max_examples=30)
@given(pair=conversations())
def test_same_conversation_and_key_give_the_same(
    mixed_plan: Plan, pair: tuple[Conversation, ConversationFindings]
) -> None:
    assert anonymize(*pair, mixed_plan) == anonymize(*pair, mixed_plan)


def test_when_something_is_removed_then_the_spaces_around_it_stay(mixed_plan: Plan) -> None:
    text = "cvv 123, SO annoyed :( \U0001f621!!!"
    assert texts(mixed_plan, (text, hide(text, ("123", "REMOVED")))) == ["cvv , SO annoyed :( \U0001f621!!!"]


def test_names_are_numbered_over_the_turns_of_a_conversation(mixed_plan: Plan) -> None:
    turns = ["Hi, is Ana there?", "ana duarte speaking, BRUNO Silva is out", "thanks Bruno, thanks DUARTE", "bye Carla"]
    found = [
        hide(turns[0], ("Ana", "PERSON")),
        hide(turns[1], ("ana duarte", "PERSON"), ("BRUNO Silva", "PERSON")),
        hide(turns[2], ("Bruno", "PERSON"), ("DUARTE", "PERSON")),
        hide(turns[3], ("Carla", "PERSON")),
    ]
    assert texts(mixed_plan, *zip(turns, found, strict=True)) == [
        "Hi, is [PERSON_1] there?",
        "[PERSON_1] speaking, [PERSON_2] is out",
        "thanks [PERSON_2], thanks [PERSON_1]",
        "bye [PERSON_3]",
    ]


def test_when_the_policy_does_not_name_a_role_then_its_turns_are_dropped_and_counted(mixed_plan: Plan) -> None:
    conversation = chat("hi", "beep", "who?", "boop", roles=(Role.CUSTOMER, Role.SYSTEM, None, Role.SYSTEM))
    sanitized = anonymize(conversation, ((), (), (), ()), mixed_plan)
    assert [(turn.index, turn.role, turn.text.value) for turn in sanitized.turns] == [
        (0, Role.CUSTOMER, "hi"),
        (2, None, "who?"),
    ]
    assert sanitized.dropped == (("turns[].role=system", 2),)
    segments = resolve_turns(conversation, ((), (), (), ()), mixed_plan)
    assert len(anonymize_turns(conversation, segments)) == 4, "evaluation scores every turn"


def test_when_the_language_is_not_the_policys_then_it_is_undetermined(mixed_plan: Plan) -> None:
    assert anonymize(chat("hi"), ((),), mixed_plan).language == "en"
    assert anonymize(replace(chat("hi"), language="ana duarte"), ((),), mixed_plan).language == "und"


@pytest.mark.parametrize("findings", [(), ((), ()), ((Finding("PERSON", 0, 99),),)])
def test_when_findings_do_not_fit_then_the_error_holds_no_text(
    mixed_plan: Plan, findings: ConversationFindings
) -> None:
    with pytest.raises(AnonymizationFailed) as caught:
        anonymize(chat("Ana Duarte"), findings, mixed_plan)
    assert "Ana" not in str(caught.value)


def test_a_turn_without_findings_is_written_as_it_is(mixed_plan: Plan) -> None:
    assert anonymize(chat("e\u0301 \u200b\ud83d"), ((),), mixed_plan).turns[0].text == SanitizedText(
        "e\u0301 \u200b\ud83d"
    )


def test_written_text_is_not_in_the_repr(mixed_plan: Plan) -> None:
    assert "hello" not in repr(anonymize(chat("hello"), ((),), mixed_plan))
