"""Write the training examples: `python -m pipeline.detection.training.data SHARED MANUALS --out FOLDER`.

SHARED is the folder with the labelled sets (`labelled`, `text`, `general` in it). MANUALS is where `apt-get download`
put the packages of `manual_pages.PACKAGES`, `help_pages.PACKAGE` and `prose.PACKAGES`. Names come from the package
`faker` (extra `train`). Every file that stands in the folder already is kept, so that a run which was cut off goes on;
delete a file to have it made again. Seeded: the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.detection.training import examples, help_pages, labelled, manual_pages, other_names, prose
from pipeline.detection.training.dialogue import scenes
from pipeline.detection.training.dialogue.language import LANGUAGES as ALL_LANGUAGES
from pipeline.detection.training.examples import Example, ExampleTurn
from pipeline.detection.training.labelled import lowered
from pipeline.detection.training.stretches import alone, pieces, together
from pipeline.detection.training.talk import talk

SUPPORT_SETS: Final = ("multidogo", "evi", "star", "meddocan_es", "harper_valley", "abcd")
GENERAL_SETS: Final = ("echr_es", "echr_fr", "uner_en", "uner_pt", "wnut17_en")
LANGUAGES: Final = ("de", "es", "fr", "it", "nl", "pt")

CONVERSATIONS: Final[Mapping[str, int]] = {"en": 4800, **dict.fromkeys(LANGUAGES, 1200)}
SINGLY: Final = 0.35
"""In how many of the made-up conversations every turn stands alone."""


MANUAL_CHARACTERS: Final = 220_000
"""How much of each language's manual pages is used."""
HELP_CHARACTERS: Final = 200_000
"""How much of each language's help pages is used."""
TALKS: Final = 60
"""Conversations of `talk` a language."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the data lies, and what chance begins with."""

    sets: Path
    manuals: Path
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


def renamed(sources: Sources) -> Iterator[Example]:
    """Yield the labelled support conversations again under other names."""
    for name in SUPPORT_SETS:
        chance = random.Random(f"{sources.seed}/renamed/{name}")  # noqa: S311  # seeded, repeatable randomness is the point
        path = sources.sets / "labelled" / f"{name}.jsonl"
        others = (other_names.renamed(record, chance) for record in labelled.read(path))
        yield from labelled.examples(name, others, chance)


def synthetic(sources: Sources) -> Iterator[Example]:
    """Yield examples from made-up dialogue."""
    for language, count in CONVERSATIONS.items():
        chance = random.Random(f"{sources.seed}/synthetic/{language}")  # noqa: S311  # seeded, repeatable randomness is the point
        for number, turns in enumerate(scenes.conversations(language, count, sources.seed)):
            cut = alone if chance.random() < SINGLY else together
            parts = [part for turn in turns for part in pieces(turn)]
            for place, stretch in enumerate(cut(parts, chance)):
                yield Example(f"synthetic-{language}-{number}/{place}", "synthetic", language, stretch)


def manual(sources: Sources) -> Iterator[Example]:
    """Yield paragraphs of manual pages, as many characters of each language."""
    for language, package in manual_pages.PACKAGES.items():
        (path,) = sources.manuals.glob(f"{package}_*.deb")
        found = {paragraph for page in manual_pages.pages(path) for paragraph in manual_pages.paragraphs(page)}
        for name, turn in _some(found, f"{sources.seed}/manual/{language}", MANUAL_CHARACTERS):
            yield Example(f"{package}/{name}", "manual", language, (turn,), gold=False)


def help_text(sources: Sources) -> Iterator[Example]:
    """Yield titles and paragraphs of the desktop's help, as many characters of each language; they name nobody."""
    (path,) = sources.manuals.glob(f"{help_pages.PACKAGE}_*.deb")
    for language in help_pages.FOLDERS:
        sources_of = help_pages.pages(path, language)
        found = {paragraph for page in sources_of for paragraph in help_pages.paragraphs(page)}
        for name, turn in _some(found, f"{sources.seed}/help/{language}", HELP_CHARACTERS):
            yield Example(f"help-{language}/{name}", "help", language, (turn,), noisy=("DATE_TIME",))


def _some(found: set[str], seed: str, most: int) -> Iterator[tuple[int, ExampleTurn]]:
    """Yield numbered pieces of the paragraphs in a random order, until so many characters were yielded."""
    chance = random.Random(seed)  # noqa: S311  # seeded, repeatable randomness is the point
    texts = [part for text in sorted(found) for part in pieces(ExampleTurn("", text, ()))]
    chance.shuffle(texts)
    size = 0
    for number, turn in enumerate(texts):
        if size > most:
            return
        size += len(turn.text)
        yield number, turn


def prose_text(sources: Sources) -> Iterator[Example]:
    """Yield sayings, posts, essays and articles, about which only the teacher is asked."""
    for name, package in prose.PACKAGES.items():
        found = prose.paragraphs(sources.manuals, name)
        for number, turn in _some(found, f"{sources.seed}/prose/{name}", package.characters):
            yield Example(f"{name}-{number}/0", "prose", package.language, (turn,), gold=False)


def made_up_talk(sources: Sources) -> Iterator[Example]:
    """Yield support talk about made-up people and made-up brands, as it is and without capitals."""
    for language in ALL_LANGUAGES:
        chance = random.Random(f"{sources.seed}/talk/{language}")  # noqa: S311  # seeded, repeatable randomness is the point
        records = talk(language, TALKS, sources.seed)
        both = (each for record in records for each in (record, lowered(record)))
        yield from labelled.examples("talk", both, chance)


STEPS: Final[Mapping[str, Callable[[Sources], Iterator[Example]]]] = {
    "support": support,
    "wide": wide,
    "renamed": renamed,
    "synthetic": synthetic,
    "manual": manual,
    "help": help_text,
    "talk": made_up_talk,
    "prose": prose_text,
}


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
    parser.add_argument("manuals", type=Path, metavar="MANUALS")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    make(Sources(asked.sets, asked.manuals, asked.seed), asked.out)


if __name__ == "__main__":
    main()
