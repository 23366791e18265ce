from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detection.model.labels import ENTITY_TYPES
from pipeline.detection.model.spans import ModelSpan, WordGuess, joined, words_of


def guess(start: int, end: int, entity_type: str, score: float = 0.5) -> WordGuess:
    scores = tuple(score if name == entity_type else 0.0 for name in ENTITY_TYPES)
    return WordGuess(start, end, scores, score, score)


def whole_words(text: str, tokens: list[WordGuess]) -> list[ModelSpan]:
    """The spans that tokens become, each word under its likeliest type."""
    words = words_of(text, tokens)
    likeliest = [ENTITY_TYPES[max(range(len(ENTITY_TYPES)), key=word.scores.__getitem__)] for word in words]
    spans = [ModelSpan(w.start, w.end, kind, w.value) for w, kind in zip(words, likeliest, strict=True)]
    return list(joined(text, spans))


def hidden(text: str, *hits: tuple[str, str]) -> list[tuple[str, str]]:
    """Mark each piece at its first place after the one before; return what is hidden, with its type."""
    spans, place = [], 0
    for piece, entity_type in hits:
        place = text.index(piece, place)
        spans.append(guess(place, place + len(piece), entity_type))
        place += len(piece)
    return [(text[span.start : span.end], span.entity_type) for span in whole_words(text, spans)]


@pytest.mark.parametrize(
    ("expected", "text", "hits"),
    [
        (["Lindqvist"], "mr Lindqvist here", ["qv"]),  # one piece passes: the word is hidden
        (["Ana Duarte"], "Ana Duarte", ["Ana", "Duarte"]),  # first and last name: one person
        (["Jean-Luc"], "Jean-Luc", ["Jean", "Luc"]),
        (["O'Hara"], "O'Hara", ["O", "Hara"]),
        (["J. Miller"], "J. Miller", ["J", "Miller"]),  # an initial keeps its dot
        (["J.R. Miller"], "J.R. Miller", ["J", "R", "Miller"]),
        (["Ana", "Bob"], "Ana, Bob", ["Ana", "Bob"]),  # near miss: two people
        (["Ana", "Bob"], "thanks Ana. Bob here", ["Ana", "Bob"]),  # near miss: a sentence ended
        (["Ana", "Bob"], "Ana\nBob", ["Ana", "Bob"]),  # near miss: another line
        (["Ana", "Bob"], "Ana and Bob", ["Ana", "Bob"]),  # near miss: a word between
        ([], "wait ... !", ["...", "!"]),  # marks alone identify nobody
        (["Ana"], "Ana!", ["Ana", "!"]),  # nor do they lengthen a name
        (["Jose\u0301"], "soy Jose\u0301", ["Jose"]),  # an accent of its own belongs to its letter
        (["Ma\u200bria"], "Ma\u200bria", ["Ma"]),  # so does a hidden character
        (["ana_91"], "ana_91", ["91"]),
        (["472-81-0094"], "ssn 472-81-0094.", ["472"]),  # half a number helps to guess the rest
        (["Ana"], "Ana-", ["Ana"]),  # near miss: no digits around the hyphen
        (["ana.duarte@mail.example"], "to ana.duarte@mail.example.", ["duarte"]),  # so does half an address
        (["ana"], "ana.please", ["ana"]),  # near miss: a dot without a space, no address
        (["ana"], "ana @home", ["ana"]),  # near miss: a mention
    ],
)
def test_people_are_hidden_in_whole_words(expected: list[str], text: str, hits: list[str]) -> None:
    assert expected == [value for value, _ in hidden(text, *((piece, "PERSON") for piece in hits))]


def test_values_of_one_type_join_across_short_punctuation() -> None:
    found = hidden("12 Elm St., Apt. 4", *((word, "STREET_ADDRESS") for word in ("12", "Elm", "St", "Apt", "4")))
    assert found == [("12 Elm St., Apt. 4", "STREET_ADDRESS")]


def test_neighbors_of_different_types_stay_apart() -> None:
    assert hidden("Ana Porto", ("Ana", "PERSON"), ("Porto", "LOCATION")) == [("Ana", "PERSON"), ("Porto", "LOCATION")]


def test_when_a_word_has_pieces_of_two_types_then_the_likeliest_names_it() -> None:
    tokens = [guess(0, 5, "PHONE_NUMBER", 0.3), guess(5, 8, "PERSON", 0.9)]
    assert whole_words("Portoana", tokens) == [ModelSpan(0, 8, "PERSON", 0.9)]


@given(st.text(st.sampled_from("aZ9é\u0301 .-_'\n@\u200b李"), max_size=30), st.data())
def test_spans_cover_the_hits_are_sorted_and_never_split_a_word(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    types = st.sampled_from(["PERSON", "EMAIL_ADDRESS", "LOCATION"])
    hits = [guess(a, b, data.draw(types)) for a, b in pairwise(cuts)][::2]
    spans = whole_words(text, hits)
    covered = {place for span in spans for place in range(span.start, span.end)}
    letters = {place for hit in hits for place in range(hit.start, hit.end) if text[place].isalnum()}
    assert letters <= covered
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for span in spans:
        assert not (span.start and text[span.start - 1].isalnum() and text[span.start].isalnum())
        assert not (span.end < len(text) and text[span.end].isalnum() and text[span.end - 1].isalnum())
