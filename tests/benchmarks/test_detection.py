"""What counts as a fall, and that nothing fell on the sets that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.sets import FIGURES
from pipeline.evaluation.tally import Rate
from tests.benchmarks.detection import COMMITTED, fallen, main, measured, sets
from tests.benchmarks.detection_figures import PARTS, Counts, Figures, read, table, write
from tests.benchmarks.labelled import FOLDER

KINDS = {
    "chats": FIGURES, "text": ("kept",), "abcd": FIGURES, "harper_valley": FIGURES, "new": FIGURES,
    "stress/names/it": FIGURES, "stress/names/nl": FIGURES,
}  # fmt: skip
# One language a kind, so that it takes seconds; together they are all seven.
SAMPLE = (
    "stress/names/en", "stress/lower_case/de", "stress/typos/es", "stress/asr/fr", "stress/mixed/it", "stress/split/nl",
    "stress/decorated/pt", "stress/mail/es", "stress/harmless/de",
)  # fmt: skip


def counts(recall: int = 900, clean: int = 90, kept: int = 9900, labels: int = 1000) -> Counts:
    rates = {
        "recall": Rate(recall, labels), "clean": Rate(clean, 100),
        "kept": Rate(kept, 10000), "survive": Rate(5, labels),
    }  # fmt: skip
    return Counts(rates, 0.8765)


def figures(**sets: Counts) -> Figures:
    return {name: dict.fromkeys(PARTS, each) for name, each in sets.items()}


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (counts(), []),
        (counts(recall=1000, clean=100, kept=10000), []),  # a rise
        (counts(recall=895), []),  # half a point is not more than half a point
        (counts(recall=894), ["recall"]),
        (counts(clean=89), ["clean"]),
        (counts(kept=9849), ["kept"]),
        (counts(recall=0, clean=0, kept=0), ["recall", "clean", "kept"]),
    ],
)
def test_more_than_half_a_point_is_a_fall(now: Counts, what: list[str]) -> None:
    told = list(fallen(figures(chats=counts()), figures(chats=now), KINDS))
    assert [line.split()[1] for line in told] == what


def test_only_what_a_set_says_something_about_can_fall() -> None:
    told = list(fallen(figures(text=counts()), figures(text=counts(recall=0, clean=0)), KINDS))
    assert told == []


@pytest.mark.parametrize(("lost", "falls"), [((1, 1), False), ((2, 0), False), ((2, 1), True), ((-5, 7), False)])
def test_the_two_small_sets_may_lose_two_labels_together(lost: tuple[int, int], falls: bool) -> None:
    small = counts(recall=20, labels=30)
    now = figures(abcd=counts(recall=20 - lost[0], labels=30), harper_valley=counts(recall=20 - lost[1], labels=30))
    assert bool(list(fallen(figures(abcd=small, harper_valley=small), now, KINDS))) is falls


@pytest.mark.parametrize(("recalls", "falls"), [((880, 910), False), ((880, 900), True)])
def test_a_kind_of_stress_set_falls_in_all_its_languages_together(recalls: tuple[int, int], falls: bool) -> None:
    before, now = (
        {
            "stress/names/it": dict.fromkeys(PARTS, counts(first)),
            "stress/names/nl": dict.fromkeys(PARTS, counts(second)),
        }
        for first, second in ((900, 900), recalls)
    )
    assert bool(list(fallen(before, now, KINDS))) is falls


def test_a_new_set_has_nothing_to_fall_from() -> None:
    assert list(fallen({}, figures(new=counts(recall=0)), KINDS)) == []


def test_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    written = figures(chats=counts(), text=counts(recall=0, labels=0))
    write(path, written)
    assert read(path) == written
    assert read(tmp_path / "missing.json") == {}


def test_the_table_shows_what_moved() -> None:
    shown = table("whole", figures(chats=counts()), figures(chats=counts(recall=950)), KINDS)
    assert list(shown.columns[2].cells) == ["(90.0) 95.0"]
    assert list(shown.columns[6].cells) == ["99.0"]


@pytest.mark.slow
def test_no_sample_of_the_stress_sets_fell() -> None:
    """`clean` is left to the whole sets: in a sample one conversation is two points."""
    known = sets()
    figures = {name: [each for each in known[name].figures if each != "clean"] for name in SAMPLE}
    before = read(COMMITTED)
    assert before.keys() >= set(SAMPLE)
    assert list(fallen(before, {name: measured(name) for name in SAMPLE}, figures)) == []


@pytest.mark.slow
@pytest.mark.skipif(not FOLDER.exists(), reason="the labelled sets are not there")
def test_nothing_fell_on_any_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().out
