"""The normal form shows what a reader sees, and every span of it maps back to the raw text."""

# ruff: noqa: RUF001  # look-alike characters are what is tested

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.conversation.normal_form import NormalForm, fold, fold_text, normalise

ODD = "aB1 .@-\u200b\u200d\ufe0f\u00adﬁ½é\u0301ß①４٣İ’–㎞…한각ᄒ\u1161\u11ab😀"
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=60)

CASES = [
    ("call 555", "call 555", "plain ASCII is its own normal form"),
    ("４１１１", "4111", "full-width digits"),
    ("٣٤٥", "345", "Arabic-Indic digits, which NFKC leaves alone"),
    ("𝟜𝟚", "42", "mathematical digits"),
    ("4\u200b1\u200d1", "411", "zero-width characters between digits"),
    ("a\u00adna", "ana", "soft hyphen"),
    ("ﬁn", "fin", "a ligature"),
    ("Jose\u0301", "José", "a letter and its accent compose"),
    ("555\u2011123", "555-123", "a non-breaking hyphen"),
    ("I’m", "I'm", "a typographic apostrophe"),
    ("a\u00a0b", "a b", "a non-breaking space"),
    ("Müller", "Müller", "accents stay in the normal form"),
    ("ᄒ\u1161\u11ab", "한", "a Korean syllable in letters"),
]


@pytest.mark.parametrize(("raw", "expected", "reason"), CASES, ids=[case[2] for case in CASES])
def test_when_text_is_normalised_then_it_shows_what_a_reader_sees(raw: str, expected: str, reason: str) -> None:
    assert normalise(raw).text == expected


@given(TEXTS)
def test_when_text_is_normalised_then_its_map_is_ordered_and_inside_the_raw_text(text: str) -> None:
    form = normalise(text)
    if form.starts is None or form.ends is None:
        assert len(form.text) == len(text)
        return
    assert len(form.starts) == len(form.ends) == len(form.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(form.starts, form.ends, strict=True))
    assert list(form.starts) == sorted(form.starts)
    assert list(form.ends) == sorted(form.ends)


@given(TEXTS, st.data())
def test_when_a_span_maps_back_then_its_raw_text_has_the_same_normal_form(text: str, data: st.DataObject) -> None:
    """The raw span holds at least the characters that the span came from."""
    form = normalise(text)
    if not form.text:
        return
    start = data.draw(st.integers(0, len(form.text) - 1))
    end = data.draw(st.integers(start + 1, len(form.text)))
    raw_start, raw_end = form.raw_span(start, end)
    assert form.text[start:end] in normalise(text[raw_start:raw_end]).text


@given(TEXTS)
def test_when_text_is_in_normal_form_then_nothing_is_left_to_do(text: str) -> None:
    form = normalise(text).text
    assert not any(char.isdecimal() and not char.isascii() for char in form)
    assert not any(char in form for char in "\u200b\u200d\ufeff\u00ad")
    assert normalise(form).text == form


@given(TEXTS)
def test_when_text_is_folded_then_case_and_accents_do_not_matter(text: str) -> None:
    folded = fold(normalise(text))
    assert not any(unicodedata.category(char) == "Mn" for char in folded.text)
    if folded.starts is not None and folded.ends is not None:
        assert len(folded.starts) == len(folded.ends) == len(folded.text)


def test_when_a_letter_grows_in_folding_then_its_span_is_the_letter() -> None:
    form = normalise("die Straße 3")
    folded = fold(form)
    at = folded.text.index("strasse")
    assert folded.raw_span(at, at + len("strasse")) == (4, 10)


def test_when_values_differ_in_case_and_accents_then_they_fold_alike() -> None:
    assert fold_text("JOSÉ Müller") == fold_text("jose\u0301 mu\u0308ller") == "jose muller"


def test_when_a_normal_form_is_printed_then_no_text_shows() -> None:
    assert "secret" not in repr(NormalForm("secret"))


@pytest.mark.parametrize(
    ("text", "folded"), [("Łukasz", "lukasz"), ("Yıldırım", "yildirim"), ("Søren Đorđe", "soren dorde")]
)
def test_when_a_letter_has_no_accent_to_lose_then_it_still_folds_to_the_plain_one(text: str, folded: str) -> None:
    assert fold_text(text) == folded
