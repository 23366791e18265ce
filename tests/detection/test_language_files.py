"""The files of what people say around personal data say where they come from, and hold words where words belong."""

from __future__ import annotations

from importlib import resources
from typing import Literal

import pytest

from pipeline.detection import language as language_files
from pipeline.detection.language import LANGUAGES, language, linking_letters, phrase_of, words_of_all
from pipeline.detection.language_files import read_texts

FILES = resources.files(language_files)
SINGLE = ("unmistakable", "short_labels", "labels_behind_names", "linking_letters")


@pytest.mark.parametrize("code", LANGUAGES)
def test_when_a_file_is_read_then_its_first_line_says_where_it_comes_from(code: str) -> None:
    assert (
        FILES.joinpath(f"{code}.yaml").read_text(encoding="utf-8").startswith("# Source: written by the Veil authors")
    )


def test_when_languages_are_counted_then_each_has_a_file_and_no_file_is_left_over() -> None:
    assert {file.name for file in FILES.iterdir() if file.name.endswith(".yaml")} == {
        f"{code}.yaml" for code in LANGUAGES
    }


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("key", SINGLE)
def test_when_words_are_looked_up_one_by_one_then_no_phrase_is_among_them(code: str, key: str) -> None:
    """A phrase would be left out without a word."""
    texts = read_texts("pipeline.detection.language", f"{code}.yaml")
    assert isinstance(texts, dict)
    assert [text for text in texts[key] if len(phrase_of(text)) > 1] == []


def test_when_a_word_is_unmistakable_then_an_answer_may_hold_it_besides_what_was_asked_for() -> None:
    assert sorted(word for word in words_of_all("unmistakable") if language().empty.at((word,), 0) is None) == []


@pytest.mark.parametrize(
    ("key", "word", "reason"),
    [
        ("unmistakable", "nao", "folded"),
        ("unmistakable", "buongiorno", "of any language"),
        ("short_labels", "plz", "German"),
        ("labels_behind_names", "numero", "folded"),
    ],
)
def test_when_words_of_all_languages_are_asked_for_then_they_are_one_folded_set(
    key: Literal["unmistakable", "short_labels", "labels_behind_names"], word: str, reason: str
) -> None:
    assert word in words_of_all(key)


def test_when_letters_link_then_each_language_has_its_own() -> None:
    assert "d" in linking_letters("fr")
    assert "d" not in linking_letters("pt")
    assert linking_letters("pl") == linking_letters(None) == frozenset()
