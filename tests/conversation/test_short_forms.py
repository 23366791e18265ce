"""Nicknames lead from one form of a name to the others, and never to a word of another language."""

from __future__ import annotations

from importlib import resources

import pytest

from pipeline.conversation import names
from pipeline.conversation.names.short_forms import other_forms
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import LANGUAGES

FORMS = [
    ("william", "en", "bill"),
    ("bill", "en", "william"),
    ("will", "en", "billy"),
    ("elisabeth", "de", "lisa"),
    ("francisco", "es", "paco"),
    ("jose", "es", "pepe"),
    ("guillaume", "fr", "guillou"),
    ("giuseppe", "it", "beppe"),
    ("johannes", "nl", "hans"),
    ("fernando", "pt", "nando"),
    ("jose", "en", "pepe"),  # people keep their names when they call elsewhere
]


@pytest.mark.parametrize(("name", "language", "form"), FORMS)
def test_when_a_name_has_another_form_then_it_is_told(name: str, language: str, form: str) -> None:
    assert form in other_forms(name, language)


@pytest.mark.parametrize(
    ("name", "language", "form"),
    [
        ("chris", "en", "tina"),  # short for several names
        ("elisabeth", "en", "else"),  # a word, at home elsewhere
        ("william", "en", "william"),
        ("bottle", "en", "bott"),
    ],
)
def test_when_a_form_is_a_guess_too_many_then_it_is_not_told(name: str, language: str, form: str) -> None:
    assert form not in other_forms(name, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_says_who_wrote_it_and_holds_one_name_a_line(language: str) -> None:
    file = resources.files(names).joinpath("nicknames", f"{language}.txt")
    first, *lines = file.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ")
    assert "written by hand for Veil" in first
    assert len(lines) >= 25
    for line in lines:
        full, colon, short = line.partition(": ")
        assert colon
        assert full.split()
        assert short.split()
        assert all(word.isalpha() and len(word) > 1 for word in fold_text(line.replace(":", "")).split())
