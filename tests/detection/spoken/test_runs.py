"""Runs as question slots see them, and known values that are said or spelled."""

from __future__ import annotations

import pytest

from pipeline.conversation.model import Participant, Role
from pipeline.detection.spoken.reading import spoken_runs
from tests.detection.conversations import ANA
from tests.detection.spoken.speech import found, view

RUNS = [
    # language, text, values of the runs, what it shows
    ("en", "four", ["4"], "one digit"),
    ("en", "it's four five", ["45"], "two digits behind talk"),
    ("en", "w 20 a b", ["w20ab"], "figures between letters"),
    ("en", "forty one and double t", ["41", "tt"], "talk between"),
    ("en", "four one, then five? six", ["415", "6"], "fillers join, a question parts"),
    ("en", "four o five", ["405"], "the letter o among digits"),
    ("en", "four um uh er um five", ["4", "5"], "four fillers are too many"),
    ("en", "capital b as in boat small c", ["bc"], "words on case"),
    ("en", "two thousand and four", ["2004"], "one number in four words"),
    ("en", "I have a cat", [], "ordinary letters"),
    ("fr", "l'ami d'un ami", [], "letters with an apostrophe"),
    ("fr", "soixante-dix-sept quatre-vingt-un", ["7781"], "tens with teens"),
    ("de", "ein und zwanzig", ["21"], "a compound taken apart"),
    (None, "four five", [], "no language"),
    ("fi", "four five", [], "a language without words here"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "values", "why"), RUNS)
def test_when_a_turn_is_read_then_runs_of_any_length_come_with_their_value(
    language: str | None, text: str, values: list[str], why: str
) -> None:
    assert [run.text for run in spoken_runs(view(text, language).turns[0], language)] == values, why


def test_when_short_runs_do_not_matter_then_they_are_left_out() -> None:
    turn = view("two or four five six", "en").turns[0]
    (run,) = spoken_runs(turn, "en", fewest=3)
    assert (run.digits, run.letters, turn.form.text[run.start : run.end]) == ("456", "", "four five six")


JO = Participant("c2", Role.CUSTOMER, name="Jo Ngu", email="jngu@mail.example", phone="0171 5550132", customer_id="881")
KNOWN = [
    # language, text with /value/, type, what it shows
    ("en", "so /six hundred one two three one two three/ yes", "PHONE_NUMBER", "the last seven digits"),
    ("en", "/k dash eight eight three seven one/", "CUSTOMER_ID", "an id, its dash said"),
    ("en", "it is /ana dot duarte at example dot com/", "EMAIL_ADDRESS", "an address"),
    ("en", "so that is /d u a r t e/ right", "PERSON", "a name letter by letter"),
    ("es", "/a de ávila n de navarra a/", "PERSON", "a short name with explained letters"),
]


@pytest.mark.parametrize(("language", "text", "entity_type", "why"), KNOWN)
def test_when_a_known_value_is_said_or_spelled_then_it_is_found(
    language: str, text: str, entity_type: str, why: str
) -> None:
    _, value, _ = text.split("/")
    assert (entity_type, value) in found(text.replace("/", ""), language, (ANA,)), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("duarte and four or five", "a written name is found by the pass for written ones"),
        ("eight eight one of them", "the record's id is too short"),
        ("j o and b c", "two letters of a name"),
    ],
)
def test_when_a_known_value_is_not_said_then_nothing_is_found(text: str, why: str) -> None:
    assert found(text, "en", (JO,)) == set(), why
