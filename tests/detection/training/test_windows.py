"""Examples in pieces: which word a piece is of, and what lies together in a batch."""

from __future__ import annotations

import random
import string
from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from pipeline.detection.training.examples import Example, ExampleTurn, words
from pipeline.detection.training.windows import CLS, NO_WORD, SEP, batches, padded, windows


@cache
def tokenizer() -> Tokenizer:
    """A tokenizer of the base's kind: lower case, no accents, known words whole and others in letters."""
    pieces = [
        "your",
        "name",
        *map(chr, range(33, 127)),
        *(f"##{letter}" for letter in string.ascii_lowercase + string.digits),
    ]
    vocabulary = {piece: number for number, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *pieces])}
    found = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    found.normalizer = BertNormalizer()
    found.pre_tokenizer = BertPreTokenizer()
    found.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    found.no_padding()
    found.no_truncation()
    found.encode_special_tokens = True
    return found


def example(*turns: tuple[str, str]) -> Example:
    """An example of (role, text)."""
    return Example("x", "synthetic", "en", tuple(ExampleTurn(role, text, ()) for role, text in turns))


def test_turns_stand_between_markers_and_say_who_speaks() -> None:
    (window,) = windows([example(("agent", "your name?"), ("customer", "ottokarina"))], tokenizer())
    markers = [place for place, word in enumerate(window.words) if word == NO_WORD]
    assert [window.ids[place] for place in markers] == [CLS, SEP, SEP]
    assert window.roles.tolist() == [0] + [1] * (markers[1]) + [0] * (len(window) - markers[1] - 1)
    assert window.total == 4
    assert window.words[1 : markers[1]].tolist() == [0, 1, 2]
    assert set(window.words[markers[1] + 1 : markers[2]].tolist()) == {3}


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_every_piece_is_of_a_word_and_words_come_in_order(texts: list[str]) -> None:
    (window,) = windows([example(*(("", text) for text in texts))], tokenizer())
    owned = window.words[window.words != NO_WORD]
    assert (np.diff(owned) >= 0).all()
    assert window.total == sum(len(words(text)) for text in texts)
    assert not len(owned) or 0 <= owned.min() <= owned.max() < max(1, window.total)


def test_a_marker_that_somebody_writes_is_text() -> None:
    (window,) = windows([example(("", "[SEP]"))], tokenizer())
    assert (window.ids[1:-1] != SEP).all()


@given(st.lists(st.integers(1, 50), max_size=80), st.integers(50, 200))
def test_without_chance_a_batch_has_one_length_and_all_rows_are_in_one(lengths: list[int], budget: int) -> None:
    found = batches(lengths, int, budget)
    assert sorted(length for batch in found for length in batch) == sorted(lengths)
    assert all(len(set(batch)) == 1 and sum(batch) <= budget for batch in found)


@given(st.lists(st.integers(1, 50), max_size=80), st.integers(0, 99))
def test_with_chance_no_batch_is_over_its_budget_with_its_padding(lengths: list[int], seed: int) -> None:
    found = batches(lengths, int, 200, random.Random(seed))
    assert sorted(length for batch in found for length in batch) == sorted(lengths)
    assert all(max(batch) * len(batch) <= 200 for batch in found)


def test_rows_are_filled_up() -> None:
    assert padded([np.array([1, 2]), np.array([3])], -100).tolist() == [[1, 2], [3, -100]]
