"""Write the training examples: `python -m pipeline.detection.training.data SHARED --out FOLDER`.

SHARED is the folder with the labelled sets (`labelled`, `text`, `general` in it). Every file that stands in the folder
already is kept, so that a run which was cut off goes on; delete a file to have it made again. Seeded: the same input
gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.detection.training import examples, labelled
from pipeline.detection.training.examples import Example

SUPPORT_SETS: Final = ("multidogo", "evi", "star", "meddocan_es", "harper_valley", "abcd")
GENERAL_SETS: Final = ("echr_es", "echr_fr", "uner_en", "uner_pt", "wnut17_en")
LANGUAGES: Final = ("de", "es", "fr", "it", "nl", "pt")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the data lies, and what chance begins with."""

    sets: Path
    seed: int


def support(sources: Sources) -> Iterator[Example]:
    """Yield examples from the labelled support conversations."""
    yield from _sets(sources, "labelled", SUPPORT_SETS)


def wide(sources: Sources) -> Iterator[Example]:
    """Yield examples from real text of every language, of which only names or proper nouns are labelled."""
    yield from _sets(sources, "text", LANGUAGES)
    yield from _sets(sources, "general", GENERAL_SETS)


def _sets(sources: Sources, folder: str, names: tuple[str, ...]) -> Iterator[Example]:
    for name in names:
        chance = random.Random(f"{sources.seed}/{name}")  # noqa: S311  # seeded, repeatable randomness is the point
        yield from labelled.examples(name, labelled.read(sources.sets / folder / f"{name}.jsonl"), chance)


STEPS: Final[Mapping[str, Callable[[Sources], Iterator[Example]]]] = {"support": support, "wide": wide}


def make(sources: Sources, folder: Path) -> None:
    """Write `examples-<step>.jsonl` of every step whose file is missing, and say how many examples they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, step in STEPS.items():
        path = folder / f"examples-{name}.jsonl"
        if path.exists():
            continue
        unfinished = path.with_suffix(".part")
        count = examples.write(step(sources), unfinished)
        unfinished.rename(path)
        sys.stdout.write(f"{name}: {count} examples\n")


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, metavar="SHARED")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    make(Sources(asked.sets, asked.seed), asked.out)


if __name__ == "__main__":
    main()
