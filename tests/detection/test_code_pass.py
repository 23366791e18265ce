"""Codes whose parts stand apart, and what only looks like them."""

from __future__ import annotations

import pytest

from pipeline.detection.code_pass import codes
from pipeline.detection.names.lexicon import lexicon
from pipeline.detection.turns import TurnView


def found(text: str, language: str = "en") -> list[str]:
    turn = TurnView(text, (language,))
    return [text[start:end] for start, end in codes(turn, lexicon(language))]


HITS = [
    ("mm 78 m 7", "mm 78 m 7", "letters that are also a unit, as a whole turn"),
    ("6 hh 6 h 2", "6 hh 6 h 2", "digits first"),
    ("qvt 897", "qvt 897", "two parts"),
    ("my code is 6 hcf 56 ok", "6 hcf 56", "inside a sentence"),
    ("its ohair and 4 t 6 h 7 j", "4 t 6 h 7 j", "behind a name"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), HITS, ids=[row[2] for row in HITS])
def test_a_code_is_found_whole(text: str, expected: str, reason: str) -> None:
    assert found(text) == [expected]


def test_a_label_in_front_is_no_part_of_a_code() -> None:
    assert found("zip 741369") == ["741369"]
    assert found("my fax 07561 3128") == ["07561 3128"]


LETTERS = [
    ("es", "entre 2019 y 2022 iba bien", [], "Spanish and"),
    ("fr", "de 2019 à 2023 la ligne", [], "French to"),
    ("it", "dal 2017 o 2020 in poi", [], "Italian or"),
    ("pt", "entre 2019 e 2022 o plano", [], "Portuguese and"),
    ("it", "il mio numero è 3391234567", [], "Italian is"),
    ("es", "la factura qvt 897 y otra", ["qvt 897"], "behind a code"),
    ("es", "código a 4 e 5 b 6", ["a 4 e 5 b 6"], "between single digits they are letters"),
]


@pytest.mark.parametrize(("language", "text", "expected", "reason"), LETTERS, ids=[row[3] for row in LETTERS])
def test_a_word_of_one_letter_joins_numbers(language: str, text: str, expected: list[str], reason: str) -> None:
    assert found(text, language) == expected


NEAR_MISSES = [
    ("10 gb is ok", "a size"),
    ("at 5 pm or 6 pm", "times"),
    ("i need 2 of them", "a count"),
    ("the 21st at 10 am", "a day and a time"),
    ("it costs 40 eur", "a price"),
    ("version 11 of the app", "a word before a number"),
    ("20 mb", "a size as a whole turn"),
    ("call me at 1630", "a time"),
    ("9518", "digits alone are other recognizers' business"),
]


@pytest.mark.parametrize(("text", "reason"), NEAR_MISSES, ids=[row[1] for row in NEAR_MISSES])
def test_what_is_no_code_stays_readable(text: str, reason: str) -> None:
    assert found(text) == []
