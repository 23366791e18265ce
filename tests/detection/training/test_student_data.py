"""Examples as the student sees them: words, labels and soft labels in line, and what training hides."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from pipeline.detection.model.features import own_rows, rows_of
from pipeline.detection.training.examples import Example, ExampleTurn, write
from pipeline.detection.training.labelled import half_of
from pipeline.detection.training.renaming import PERSON, Renaming
from pipeline.detection.training.student_data import NOT_TAUGHT, ExampleArrays, Lexis, batches, load, windows
from pipeline.detection.training.types import LABELS

LOCATION = LABELS.index("LOCATION")
TEXT = "Ana Duarte lives in Altenbruck, call 5550182236 now"
SPANS = ((0, 10, "PERSON"), (37, 47, "?"))


def example(name: str = "made-up", *, noisy: tuple[str, ...] = (), gold: bool = True) -> Example:
    return Example(f"{name}/0", "made-up", "en", (ExampleTurn("customer", TEXT, SPANS),), noisy, gold)


def loaded(
    folder: Path, made: Example, base: list[tuple[int, str, float]] | None = None
) -> tuple[ExampleArrays, Lexis]:
    """Read an example back; `base` has (word, label, probability) of the public base's answers."""
    write([made], folder / "examples-made.jsonl")
    if base is not None:
        answers = np.zeros((10, len(LABELS)), np.uint8)
        answers[:, 0] = 255
        for word, label, probability in base:
            answers[word, LABELS.index(label)] = round(255 * probability)
            answers[word, 0] = round(255 * (1 - probability))
        np.savez(folder / "base-made.npz", probabilities=answers, offsets=np.array([0, 10]))
    lexis = Lexis()
    (found,) = load(folder, ["made"], lexis, soft=["soft", "base"])
    return found, lexis


def test_each_word_has_its_label(tmp_path: Path) -> None:
    found, lexis = loaded(tmp_path, example())
    (turn,) = found.turns
    words = [lexis.word(number) for number in turn.words]
    assert words == ["Ana", "Duarte", "lives", "in", "Altenbruck", ",", "call", "5550182236", "now"]
    assert turn.labels.tolist() == [PERSON, PERSON, 0, 0, 0, 0, 0, NOT_TAUGHT, 0]


def test_text_without_labels_teaches_nothing_by_labels(tmp_path: Path) -> None:
    found, _ = loaded(tmp_path, example(gold=False))
    assert set(found.turns[0].labels.tolist()) == {NOT_TAUGHT}


def test_the_base_is_asked_only_where_no_label_teaches_or_the_source_leaves_a_type_out(tmp_path: Path) -> None:
    made = example(noisy=("LOCATION",))
    text = "Ana Duarte lives in Altenbruck, call 5550182236 now x"
    made = Example(made.id, made.set, made.lang, (ExampleTurn("customer", text, SPANS),), made.noisy)
    found, _ = loaded(tmp_path, made, [(0, "LOCATION", 0.9), (4, "LOCATION", 0.6), (7, "PHONE_NUMBER", 0.8)])
    (turn,) = found.turns
    assert turn.soft is not None
    assert turn.labels[4] == NOT_TAUGHT  # a place that the source does not label
    assert turn.soft[4, LOCATION] == 153
    assert turn.soft[7, LABELS.index("PHONE_NUMBER")] == 204
    assert not turn.soft[0].any()  # the label knows better


def test_a_word_may_be_shown_without_what_only_it_has() -> None:
    lexis = Lexis()
    number = lexis.number("Marisol")
    assert not own_rows("Marisol") & set(lexis.unknown[number].tolist())
    assert lexis.rows[number].tolist() == rows_of("Marisol")
    assert lexis.word(lexis.lowered[number]) == "marisol"


def test_described_words_lie_one_after_another() -> None:
    lexis = Lexis()
    words = np.array([lexis.number(word) for word in ("call", "5550182236", "now")], np.int32)
    rows, begins = lexis.described(words, None)
    assert begins.tolist() == [0, len(rows_of("call")), len(rows_of("call")) + len(rows_of("5550182236"))]
    assert rows.tolist() == [*rows_of("call"), *rows_of("5550182236"), *rows_of("now")]


def test_people_get_other_names_in_the_same_capitals_and_nothing_else_changes(tmp_path: Path) -> None:
    found, lexis = loaded(tmp_path, example())
    (window,) = windows([found], random.Random(1))
    renaming = Renaming(lexis)
    others = [renaming(window, random.Random(seed)) for seed in range(40)]
    changed = [other for other in others if (other.words != window.words).any()]
    assert 10 < len(changed) < 40
    for other in changed:
        assert (other.words != window.words).nonzero()[0].tolist() in ([0, 1], [0], [1])
        assert all(lexis.word(number)[0].isupper() for number in other.words[:2])


def test_batches_hold_every_window_once_within_the_limit(tmp_path: Path) -> None:
    found, _ = loaded(tmp_path, example())
    drawn = list(windows([found] * 30, random.Random(2)))
    made = batches(drawn, random.Random(3), 50)
    assert sum(map(len, made)) == 30
    assert all(len(batch) * max(len(window.words) for window in batch) <= 50 for batch in made)


def test_a_half_of_the_conversations_is_left_out_whole(tmp_path: Path) -> None:
    write([example(f"made-up-{number}") for number in range(40)], tmp_path / "examples-made.jsonl")
    halves = [list(load(tmp_path, ["made"], Lexis(), soft=[], without_half=half)) for half in (0, 1)]
    assert len(halves[0]) + len(halves[1]) == 40
    assert len(halves[0]) == sum(half_of(f"made-up-{number}") == 1 for number in range(40))
    assert 10 < len(halves[0]) < 30
