"""Detection measured on every set that is there, beside the committed figures of `detection.json`.

Ends with 1 where recall, clean or kept fell by more than half a point on any set; on the two smallest sets together,
where one label is several points, by more than two labels. The languages of one kind of stress set count together. Run
as `python -m tests.benchmarks.detection [--update]`; `--update` writes the figures of today as those to compare with.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from rich.console import Console

from pipeline.evaluation.sets import FIGURES, MeasuringSet, in_file, measure
from pipeline.evaluation.stress import PREFIX, stress_sets
from pipeline.evaluation.tally import Rate
from pipeline.evaluation.trial import Trial
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.loader import load
from tests.benchmarks.detection_figures import PARTS, Counts, Figures, read, table, write
from tests.benchmarks.labelled import FOLDER, ROOT

COMMITTED = Path(__file__).with_name("detection.json")
POLICY = ROOT / "policies" / "eu-support-product-research.yaml"
PROCESSES = 2
MOST_FALL = 0.005
SMALL = frozenset({"abcd", "harper_valley"})
MOST_LABELS = 2


def sets() -> dict[str, MeasuringSet]:
    """Return every set that is there; stress sets always are.

    General text says how names are found in it, other text what stays readable.
    """
    folder = FOLDER.parent
    found = [in_file(path.stem, path) for path in sorted(FOLDER.glob("*.jsonl"))]
    found += [
        in_file(f"general/{path.stem}", path, "recall", "kept", direct=frozenset({"PERSON"}))
        for path in sorted((folder / "general").glob("*.jsonl"))
    ]
    found += [in_file(f"text/{path.stem}", path, "kept") for path in sorted((folder / "text").glob("*.jsonl"))]
    return {each.name: each for each in (*found, *stress_sets())}


def measure_all(names: Sequence[str]) -> Figures:
    """Return the counts of all sets, each measured by one of two processes."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        return dict(zip(names, pool.map(measured, names), strict=True))


def fallen(before: Figures, now: Figures, figures: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield what fell too far, in words.

    Args:
        before: the committed counts.
        now: those of today; a set that was not measured before cannot fall.
        figures: by set, which figures say something on it.
    """
    both = now.keys() & before.keys()
    for group, names in _together(both - SMALL).items():
        for figure in figures[names[0]]:
            old, new = (_pooled(each[name]["whole"].rate(figure) for name in names) for each in (before, now))
            if _fall(old, new) > MOST_FALL:
                yield f"{group}: {figure} fell from {old.hits}/{old.of} to {new.hits}/{new.of}"
    small = sorted(SMALL & both)
    for figure in FIGURES if small else ():
        old, new = (_pooled(each[name]["whole"].rate(figure) for name in small) for each in (before, now))
        if _fall(old, new) > MOST_FALL if figure == "kept" else old.hits - new.hits > MOST_LABELS:
            yield f"{' and '.join(small)}: {figure} fell from {old.hits}/{old.of} to {new.hits}/{new.of}"


def main(arguments: Sequence[str] = ()) -> int:
    """Measure, print, and compare or write; return the exit code."""
    known = sets()
    before = read(COMMITTED)
    now = measure_all(list(known))
    figures = {name: each.figures for name, each in known.items()}
    console = Console(width=120, highlight=False)
    for part in PARTS:
        console.print(table(part, before, now, figures))
    if "--update" in arguments:
        write(COMMITTED, {**before, **now})
        print(f"wrote {COMMITTED.name}")
        return 0
    falls = list(fallen(before, now, figures))
    print("\n".join(falls) or "nothing fell by more than half a point")
    return 1 if falls else 0


def _together(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the sets whose counts are added up, by what they are called: a kind of stress set in all its languages."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        groups.setdefault(name.rpartition("/")[0] if name.startswith(PREFIX) else name, []).append(name)
    return groups


@cache
def _trial() -> Trial:
    return Trial(load(POLICY, vocabulary()))


def measured(name: str) -> dict[str, Counts]:
    """Return the counts of one set and of its parts."""
    parts = measure(sets()[name], _trial())
    return {part: Counts.of(tally) for part, tally in zip(PARTS, parts.tallies, strict=True)}


def _fall(old: Rate, new: Rate) -> float:
    return round((old.value or 0.0) - (new.value or 0.0), 9)


def _pooled(rates: Iterable[Rate]) -> Rate:
    rates = tuple(rates)
    return Rate(sum(rate.hits for rate in rates), sum(rate.of for rate in rates))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
