"""The commonest words decide which names need a capital or a cue."""

# ruff: noqa: RUF001  # look-alike characters are what is tested

from __future__ import annotations

import pytest

from pipeline.conversation.name_cues import follows_name_cue, follows_sure_name_cue
from pipeline.conversation.normal_form import fold_text, normalise
from pipeline.conversation.words import LANGUAGES, LIMIT, common_anywhere, common_words
from pipeline.conversation.words.plain_words import PARTICLES, plain_words


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_a_language_has_a_list_then_it_holds_five_thousand_folded_words(language: str) -> None:
    words = common_words(language)
    assert len(words) == LIMIT
    assert all(word == fold_text(word) and word.isalpha() for word in words)


@pytest.mark.parametrize("word", ["will", "may", "mark", "rose", "grace", "hope", "the", "please"])
def test_when_a_name_is_an_ordinary_word_then_it_is_common(word: str) -> None:
    assert word in common_words("en")


@pytest.mark.parametrize("name", ["john", "maria", "smith", "thomas", "jones", "sarah"])
def test_when_a_frequent_word_is_only_a_name_then_it_is_not_common(name: str) -> None:
    assert not any(name in common_words(language) for language in LANGUAGES)


@pytest.mark.parametrize("language", ["xx", None, ""])
def test_when_a_language_has_no_list_then_nothing_is_common(language: str | None) -> None:
    assert common_words(language) == frozenset()


CUES = [
    ("my name is will", "will", True, "a cue right before"),
    ("hi will", "will", True, "a greeting"),
    ("Danke, will", "will", True, "a sign between"),
    ("it's will", "will", True, "a short cue"),
    ("je m’appelle rose", "rose", True, "a typographic apostrophe, in normal form"),
    ("they will", "will", False, "an ordinary sentence"),
    ("delphi will", "will", False, "the cue is the end of another word"),
    ("my name is not will", "will", False, "a word between"),
]


@pytest.mark.parametrize(("text", "word", "expected", "reason"), CUES, ids=[cue[3] for cue in CUES])
def test_when_a_word_follows_a_cue_then_it_may_be_a_name(text: str, word: str, expected: bool, reason: str) -> None:
    form = normalise(text).text
    assert follows_name_cue(form, form.index(word)) is expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_words_are_plain_then_they_are_folded_and_hold_courtesy_in_every_language(language: str) -> None:
    words = plain_words(language)
    assert all(fold_text(word) == word for word in (*words, *PARTICLES))
    assert {"danke", "gracias", "merci", "sorry"} <= words


NAMES = "will may mark rose grace hope summer mari nina ella mia ben dan una ola kim lee sol jun tia neto nieto allen"


@pytest.mark.parametrize("name", NAMES.split())
def test_when_a_word_is_a_given_name_or_surname_then_it_is_plain_in_no_language(name: str) -> None:
    assert not any(name in plain_words(language) for language in LANGUAGES)


def test_when_a_language_has_no_plain_words_then_there_are_none() -> None:
    assert plain_words("xx") == plain_words(None) == frozenset()


SURE_CUES = [
    ("my name is temple", True, "a name and nothing else follows"),
    ("Frau temple", True, "a form of address"),
    ("me llamo temple", True, "another language"),
    ("i am temple", False, "anything may follow"),
    ("thanks temple", False, "anything may follow"),
    ("the file name is temple", False, "the name of a thing"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), SURE_CUES, ids=[cue[2] + cue[0] for cue in SURE_CUES])
def test_when_only_a_name_can_follow_then_the_cue_is_sure(text: str, expected: bool, reason: str) -> None:
    assert follows_sure_name_cue(text, text.index("temple")) is expected


def test_a_word_is_common_anywhere_if_it_is_in_one_language() -> None:
    assert {"vielleicht", "maybe", "quizas"} <= common_anywhere()
    assert all(common_words(language) <= common_anywhere() for language in LANGUAGES)
    assert "kaprelian" not in common_anywhere()
