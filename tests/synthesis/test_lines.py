"""Sentences are filled so that every label covers its value, in every style."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.synthesis.lines import Line, Span, Style, Value, as_sentence, fill, join, with_ending
from pipeline.synthesis.tables import LANGUAGES
from pipeline.synthesis.templates import Choice, Slot, compile_template, phrasebook


def _value(slot: str) -> Value:
    return ("PERSON" if slot == "name" else ""), {"name": "Jürgen Weiß", "n": "7"}[slot]


def test_markup_becomes_slots_and_choices() -> None:
    template = compile_template("hi <name>{!| again}")
    assert template == ("hi ", Slot("name"), Choice((("!",), (" again",))))


@pytest.mark.parametrize(
    ("expected", "style"),
    [
        ("Hello, Jürgen Weiß! 7 of 7.", Style.PLAIN),
        ("hello jürgen weiß 7 of 7", Style.HEARD),
        ("HELLO, JÜRGEN WEISS! 7 OF 7.", Style.SHOUTED),  # longer than it was: the label must follow
    ],
)
def test_styles_change_text_and_labels_follow(expected: str, style: Style) -> None:
    line = fill(compile_template("Hello, <name>! <n> of <n>."), _value, Random(1), style)
    assert expected == line.text
    assert [expected[span.start : span.end].casefold() for span in line.spans] == ["jürgen weiss"]


def test_a_password_keeps_its_case() -> None:
    line = fill(compile_template("it is <pw>"), lambda _: ("PASSWORD", "TiGer1"), Random(1), Style.CASUAL)
    assert "TiGer1" in line.text


@given(
    st.lists(st.tuples(st.text(max_size=9), st.text(min_size=1, max_size=9)), min_size=1, max_size=5),
    st.sampled_from(["", " ", "\n\n", "😭"]),
)
def test_joined_labels_still_cover_their_values(parts: list[tuple[str, str]], separator: str) -> None:
    lines = [Line(before + value, (Span(len(before), len(before + value), "X"),)) for before, value in parts]
    joined = join(lines, separator)
    assert [joined.text[span.start : span.end] for span in joined.spans] == [value for _, value in parts]


@given(st.integers(), st.sampled_from(list(Style)), st.text(min_size=1, max_size=12))
def test_labels_cover_any_value_in_any_style(seed: int, style: Style, name: str) -> None:
    template = compile_template("Dear <name>, {this is <name>|thank you}!")
    line = fill(template, lambda _: ("PERSON", name), Random(seed), style)
    shown = {name, name.lower(), name.upper()}
    assert {line.text[span.start : span.end] for span in line.spans} <= shown


@pytest.mark.parametrize(
    ("expected", "text"),
    [("Es ist rot.", "es ist rot"), ("Wo?", "wo?"), ("ßa.", "ßa")],  # a capital of two letters is left alone
)
def test_sentences_in_mails_begin_and_end(expected: str, text: str) -> None:
    assert expected == as_sentence(Line(text)).text


def test_an_ending_moves_nothing() -> None:
    assert with_ending(Line("Ana", (Span(0, 3, "PERSON"),)), "!!!") == Line("Ana!!!", (Span(0, 3, "PERSON"),))


def test_all_languages_have_the_same_keys() -> None:
    keys = {language: set(phrasebook(language).templates) for language in LANGUAGES}
    assert all(keys[language] == keys["en"] for language in LANGUAGES)
