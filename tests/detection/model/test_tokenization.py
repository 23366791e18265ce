from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from pipeline.detection.model.classifier import WEIGHTS
from pipeline.detection.model.tokenization import WordPieces, stretches
from pipeline.errors import DetectionFailed

PIECES = WordPieces(WEIGHTS / "tokenizer.json")
WHOLE = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
WHOLE.encode_special_tokens = True

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.text(
    st.sampled_from("ab Ñé\u0301'.,-@_0 9\t\n\u00a0\u200b\u3000李İßﬁ😀 "), max_size=60
)


@settings(deadline=None)
@given(TEXTS)
def test_stretches_between_spaces_give_the_tokens_of_the_whole_text(text: str) -> None:
    whole = WHOLE.encode(text, add_special_tokens=False)
    tokens = PIECES.tokens(text)
    assert list(tokens.ids) == whole.ids
    assert list(zip(tokens.starts, tokens.ends, strict=True)) == whole.offsets


def test_a_written_marker_stays_text() -> None:
    assert not set(PIECES.tokens("a [SEP] [CLS][MASK] [PAD] b").ids) & {0, 2, 3, 4}


def test_half_a_surrogate_pair_fails_without_showing_the_text() -> None:
    with pytest.raises(DetectionFailed) as failure:
        PIECES.tokens("my name is \ud800ana")
    assert "ana" not in str(failure.value)
    assert failure.value.__cause__ is None


@settings(deadline=None)
@given(st.text(st.sampled_from("anthropoid9. "), max_size=400), st.integers(8, 40), st.integers(0, 12))
def test_windows_cover_every_token_once_and_are_never_too_long(text: str, size: int, overlap: int) -> None:
    tokens = PIECES.tokens(text)
    windows = list(PIECES.windows(tokens, size, min(overlap, size - 1)))
    answered = [place for window in windows for place in range(window.first, window.last)]
    assert answered == list(range(len(tokens)))
    for window in windows:
        assert window.begin <= window.first <= window.last <= window.end <= window.begin + size


def test_windows_of_running_text_begin_and_end_between_words_and_overlap() -> None:
    text = "Thunderstruck Lindqvist complained relentlessly about refrigeration. " * 40
    tokens = PIECES.tokens(text)
    windows = list(PIECES.windows(tokens, 60, 20))
    assert len(windows) > 5
    for one, other in pairwise(windows):
        assert 10 <= one.end - other.begin <= 40
        for place in (other.begin, one.end, one.last):
            around = text[tokens.starts[place] - 1 : tokens.starts[place] + 1] if place < len(tokens) else ""
            assert not around.isalnum()


@given(st.text(st.sampled_from("ab1 .@\n\u3000é李"), max_size=80), st.integers(1, 20))
def test_stretches_are_the_text_without_its_spaces_and_none_is_long(text: str, limit: int) -> None:
    parts = list(stretches(text, limit))
    assert "".join(parts) == text.replace(" ", "")
    assert all(len(part) <= limit for part in parts)


@settings(deadline=None)
@given(st.text(st.sampled_from("abc.,-@\n\u00e9"), min_size=30, max_size=120))
def test_a_long_stretch_gives_the_tokens_it_gives_when_whole(text: str) -> None:
    parts = list(stretches(text, 20))
    cut_in_words = any(one[-1].isalnum() and other[0].isalnum() for one, other in pairwise(parts))
    ids = [number for part in parts for number in PIECES.tokens(part).ids]
    assert cut_in_words or ids == WHOLE.encode(text, add_special_tokens=False).ids


def test_offsets_go_on_after_a_long_stretch() -> None:
    text = "a.b-" * 3000 + "  Ana"
    tokens = PIECES.tokens(text)
    assert text[tokens.starts[-1] : tokens.ends[-1]] == "Ana"
