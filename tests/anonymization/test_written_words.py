"""Names that are found late: fixed labels stand for them, everything else stays byte for byte, redactions stay true."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.apply import anonymize_turns, resolve_turns
from pipeline.anonymization.plan import Plan, shipped_operators
from pipeline.anonymization.sanitized import Redaction, SanitizedText
from pipeline.anonymization.written_words import FixedLabel, fixed_label, hide_words, of_row, readable_words
from pipeline.conversation.model import Channel, Conversation, ConversationId, Finding, Turn
from tests.anonymization.test_operators import bind

LABEL = FixedLabel("PERSON", "[PERSON]", "pseudonymise")
NAMES = frozenset({"sam", "zoe"})

CASES = [
    ("thanks sam!!!", [], "thanks [PERSON]!!!", "the punctuation stays"),
    ("SAM, Sam's", [], "[PERSON], [PERSON]'s", "case and possessive do not matter"),
    ("sa\u200bm Zoé", [], "[PERSON] [PERSON]", "hidden characters and accents do not either"),
    ("samuel same _sam_ sam7", [], "samuel same _[PERSON]_ sam7", "whole words alone"),
    ("[SAM_1] sam", [(0, 7, "replace")], "[SAM_1] [PERSON]", "a label is no text"),
    ("ask sam now", [(0, 11, "keep")], "ask [PERSON] now", "what is kept is readable"),
    ("\U0001f600sam\U0001f600", [], "\U0001f600[PERSON]\U0001f600", "code points, not bytes"),
    ("nobody", [], "nobody", "nothing to hide"),
]


@pytest.mark.parametrize(("written", "spans", "expected", "reason"), CASES)
def test_names_are_hidden(written: str, spans: list[tuple[int, int, str]], expected: str, reason: str) -> None:
    text = of_row(written, [Redaction(start, end, "X", operator) for start, end, operator in spans])
    assert hide_words(text, NAMES.__contains__, LABEL).value == expected, reason


def test_redactions_move_with_the_text_and_kept_ones_are_cut() -> None:
    text = of_row("sam [MAIL] at Sam Shop", [Redaction(4, 10, "MAIL", "replace"), Redaction(14, 22, "ORG", "keep")])
    hidden = hide_words(text, NAMES.__contains__, LABEL)
    assert hidden.value == "[PERSON] [MAIL] at [PERSON] Shop"
    assert [(hidden.value[r.char_start : r.char_end], r.entity_type, r.operator) for r in hidden.redactions] == [
        ("[PERSON]", "PERSON", "pseudonymise"),
        ("[MAIL]", "MAIL", "replace"),
        ("[PERSON]", "PERSON", "pseudonymise"),
        (" Shop", "ORG", "keep"),
    ]


PIECES = st.one_of(
    st.sampled_from(["sam", "Zoé", " ", ".", "\U0001f600", "\ufb01x", "\u00ad", "e\u0301", "\ufdfa"]),
    st.text(max_size=6),
)


@st.composite
def written(draw: st.DrawFn) -> SanitizedText:
    """Return a text of pieces, some of which were hidden or kept."""
    text, redactions = "", []
    for piece in draw(st.lists(PIECES, max_size=12)):
        operator = draw(st.sampled_from(["", "", "replace", "keep", "remove"]))
        shown = {"replace": "[LABEL]", "remove": ""}.get(operator, piece)
        if operator:
            redactions.append(Redaction(len(text), len(text) + len(shown), "X", operator))
        text += shown
    return of_row(text, redactions)


@given(written(), st.sampled_from(["[PERSON]", ""]))
def test_only_fixed_labels_are_written(text: SanitizedText, label: str) -> None:
    """Taken apart at its redactions, the text before and after is the same but for the names."""
    hidden = hide_words(text, NAMES.__contains__, FixedLabel("PERSON", label, "late"))
    assert all(a.char_end <= b.char_start for a, b in zip(hidden.redactions, hidden.redactions[1:], strict=False))
    late = [each for each in hidden.redactions if each.operator == "late"]
    assert {hidden.value[each.char_start : each.char_end] for each in late} <= {label}
    outside, read = [], 0
    for each in late:
        outside.append(hidden.value[read : each.char_start])
        read = each.char_end
    outside.append(hidden.value[read:])
    assert re.fullmatch(".+?".join(map(re.escape, outside)), text.value, re.DOTALL)
    others = [hidden.value[r.char_start : r.char_end] for r in hidden.redactions if r.operator in {"replace", "remove"}]
    assert others == [text.value[r.char_start : r.char_end] for r in text.redactions if r.operator != "keep"]


@given(written())
def test_nothing_is_left_to_hide_afterwards(text: SanitizedText) -> None:
    once = hide_words(text, NAMES.__contains__, LABEL)
    assert hide_words(once, NAMES.__contains__, LABEL) == once


@given(st.text(max_size=30), st.data())
def test_a_raw_turn_and_what_is_written_of_it_show_the_same_words(
    mixed_plan: Plan, raw: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    conversation = Conversation(ConversationId("c"), Channel.CHAT, (Turn(raw),))
    segments = resolve_turns(conversation, ((Finding("REPLACED", start, end, 1.0, "r"),),), mixed_plan)
    (turn,) = anonymize_turns(conversation, segments)
    spans = [(each.char_start, each.char_end) for each in turn.text.redactions]
    of_raw = [word for word, *_ in readable_words(raw, [(each.start, each.end) for each in segments[0]])]
    assert of_raw == [word for word, *_ in readable_words(turn.text.value, spans)]


LABELS = [
    ("remove", {}, "", "nothing stands there"),
    ("replace", {}, "[PERSON]", "the type"),
    ("replace", {"label": "NAME"}, "[NAME]", "the policy's label"),
    ("pseudonymise", {}, "[PERSON]", "no number: nobody says who it is"),
    ("pseudonymise", {"scope": "dataset", "justification": "counting"}, "[PERSON]", "no token either"),
    ("generalise", {"to": "country"}, "[PLACE]", "the label alone"),
    ("mask", {}, "[PERSON]", "not even its length shows"),
]


@pytest.mark.parametrize(("operator", "parameters", "expected", "reason"), LABELS)
def test_the_policy_decides_the_label(
    make_plan: Callable[..., Plan], operator: str, parameters: dict[str, object], expected: str, reason: str
) -> None:
    plan = make_plan({"PERSON": {"operator": operator, **parameters}})
    assert fixed_label(plan, "PERSON") == FixedLabel("PERSON", expected, operator), reason


def test_what_is_kept_has_no_label(make_plan: Callable[..., Plan]) -> None:
    assert fixed_label(make_plan({"PERSON": {"operator": "keep", "justification": "a test"}}), "PERSON") is None


def test_every_operator_that_hides_has_its_row() -> None:
    assert {row[0] for row in LABELS} | {"keep"} == set(shipped_operators())
    assert bind(shipped_operators()["replace"], "IBAN_CODE", {}).label("IBAN_CODE") == "[IBAN_CODE]"
