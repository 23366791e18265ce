"""Speed of detection without the network: KB/s of one core, the share of each pass, and time when input doubles.

Run as `python -m tests.benchmarks.passes`. Processor time, so that a busy machine changes little. The network's answers
are asked for before and read from memory; turns of the measured conversations are new to the engine. The last line is
JSON.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pipeline.conversation.model import Conversation
from pipeline.detection.allowance import Allowance
from pipeline.detection.engine import Engine
from pipeline.detection.model.classifier import TokenClassifier, WordGuess
from pipeline.detection.model_pass import NAMES
from pipeline.detection.questions import Slot
from pipeline.detection.turns import ConversationView, Results
from pipeline.sources.assemble import conversation
from pipeline.sources.format import ParseContext
from tests.benchmarks.labelled import Labelled, sets, text_bytes

T = TypeVar("T")
BATCH = 200
REST = "views and findings"
SENTENCE = "hi its 4 pm, order AB-10293 and my name is Okonkwo from 12 old mill rd, four one five "
SIZES = {"one turn of 100 and 200 KB": (1, 100_000), "2,000 and 4,000 turns": (2_000, 80)}


class Remembering:
    """The classifier, with the answers that it gave before."""

    def __init__(self, classifier: TokenClassifier) -> None:
        self._classifier = classifier
        self._known: dict[str, Sequence[WordGuess]] = {}

    def words(self, texts: Sequence[str]) -> list[Sequence[WordGuess]]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._classifier.words(new), strict=True))
        return [self._known[text] for text in texts]

    def decide(self, word: WordGuess) -> tuple[str, float] | None:
        return self._classifier.decide(word)


class Measured(Engine):
    """An engine that notes the seconds of each pass."""

    def __init__(self, classifier: Remembering | None) -> None:
        super().__init__(("en", "de", "es", "fr"), 0.2, classifier=classifier)
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def _timed(self, name: str, allowance: Allowance, look: Callable[[], T]) -> T:
        began = time.process_time()
        answer = super()._timed(name, allowance, look)
        self.seconds[name] += time.process_time() - began
        return answer

    def _ask_model(self, views: Sequence[ConversationView], found: list[Results], asked: Sequence[list[Slot]]) -> None:
        began = time.process_time()
        super()._ask_model(views, found, asked)
        self.seconds[NAMES] += time.process_time() - began


def records(raws: Sequence[Labelled]) -> list[Conversation]:
    return [conversation(raw, ParseContext()) for raw in raws]


def seconds_of(engine: Engine, conversations: Sequence[Conversation]) -> float:
    began = time.process_time()
    for start in range(0, len(conversations), BATCH):
        engine.detect(conversations[start : start + BATCH])
    return time.process_time() - began


def doubled() -> Iterator[tuple[str, float]]:
    """Yield how many times longer twice the input takes, without the network."""
    for name, (turns, size) in SIZES.items():
        took: list[float] = []
        for factor in (1, 2):
            count, characters = (turns * factor, size) if turns > 1 else (turns, size * factor)
            text = (SENTENCE * (characters // len(SENTENCE) + 1))[:characters]
            said = [{"text": f"{at} {text}"} for at in range(count)]
            (record,) = records([{"id": "x", "channel": "chat", "language": "en", "turns": said}])
            took.append(seconds_of(Engine(("en",), 0.2), [record]))
        yield name, took[1] / took[0]


def main() -> None:
    """Print a table of passes, and how time grows."""
    classifier = Remembering(TokenClassifier())
    engine = Measured(classifier)
    size = total = 0.0
    for name, raws in sets():
        conversations = records(raws)
        seconds_of(Engine(("en",), 0.2, classifier=classifier), conversations)
        took, kilobytes = seconds_of(engine, conversations), text_bytes(raws) / 1000
        print(f"{name}: {kilobytes:.0f} KB, {kilobytes / took:.0f} KB/s")
        size, total = size + kilobytes, total + took
    engine.seconds[REST] = total - sum(engine.seconds.values())
    for name, seconds in sorted(engine.seconds.items(), key=lambda each: -each[1]):
        print(f"{name:20} {size / seconds:9.0f} KB/s {seconds / total:6.1%}")
    growth = {name: round(ratio, 2) for name, ratio in doubled()}
    print(json.dumps({"kb_per_second": round(size / total), "time_when_doubled": growth}))


if __name__ == "__main__":
    main()
