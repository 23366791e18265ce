"""Examples: how words are cut, what is labelled, and that a file says again what was written to it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detection.training.examples import Example, ExampleTurn, read, word_labels, words, write
from pipeline.detection.training.types import DIRECT, LABELS, OUTSIDE, TYPES


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("my name", ["my", "name"], id="words at spaces"),
        pytest.param("w20 4ab", ["w20", "4ab"], id="letters and digits stay together"),
        pytest.param("a@b.co", ["a", "@", "b", ".", "co"], id="every sign by itself"),
        pytest.param("jo_lee", ["jo", "_", "lee"], id="an underscore is a sign"),
        pytest.param("50€", ["50", "€"], id="a currency is a sign"),
        pytest.param("Zoe\u0301 Müller", ["Zoe\u0301", "Müller"], id="a combining mark belongs to its letter"),
        pytest.param("Ma\u00adrio\u200bnetta", ["Ma\u00adrio\u200bnetta"], id="what shows nothing parts no word"),
        pytest.param("  \n", [], id="space is no word"),
    ],
)
def test_text_is_cut_into_words(text: str, cut: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == cut


@given(st.text(max_size=60))
def test_words_lie_apart_in_order_and_leave_no_letter_or_digit_out(text: str) -> None:
    spans = words(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(place in covered for place, char in enumerate(text) if char.isalnum())


@pytest.mark.parametrize(
    ("text", "spans", "labels"),
    [
        pytest.param("pin 55 12 now", ((4, 9, "PASSWORD"),), "O PASSWORD PASSWORD O", id="every word inside"),
        pytest.param("hi Ana, bye", ((3, 6, "PERSON"),), "O PERSON O O", id="the sign behind is outside"),
        pytest.param("xAna", ((1, 4, "PERSON"),), "PERSON", id="a word that is touched counts whole"),
        pytest.param("a bc d", ((0, 1, "?"), (5, 6, "URL")), "? O URL", id="several spans"),
        pytest.param("", (), "", id="no words"),
    ],
)  # fmt: skip
def test_every_word_gets_one_label(text: str, spans: tuple[tuple[int, int, str], ...], labels: str) -> None:
    assert word_labels(ExampleTurn("", text, spans)) == labels.split()


def test_a_file_says_again_what_was_written(tmp_path: Path) -> None:
    turns = (ExampleTurn("agent", "Wer spricht?", ()), ExampleTurn("", "Jörg", ((0, 4, "PERSON"),)))
    written = [
        Example("a/1", "synthetic", "de", turns, ("URL",), weight=0.5),
        Example("m/2", "manual", "en", turns[:1], gold=False),
    ]
    assert write(written, tmp_path / "examples.jsonl") == len(written)
    assert list(read(tmp_path / "examples.jsonl")) == written


def test_outside_is_the_first_label_and_direct_types_stand_before_the_milder_ones() -> None:
    assert LABELS[0] == OUTSIDE
    assert {"URL", "LOCATION", "DATE_TIME"} == set(TYPES) - set(DIRECT)
