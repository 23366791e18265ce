"""What synthesis says, the pass finds again: whole, as whole words, whatever the order of languages."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.detection.spoken.language import LANGUAGES
from pipeline.detection.spoken.reading import spoken_runs
from pipeline.synthesis import spoken
from pipeline.synthesis.tables import LANGUAGES as SYNTHESIZED
from tests.detection.spoken.speech import found, spoken_pass, view

DIGITS = {
    "en": "zero one two three four five six seven eight nine",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "nl": "nul een twee drie vier vijf zes zeven acht negen",
    "pt": "zero um dois três quatro cinco seis sete oito nove",
}
ARTICLES = {"fr": "19", "it": "6", "nl": "1", "pt": "1"}
"""Digits whose words are ordinary ones too; a number needs two others."""
NUMBERS = st.text("0123456789", min_size=4, max_size=19)
ADDRESSES = st.from_regex(r"[a-z]{3,8}[._-][a-z]{3,8}[0-9]{0,2}@(gmail|example|web)\.(com|net|de)", fullmatch=True)
WORDS = (
    "one two oh double a b s t as in bravo for sugar at dot com gmail hundred twenty june first of the uh sorry dash "
    "12 415 b9 it's my number is name, eins zwei drei vier uno dos tres quatre cinq l'ami ? ."
)
TALK = st.lists(st.sampled_from((*WORDS.split(), "\n")), max_size=30).map(" ".join)


def test_when_all_languages_are_counted_then_each_has_its_digits_here() -> None:
    assert set(DIGITS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(number=NUMBERS)
def test_when_digits_are_said_one_by_one_then_one_run_holds_them_all(language: str, number: str) -> None:
    words = DIGITS[language].split()
    text = " ".join(words[int(digit)] for digit in number)
    (run,) = spoken_runs(view(text, language).turns[0], language)
    assert (run.digits, run.start, run.end) == (number, 0, len(text))
    assume(sum(digit not in ARTICLES.get(language, "") for digit in number) > 1)
    assert text in {value for _, value in found(text, language)}


@pytest.mark.parametrize("language", SYNTHESIZED)
@settings(max_examples=40)
@given(number=NUMBERS, seed=st.integers(0, 99))
def test_when_synthesis_reads_a_number_out_then_it_is_found_whole(language: str, number: str, seed: int) -> None:
    assume(len(number) > 7 and len(set(number)) > 2)  # French reads pairs, so that four digits may be two numbers
    text = spoken.code(number, language, Random(seed))
    assert text in {value for _, value in found(text, language)}


@pytest.mark.parametrize("language", SYNTHESIZED)
@settings(max_examples=40)
@given(address=ADDRESSES, seed=st.integers(0, 99))
def test_when_synthesis_dictates_an_address_then_it_is_found_whole(language: str, address: str, seed: int) -> None:
    text = spoken.email(address, language, Random(seed))
    assert ("EMAIL_ADDRESS", text) in found(text, language)


@pytest.mark.parametrize("language", SYNTHESIZED)
@settings(max_examples=40)
@given(day=st.dates(date(1920, 1, 1), date(2019, 12, 31)))
def test_when_synthesis_says_a_birthday_then_it_is_found_whole(language: str, day: date) -> None:
    text = spoken.birth(day, language)
    assert ("DATE_TIME", text) in found(text, language)


@pytest.mark.parametrize("language", SYNTHESIZED)
@settings(max_examples=40)
@given(name=st.text("bcdfghjklmnpqrtvwxz", min_size=5, max_size=9), seed=st.integers(0, 99))
def test_when_synthesis_spells_a_word_then_it_is_found_whole(language: str, name: str, seed: int) -> None:
    assume(not name.startswith("www"))  # how a web address begins
    text = spoken.spelled(name, language, Random(seed))
    assert ("PERSON", text) in found(text, language)


@settings(max_examples=150)
@given(text=TALK, language=st.sampled_from((*LANGUAGES, None)))
def test_when_anything_is_found_then_it_is_whole_words_of_the_turn(text: str, language: str | None) -> None:
    seen = view(text, language)
    (results,) = spoken_pass().find(seen, [[]])
    starts = {start for start, _ in seen.turns[0].words.spans}
    ends = {end for _, end in seen.turns[0].words.spans}
    for each in results:
        assert each.start < each.end
        assert each.start in starts
        assert each.end in ends


@settings(max_examples=100)
@given(text=TALK, language=st.sampled_from((*LANGUAGES, None)), order=st.permutations(LANGUAGES))
def test_when_languages_come_in_another_order_then_the_same_is_found(
    text: str, language: str | None, order: list[str]
) -> None:
    assert found(text, language, languages=tuple(order)) == found(text, language)
