"""Examples for training: short stretches of conversations with labels, one JSON object a line.

    {"id": str, "set": str, "lang": "en", "turns": [{"role": "customer|agent|", "text": str,
     "spans": [[start, end, "TYPE"], ...]}], "noisy": ["TYPE", ...], "gold": true, "weight": 1.0}

- `set`: where it comes from, such as `multidogo`, `text`, `general`, `manual` or `synthetic`.
- `turns`: one to four consecutive turns, all of them labelled. The last is the one that run time asks about; the ones
  before it are its context. A role of "" means that nobody says who speaks.
- `spans`: half-open, in code points of the turn's text, sorted, apart from each other. TYPE is one of `types.TYPES`,
  or "?": a word there is taught neither as a type nor as nothing by these labels.
- `noisy`: types that the source labels incompletely. A word without a label is not taught as "O" where the base takes
  it for one of them with a probability over `DOUBT` (of DATE_TIME the base knows nothing: there the network in
  training itself is asked).
- `gold`: false where nobody labelled the text. Then spans are empty and only soft labels teach.
- `weight`: what the example counts in a loss.

`words` cuts a text into the words that everything here counts in: a label, a soft label, a prediction is one a word.

Soft labels lie in files of their own, `soft-<name>.npz`, made by `soft_labels` for `examples-<name>.jsonl`:
`probabilities`, uint8 `[words, len(types.LABELS)]`, 255 meaning 1, over all words of all turns of all examples in the
order of the file; `offsets`, int64 `[examples + 1]`, where example i has the rows `offsets[i]` to `offsets[i + 1]`;
`labels`, the names of the columns; `examples`, the SHA-256 of the file of examples.
`base-<name>.npz` has the same form and holds the answers of the public base, before it was trained any further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from pipeline.detection.model.words import WORD
from pipeline.detection.training.types import OUTSIDE

MOST_TURNS: Final = 4
DOUBT: Final = 0.2
"""How likely the base must find a noisy type, for a word to be left out of the loss."""

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class ExampleTurn:
    """One turn: who speaks, what was written, what stands where."""

    role: str
    text: str = field(repr=False)
    spans: tuple[Span, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Example:
    """What the network sees at once; the module says what the fields mean."""

    id: str
    set: str
    lang: str
    turns: tuple[ExampleTurn, ...] = field(repr=False)
    noisy: tuple[str, ...] = ()
    gold: bool = True
    weight: float = 1.0


def words(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text's words: runs of letters, digits and their marks; every other sign by itself."""
    return [match.span() for match in WORD.finditer(text)]


def word_labels(turn: ExampleTurn) -> list[str]:
    """Return a label for each word of a turn: that of the first span which it touches, or `OUTSIDE`."""
    labels: list[str] = []
    place = 0
    for start, end in words(turn.text):
        while place < len(turn.spans) and turn.spans[place][1] <= start:
            place += 1
        touches = place < len(turn.spans) and turn.spans[place][0] < end
        labels.append(turn.spans[place][2] if touches else OUTSIDE)
    return labels


def write(examples: Iterable[Example], path: Path) -> int:
    """Write the examples to a file; return how many."""
    count = 0
    with path.open("wb") as file:
        for count, example in enumerate(examples, start=1):  # noqa: B007  # the last number is the answer
            file.write(orjson.dumps(example) + b"\n")
    return count


def read(path: Path) -> Iterator[Example]:
    """Yield the examples of a file in its order."""
    with path.open("rb") as file:
        for line in file:
            yield _example(orjson.loads(line))


def _example(row: dict[str, Any]) -> Example:
    turns = tuple(
        ExampleTurn(turn["role"], turn["text"], tuple((start, end, name) for start, end, name in turn["spans"]))
        for turn in row["turns"]
    )
    return Example(
        id=row["id"],
        set=row["set"],
        lang=row["lang"],
        turns=turns,
        noisy=tuple(row["noisy"]),
        gold=row["gold"],
        weight=row["weight"],
    )
