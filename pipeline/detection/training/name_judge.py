"""Learn the weights of the name judge: `python -m pipeline.detection.training.name_judge LABELLED... --out FILE`.

Logistic regression on the features of `names.features`, by Adam over all examples with an L2 penalty. Labelled
conversations with md5(id) % 5 == 0 are left out: they measure. Each set is also read with its names replaced by made-up
ones and by words, and without capitals, so that the judge learns from a name's surroundings rather than from the name.
Our own support talk in seven languages (`talk`) is learned from besides, as it is and without capitals.
What the network learned from, it knows too well: the judge would trust it too much. So each half of the conversations
is read by a network that learned from the other half alone.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.detection.language import LANGUAGES
from pipeline.detection.model.classifier import WEIGHTS, TokenClassifier
from pipeline.detection.names.features import Setting, describe
from pipeline.detection.names.lexicon import lexicon
from pipeline.detection.questions import is_one_sided, slots
from pipeline.detection.training.labelled import half_of, lowered, read
from pipeline.detection.training.talk import talk
from pipeline.detection.turns import ConversationView
from pipeline.sources.assemble import conversation
from pipeline.sources.format import ParseContext
from pipeline.synthesis.made_up_names import replaced

FEWEST: Final = 8
"""A feature that is seen less often is left out."""
PENALTY: Final = 3e-6
SMALLEST: Final = 0.0005
"""A weight below this changes nothing."""
STEPS: Final = 400
RATE: Final = 0.05
BATCH: Final = 200

Labelled = dict[str, Any]
Example = tuple[tuple[str, ...], bool, float]


def variants(records: Iterable[Labelled], chance: random.Random) -> Iterator[Labelled]:
    """Yield each conversation as it is, and again with other names, without capitals, and with both."""
    for record in records:
        yield record
        for words in (False, True):
            other = replaced(record, chance, words=words)
            yield other
            yield lowered(other)
        yield lowered(record)


def examples(records: Iterable[Labelled], classifiers: Sequence[TokenClassifier]) -> Iterator[Example]:
    """Yield (features, whether it is a person's name, weight) of the words that might be one.

    Args:
        records: labelled conversations.
        classifiers: the network; or two, the first for the one half and the second for the other (see `half_of`).
    """
    batch: list[Labelled] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield from _examples(batch, classifiers)
            batch = []
    yield from _examples(batch, classifiers)


def _examples(records: list[Labelled], classifiers: Sequence[TokenClassifier]) -> Iterator[Example]:
    for record in records:
        read_as = conversation(record, ParseContext())
        view = ConversationView.of(read_as, ())
        texts = [turn.form.text for turn in view.turns]
        guessed = classifiers[half_of(record["id"]) % len(classifiers)].words(texts)
        spoken, words = view.spoken, lexicon(read_as.language)
        one_sided = is_one_sided(view)
        skipped = len(view.turns) - len(record["turns"])
        for index, (turn, guesses, slot) in enumerate(zip(view.turns, guessed, slots(view), strict=True)):
            if index < skipped:
                continue
            labels = record["turns"][index - skipped].get("labels", ())
            for found in describe(turn, guesses, Setting(words, spoken, slot, one_sided)):
                start, end = turn.form.raw_span(*turn.words.spans[found.index])
                over = [label for label in labels if label["start"] < end and start < label["end"]]
                if any(label["entity_type"] == "PERSON" and not label.get("noisy") for label in over):
                    yield tuple(chain(*found.groups)), True, 1.0
                elif not over:
                    yield tuple(chain(*found.groups)), False, 1.0


def learn(found: Iterable[Example]) -> Mapping[str, float]:
    """Return a weight for each feature that is seen often enough."""
    rows = list(found)
    counts = Counter(name for features, _, _ in rows for name in features)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    place = {name: index for index, name in enumerate(names)}
    width = max(len(features) for features, _, _ in rows)
    ids = np.full((len(rows), width), len(names), np.int32)
    for row, (features, _, _) in enumerate(rows):
        known = [place[name] for name in features if name in place]
        ids[row, : len(known)] = known
    target = np.array([label for _, label, _ in rows], np.float64)
    weight = np.array([weight for _, _, weight in rows], np.float64)
    fitted = _adam(ids, target, weight, len(names) + 1)
    return {name: round(float(fitted[index]), 3) for name, index in place.items() if abs(fitted[index]) >= SMALLEST}


def _adam(
    ids: npt.NDArray[np.int32], target: npt.NDArray[np.float64], weight: npt.NDArray[np.float64], size: int
) -> npt.NDArray[np.float64]:
    fitted, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        fitted[-1] = 0  # the place of padding
        error = (1 / (1 + np.exp(-fitted[ids].sum(axis=1))) - target) * weight / len(target)
        slope = np.bincount(ids.ravel(), np.repeat(error, ids.shape[1]), size) + PENALTY * fitted
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = RATE * (1 - step / STEPS) + 0.001
        fitted -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    fitted[-1] = 0
    return fitted


def main() -> None:
    """Read the sets, learn, and write the weights as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--talk", type=int, default=200, help="conversations of our own in each language")
    parser.add_argument(
        "--weights",
        nargs="+",
        type=Path,
        default=[WEIGHTS],
        help="of the network; or of two, of which the first never learned from half 0 and the second never from half 1",
    )
    asked = parser.parse_args()
    classifiers = [TokenClassifier(weights=each) for each in asked.weights]
    chance = random.Random(asked.seed)  # noqa: S311  # seeded, repeatable randomness is the point
    found = [example for path in asked.labelled for example in examples(variants(read(path), chance), classifiers)]
    for language in LANGUAGES:
        own = (each for record in talk(language, asked.talk, known_brands=True) for each in (record, lowered(record)))
        found += examples(own, classifiers)
    weights = learn(found)
    asked.out.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(
        f"{len(found)} words, {sum(label for _, label, _ in found)} of them names; {len(weights)} weights\n"
    )


if __name__ == "__main__":
    main()
