"""Whole names from words that are names: what is taken in beside them and between them."""

from __future__ import annotations

import pytest

from pipeline.conversation.model import Channel, Conversation, ConversationId, Turn
from pipeline.detection.names.features import Setting
from pipeline.detection.names.lexicon import lexicon
from pipeline.detection.names.spans import grown, name_spans
from pipeline.detection.turns import ConversationView


def whole(text: str, sure: set[str], language: str = "en") -> list[str]:
    """The names in a turn, given which folded words the judge takes for names."""
    turns = (Turn(text, None),)
    view = ConversationView.of(Conversation(ConversationId("x"), Channel.CHAT, turns, language=language), ())
    (turn,) = view.turns
    chosen = [(index, 0.9) for index, word in enumerate(turn.words.words) if word in sure]
    found = name_spans(turn, grown(turn, chosen, Setting(lexicon(language), view.spoken)))
    return [turn.form.text[each.start : each.end] for each in found]


BETWEEN = [
    ("Zoltan Spruce Okonkwo called", ["Zoltan Spruce Okonkwo"], "a word with a capital between two names"),
    ("Zoltan spruce Okonkwo called", ["Zoltan", "Okonkwo"], "one without"),
    ("Zoltan, Spruce Okonkwo called", ["Zoltan", "Okonkwo"], "behind a comma"),
    ("Zoltan And Okonkwo called", ["Zoltan", "Okonkwo"], "a plain word"),
    ("Zoltan Order Number Okonkwo", ["Zoltan", "Okonkwo"], "two words"),
    ("Zoltan Spruce called", ["Zoltan"], "nothing but a word behind a name"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), BETWEEN, ids=[row[2] for row in BETWEEN])
def test_one_word_with_a_capital_between_two_names_is_theirs(text: str, expected: list[str], reason: str) -> None:
    assert whole(text, {"zoltan", "okonkwo"}) == expected


ANNOUNCED = [
    ("Driver: Spruce Okonkwo", ["Spruce Okonkwo"], "behind a colon"),
    ("Ask Mr. Spruce Okonkwo", ["Spruce Okonkwo"], "behind a title"),
    ("Driver: please Okonkwo", ["Okonkwo"], "a word without a capital"),
    ("Driver: Please Okonkwo", ["Okonkwo"], "a plain word"),
    ("The Spruce Okonkwo bought", ["Okonkwo"], "nothing announces it"),
    ("Driver: Spruce, Okonkwo", ["Okonkwo"], "a comma between"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ANNOUNCED, ids=[row[2] for row in ANNOUNCED])
def test_a_word_with_a_capital_between_a_cue_and_a_name_belongs_to_it(
    text: str, expected: list[str], reason: str
) -> None:
    assert whole(text, {"okonkwo"}) == expected


HYPHENS = [
    ("hi Okonkwo-ho here", ["Okonkwo-ho"], "the second half in lower case"),
    ("hi Zoh-Okonkwo here", ["Zoh-Okonkwo"], "the first half"),
    ("the Okonkwo-account is closed", ["Okonkwo"], "an ordinary word"),
    ("Okonkwo-2 is closed", ["Okonkwo"], "a digit"),
    ("Okonkwo - zoh is closed", ["Okonkwo"], "a dash"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), HYPHENS, ids=[row[2] for row in HYPHENS])
def test_what_a_hyphen_joins_to_a_name_belongs_to_it(text: str, expected: list[str], reason: str) -> None:
    assert whole(text, {"okonkwo"}) == expected


INITIALS = [
    ("J. Okonkwo called", ["J. Okonkwo"], "before a name"),
    ("k p okonkwo called", ["k p okonkwo"], "without dots"),
    ("Okonkwo m'a dit non", ["Okonkwo"], "a French pronoun before an apostrophe"),
    ("Okonkwo's here", ["Okonkwo"], "behind an apostrophe"),
    ("ask Okonkwo a question", ["Okonkwo"], "a vowel that is a word"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), INITIALS, ids=[row[2] for row in INITIALS])
def test_initials_beside_a_name_belong_to_it(text: str, expected: list[str], reason: str) -> None:
    assert whole(text, {"okonkwo"}) == expected
