"""Whatever becomes of a line, its labels cover its values as they then read."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.conversation.normal_form import normalise
from pipeline.synthesis.lines import Line, Span
from pipeline.synthesis.stress.hearing_noise import asr_noise
from pipeline.synthesis.stress.pieces import Piece, assembled, pieces, rewritten
from pipeline.synthesis.stress.scripts import quoted
from pipeline.synthesis.stress.splitting import chunks
from pipeline.synthesis.stress.tables import LANGUAGES
from pipeline.synthesis.stress.typing_noise import decorated, lower_case_no_punctuation, mistyped, typos

TEXT = st.text(max_size=12)
NAMES = st.sampled_from(["Caoimhe Ó Murchú", "Nguyễn", "O'Halloran", "Ana-Marija Šarić", "Đỗ Thanh Hà"])
VALUES = st.one_of(
    st.tuples(NAMES, st.just("PERSON")),
    st.tuples(st.from_regex(r"[A-Z]{0,2}[0-9]{3,9}", fullmatch=True), st.just("ORDER_ID")),
    st.tuples(st.from_regex(r"[0-9]{2,4}( [0-9]{2,4}){0,3}", fullmatch=True), st.just("PHONE_NUMBER")),
    st.tuples(st.from_regex(r"[a-z]{1,6}\.[a-z]{1,6}@post\.example", fullmatch=True), st.just("EMAIL_ADDRESS")),
    st.tuples(st.sampled_from(["12/03/1983", "2003-11-28", "7 March 1992"]), st.just("DATE_OF_BIRTH")),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    parts: list[Piece] = [Piece(draw(TEXT))]
    for text, entity_type in draw(st.lists(VALUES, max_size=4)):
        parts += (Piece(text, entity_type), Piece(f" {draw(TEXT)} "))
    return assembled(parts)


def values(line: Line) -> list[str]:
    return [line.text[span.start : span.end] for span in line.spans]


def types(line: Line) -> list[str]:
    return [span.entity_type for span in line.spans]


@given(lines())
def test_a_line_is_its_pieces(line: Line) -> None:
    assert assembled(pieces(line)) == line


@given(lines())
def test_labels_cover_the_rewritten_values(line: Line) -> None:
    changed = rewritten(line, lambda text: text * 2, lambda text, entity_type: f"<{entity_type}:{text}>")
    assert values(changed) == [f"<{kind}:{text}>" for kind, text in zip(types(line), values(line), strict=True)]
    assert types(changed) == types(line)


@given(lines(), st.integers())
def test_lower_case_takes_case_and_punctuation_alone(line: Line, seed: int) -> None:
    bare = lower_case_no_punctuation(line, "en", Random(seed))
    assert types(bare) == types(line)
    for before, after in zip(values(line), values(bare), strict=True):
        assert after == after.lower()
        assert after.replace("'", "") == before.lower().replace("'", "")


@given(lines(), st.integers())
def test_typos_change_letters_of_names_and_never_a_number_or_address(line: Line, seed: int) -> None:
    wrong = typos(line, "en", Random(seed))
    assert types(wrong) == types(line)
    for before, after, entity_type in zip(values(line), values(wrong), types(line), strict=True):
        assert len(after.split()) == len(before.split())
        assert entity_type == "PERSON" or after == before


@given(st.text("abcdefgh", min_size=2, max_size=12), st.integers())
def test_a_typo_keeps_the_first_letter_and_one_letter_of_the_length(word: str, seed: int) -> None:
    wrong = mistyped(word, Random(seed))
    assert wrong[0] == word[0]
    assert abs(len(wrong) - len(word)) <= 1
    assert set(wrong) <= set(word)


@given(lines(), st.integers())
def test_decorated_values_look_as_they_did(line: Line, seed: int) -> None:
    shown = decorated(line, "en", Random(seed))
    assert types(shown) == types(line)
    assert [normalise(text).text for text in values(shown)] == [
        normalise(unicodedata.normalize("NFC", text)).text for text in values(line)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@given(line=lines(), seed=st.integers())
def test_speech_recognition_leaves_values_whole_and_writes_no_punctuation(language: str, line: Line, seed: int) -> None:
    heard = asr_noise(line, language, Random(seed))
    assert types(heard) == types(line)
    for text in values(heard):
        assert text == text.strip() != ""
        assert not set(text) & set(".,;:!?@/")
        assert not any(char.isdigit() for char in text)


@given(st.from_regex(r"[A-Z0-9]{2,4}([ -]?[A-Z0-9]{2,4}){0,5}", fullmatch=True), st.integers())
def test_parts_of_a_number_are_the_whole_number(text: str, seed: int) -> None:
    parts = chunks(text, Random(seed))
    assert "".join(parts) == text.replace(" ", "").replace("-", "")
    assert min(map(len, parts)) > 1


def test_a_quote_keeps_its_labels() -> None:
    mail = Line("Dear Nayra,\n\nthanks\nTayo Ige", (Span(5, 10, "PERSON"), Span(20, 28, "PERSON")))
    quote = quoted(mail)
    assert quote.text == "> Dear Nayra,\n> \n> thanks\n> Tayo Ige"
    assert values(quote) == ["Nayra", "Tayo Ige"]
