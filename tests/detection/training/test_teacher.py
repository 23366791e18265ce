"""What an example teaches, and that training goes on where it stopped. Needs `torch` (extra `train`)."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.detection.training.examples import Example, ExampleTurn
from pipeline.detection.training.types import LABELS
from pipeline.detection.training.windows import CLS, NO_WORD, SEP, Window

torch = pytest.importorskip("torch")
encoder = pytest.importorskip("pipeline.detection.training.encoder")
teacher: Any = pytest.importorskip("pipeline.detection.training.teacher")
soft_labels: Any = pytest.importorskip("pipeline.detection.training.soft_labels")

torch.set_num_threads(1)
PERSON, LOCATION = LABELS.index("PERSON"), LABELS.index("LOCATION")


def window(owners: list[int], total: int) -> Window:
    """A window whose pieces are of these words."""
    ids = np.array([CLS, *range(10, 10 + len(owners)), SEP], np.int64)
    return Window(ids, np.zeros_like(ids), np.array([NO_WORD, *owners, NO_WORD], np.int64), total)


def example(text: str, *spans: tuple[int, int, str], **fields: Any) -> Example:
    """An example of one turn."""
    return Example(**{"id": "x", "set": "star", "lang": "en", "turns": (ExampleTurn("", text, spans),), **fields})


def base(*likely: tuple[int, float]) -> Any:
    """The base's answers: for each word one label and how likely; the rest is nothing."""
    answers = np.zeros((len(likely), len(LABELS)), np.float32)
    for place, (label, share) in enumerate(likely):
        answers[place, label] = share
        answers[place, 0] += 1 - share
    return answers


def test_every_piece_of_a_word_learns_the_words_label() -> None:
    found = teacher.lesson(example("hi Ottokar", (3, 10, "PERSON")), window([0, 1, 1], 2), None)
    ignored = teacher.IGNORED
    assert found.target.tolist() == [ignored, 0, PERSON, PERSON, ignored]
    assert found.soft is None


def test_an_open_label_and_a_doubtful_word_teach_nothing() -> None:
    row = example("Graz Linz Ottokar", (10, 17, "?"), noisy=("LOCATION",))
    answers = base((LOCATION, 0.5), (LOCATION, 0.1), (PERSON, 0.9))
    found = teacher.lesson(row, window([0, 1, 2], 3), answers)
    assert found.target[1:-1].tolist() == [teacher.IGNORED, 0, teacher.IGNORED]
    assert found.soft is None


def test_text_that_nobody_labelled_learns_the_bases_answers() -> None:
    answers = base((PERSON, 0.8), (0, 1))
    found = teacher.lesson(example("Ottokar sagt", set="manual", gold=False), window([0, 0, 1], 2), answers)
    assert set(found.target.tolist()) == {teacher.IGNORED}
    assert found.soft[:, PERSON].tolist() == pytest.approx([0, 0.8, 0.8, 0, 0])


def test_a_word_answers_with_the_mean_of_its_pieces() -> None:
    pieces = np.zeros((5, len(LABELS)), np.float32)
    pieces[1, PERSON] = pieces[2, 0] = pieces[3, LOCATION] = 1
    found = soft_labels.by_word(window([0, 0, 2], 4), pieces)
    assert found[0, [0, PERSON]].tolist() == [0.5, 0.5]
    assert found[1].tolist() == found[0].tolist()  # a sign within a piece answers as the piece does
    assert found[2, LOCATION] == 1
    assert found[3, 0] == 1  # behind what was looked at


def training(wanted: int) -> Any:
    """A tiny network in training."""
    torch.manual_seed(1)
    network = encoder.Encoder(64, 16, 24, 32, 1, len(LABELS))
    return teacher.Training(network, teacher.optimizer_of(network), wanted)


def taught() -> dict[str, list[Any]]:
    """A few lessons of each file."""
    lessons = [
        teacher.lesson(example("hi Ottokar", (3, 10, "PERSON")), window([0, 1], 2), None),
        teacher.lesson(example("guten Tag"), window([0, 1, 1], 2), None),
    ]
    return dict.fromkeys(teacher.SHARES, lessons * 40)


def loss(learner: Any) -> float:
    """The loss over some lessons, without dropout."""
    return float(teacher.loss_of(learner.network.eval(), taught()["support"][:8]).detach())


def test_training_that_was_cut_off_ends_as_training_that_was_not(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(teacher, "BUDGET", 64)
    monkeypatch.setattr(teacher, "SAVED_EVERY", 5)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    teacher.train(training(640), taught(), 1, whole)
    cut_off = training(640)
    cut_off.network.train()
    for members in islice(teacher.epochs(taught(), 1), 6):
        cut_off.learn(members)
    cut_off.save(parts / "teacher.part.pt")
    teacher.train(training(640), taught(), 1, parts)
    one, other = (torch.load(path / "teacher.pt", weights_only=True)["network"] for path in (whole, parts))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_network_learns_the_lessons(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(teacher, "RATE", 1e-2)
    monkeypatch.setattr(teacher, "BUDGET", 64)
    learner = training(2000)
    before = loss(learner)
    teacher.train(learner, taught(), 1, tmp_path)
    assert loss(learner) < before / 3
