from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.detection.model.features import rows_of
from pipeline.detection.model.table import TableWeights, WordTable
from pipeline.detection.training.table_export import table_weights
from pipeline.errors import DetectionFailed
from tests.detection.model.untrained import RANGES, folder, weights

TABLE = TableWeights.read(folder() / "words.npz")
WORDS = ["Ana", "duarte", "1234", "?", "Birkenweg", "straße", "naïve"]


@pytest.mark.parametrize("word", WORDS)
def test_bytes_are_the_normalized_sum_of_the_words_rows(word: str) -> None:
    total = weights()["table.weight"][rows_of(word)].astype(np.float64).sum(axis=0)
    expected = (total - total.mean()) / total.std()
    found = (TABLE.vectors([rows_of(word)])[0].astype(np.float64) - TABLE.zero) * TABLE.scale
    assert np.abs(found - np.clip(expected, *RANGES["words"])).max() < 0.06


def test_the_order_of_rows_changes_nothing() -> None:
    rows = rows_of("Birkenweg")
    assert TABLE.vectors([rows]).tobytes() == TABLE.vectors([rows[::-1]]).tobytes()


def test_weights_are_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    made = table_weights(weights(), RANGES["words"])
    made.write(tmp_path / "one.npz")
    made.write(tmp_path / "other.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()
    read = TableWeights.read(tmp_path / "one.npz")
    assert [read.vectors([rows_of(word)]).tobytes() for word in WORDS] == [
        made.vectors([rows_of(word)]).tobytes() for word in WORDS
    ]


def test_a_word_keeps_its_vector_however_many_words_come() -> None:
    table = WordTable(TABLE)
    many = [f"word{letter}{number}" for letter in "abcdefgh" for number in range(400)]
    (first,) = table.numbers(["Ana"])
    before = table.vectors[first].tobytes()
    numbers = table.numbers(["Ana", *many])
    assert numbers[0] == first
    assert len(set(numbers)) == len(numbers)
    assert table.vectors[first].tobytes() == before
    assert table.vectors[numbers[-1]].tobytes() == TABLE.vectors([rows_of(many[-1])])[0].tobytes()


def test_words_are_forgotten_when_there_are_too_many() -> None:
    table = WordTable(TABLE, remembered=3)
    table.numbers(WORDS)
    table.start()
    assert table.numbers(["Birkenweg"]) == [0]
    assert table.vectors[0].tobytes() == TABLE.vectors([rows_of("Birkenweg")])[0].tobytes()


def test_a_word_that_is_no_unicode_fails_without_being_quoted() -> None:
    with pytest.raises(DetectionFailed) as failed:
        WordTable(TABLE).numbers(["ana\udc00"])
    assert "ana" not in str(failed.value)
    assert failed.value.__cause__ is None


def test_words_have_the_same_bytes_together_and_alone() -> None:
    rows = [rows_of(word) for word in WORDS]
    assert TABLE.vectors(rows).tobytes() == b"".join(TABLE.vectors([own]).tobytes() for own in rows)
