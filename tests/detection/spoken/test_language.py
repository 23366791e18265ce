"""The files of words are checked when they are read."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.detection import spoken
from pipeline.detection.spoken import word_file
from pipeline.detection.spoken.language import LANGUAGES, load

DATA = resources.files(spoken).joinpath("data")


@pytest.mark.parametrize("name", [*LANGUAGES, "common"])
def test_when_a_file_is_read_then_its_first_line_says_where_it_comes_from(name: str) -> None:
    assert DATA.joinpath(f"{name}.yaml").read_text(encoding="utf-8").startswith("# Written by us")


def test_when_languages_are_counted_then_each_has_a_file_and_no_file_is_left_over() -> None:
    assert {file.name for file in DATA.iterdir()} == {f"{name}.yaml" for name in (*LANGUAGES, "common")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_a_language_is_loaded_then_every_number_to_99_can_be_said(language: str) -> None:
    words = load(language)
    spoken_in_one = {match[0] for word in words.numbers if (match := words.numbers.match((word,), 0))}
    tens = {10 * ten for ten in range(2, 10)}
    assert {*range(10), *tens} <= spoken_in_one


def _with(monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    """Load English with some keys changed."""
    read: Any = word_file.read
    monkeypatch.setattr(
        "pipeline.detection.spoken.language.read", lambda name: read(name) | (changes if name == "en" else {})
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"filers": "uh"}, "a key nobody knows"),
        ({"cues": {"PHONE": "phone"}}, "a type nobody knows"),
        ({"months": ["january"]}, "too few months"),
        ({"numbers": {"one": "1"}}, "value and word the wrong way round"),
        ({"glue": "french"}, "a way to build compounds nobody knows"),
    ],
)
def test_when_a_file_is_wrong_then_it_is_refused(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], why: str
) -> None:
    _with(monkeypatch, **changes)
    with pytest.raises(ValidationError):
        load.__wrapped__("en")


def test_when_a_word_means_two_numbers_then_the_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, multipliers={"2": "double", "3": "double"})
    with pytest.raises(ValueError, match="two meanings"):
        load.__wrapped__("en")
