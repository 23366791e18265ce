from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detection.model.classifier import TokenClassifier
from pipeline.errors import DetectionFailed
from tests.detection.model.untrained import folder

LINES = (
    "Hi, this is Ana Duarte, my mail is ana.duarte@mail.example",
    "hello my name is tobias lindqvist and i live at 18 wexcombe road",
    "Meine Adresse lautet Birkenweg 7,\n10115 Altenbruck",
    "ok thanks",
    "",
    " \n\t",
    "?!... 😡😡",
    "Marisol",
)


def classifier() -> TokenClassifier:
    return TokenClassifier(0.5, weights=folder())


CLASSIFIER = classifier()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(LINES) | st.text(st.sampled_from("ana Bob 12.@é'"), max_size=40), max_size=30))
def test_a_text_has_the_same_guesses_alone_and_in_any_company(texts: list[str]) -> None:
    fresh = classifier()
    together = fresh.words(texts)
    assert together == [CLASSIFIER.words([text])[0] for text in texts]
    assert together == fresh.words(texts)  # remembered answers are the same ones


def test_order_and_number_of_texts_change_nothing() -> None:
    texts = [f"{line} {number}" for line in LINES for number in range(20)]
    shuffled = random.Random(3).sample(texts, len(texts))
    answers = dict(zip(texts, CLASSIFIER.words(texts), strict=True))
    assert [answers[text] for text in shuffled] == classifier().words(shuffled)


def test_another_process_gives_the_same_guesses() -> None:
    code = (
        "import hashlib, sys; from pathlib import Path\n"
        "from pipeline.detection.model.classifier import TokenClassifier\n"
        f"made = TokenClassifier(weights=Path({str(folder())!r})).words({LINES!r})\n"
        "print(hashlib.sha256(repr(made).encode()).hexdigest())"
    )
    done = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert done[0] == done[1] != ""


def test_guesses_lie_on_whole_words_in_order_and_apart() -> None:
    for line, guesses in zip(LINES, CLASSIFIER.words(LINES), strict=True):
        ends = [0, *(guess.end for guess in guesses)]
        for guess, before in zip(guesses, ends, strict=False):
            assert before <= guess.start < guess.end <= len(line)
            assert any(char.isalnum() for char in line[guess.start : guess.end])
            assert 0 <= guess.direct <= guess.value <= 1
    assert any(CLASSIFIER.words(LINES))


def test_long_texts_are_read_to_the_end() -> None:
    filler = "the connection was slow again and nobody could tell me why it happened. " * 60
    (guesses,) = TokenClassifier(weights=folder()).words([f"{filler}Marisol {filler}"])
    assert guesses[-1].end > 0.98 * len(f"{filler}Marisol {filler}")


def test_a_long_word_without_spaces_is_no_trouble() -> None:
    assert len(CLASSIFIER.find(["x" * 5000, "a.b-" * 2000])) == 2


def test_half_a_surrogate_pair_fails_rather_than_finding_nothing() -> None:
    with pytest.raises(DetectionFailed):
        CLASSIFIER.find(["fine", "ana \udc00"])


def test_a_threshold_for_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="PERSONS"):
        TokenClassifier(thresholds={"PERSONS": 0.3}, weights=folder())


def test_importing_the_classifier_loads_neither_presidio_nor_torch() -> None:
    code = "import sys, pipeline.detection.model.classifier; print({'presidio_analyzer', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
