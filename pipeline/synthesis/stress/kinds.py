"""The kinds of stress sets, and their conversations as objects of the native format with labels.

Conversation number i depends on kind, language and i alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from random import Random
from types import MappingProxyType
from typing import Any

from pipeline.synthesis.dialogues import AGENT, CUSTOMER, Said
from pipeline.synthesis.lines import Line, fill, labels
from pipeline.synthesis.stress.hearing_noise import asr_noise
from pipeline.synthesis.stress.scene import StressScene, draw
from pipeline.synthesis.stress.scripts import call, mail_thread, mixed_talk, name_talk, split_talk, talk
from pipeline.synthesis.stress.tables import harmless
from pipeline.synthesis.stress.typing_noise import decorated, lower_case_no_punctuation, typos
from pipeline.synthesis.templates import Choice, Template

Record = dict[str, Any]
Transformation = Callable[[Line, str, Random], Line]
"""What becomes of a line, given the language and chance."""

HARMLESS = "harmless"
_MOST_WORDINGS = 4
_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of stress.

    Attributes:
        script: what is said.
        transformation: what becomes of each turn, if anything.
        everybody: whether the agent's turns are changed, too.
        channel: of the conversations.
        count: conversations a language.
    """

    script: Callable[[StressScene], Iterator[Said]]
    transformation: Transformation | None = None
    everybody: bool = False
    channel: str = "chat"
    count: int = 42


KINDS: Mapping[str, Kind] = MappingProxyType({
    "names": Kind(name_talk, count=84),
    "lower_case": Kind(talk, lower_case_no_punctuation),
    "typos": Kind(talk, typos),
    "asr": Kind(call, asr_noise, everybody=True, channel="call"),
    "mixed": Kind(mixed_talk),
    "split": Kind(split_talk),
    "decorated": Kind(talk, decorated),
    "mail": Kind(mail_thread, channel="email"),
})


def conversations(kind: str, language: str, count: int | None = None) -> Iterator[Record]:
    """Yield the conversations of a kind in a language, all of them or the first `count`."""
    if kind == HARMLESS:
        yield from _harmless(language, count)
        return
    made = KINDS[kind]
    for number in range(made.count if count is None else count):
        rng = Random(f"stress/{kind}/{language}/{number}")
        said = made.script(draw(rng, language, number))
        yield _record(f"{kind}-{language}-{number:03d}", made.channel, language, _changed(said, made, language, rng))


def wordings(template: Template) -> Iterator[Template]:
    """Yield a sentence in up to four of its wordings, each choice made."""
    options = [part.options if isinstance(part, Choice) else ((part,),) for part in template]
    for number, parts in enumerate(product(*options)):
        if number == _MOST_WORDINGS:
            return
        yield tuple(each for part in parts for each in part)


def _harmless(language: str, count: int | None) -> Iterator[Record]:
    rng = Random(f"stress/{HARMLESS}/{language}")
    lines = [fill(wording, _nothing, rng) for template in harmless(language) for wording in wordings(template)]
    rng.shuffle(lines)
    for number, start in enumerate(range(0, len(lines), _SENTENCES)):
        if number == count:
            return
        said = (
            Said(AGENT if place % 2 else CUSTOMER, line) for place, line in enumerate(lines[start : start + _SENTENCES])
        )
        yield _record(f"{HARMLESS}-{language}-{number:03d}", "chat", language, said)


def _nothing(slot: str) -> tuple[str, str]:
    raise KeyError(slot)  # harmless sentences have no slots


def _changed(said: Iterable[Said], kind: Kind, language: str, rng: Random) -> Iterator[Said]:
    for speaker, line in said:
        if kind.transformation and (kind.everybody or speaker == CUSTOMER):
            yield Said(speaker, kind.transformation(line, language, rng))
        else:
            yield Said(speaker, line)


def _record(name: str, channel: str, language: str, said: Iterable[Said]) -> Record:
    return {
        "id": f"stress-{name}",
        "channel": channel,
        "language": language,
        "started_at": "2026-05-04T09:00:00Z",
        "participants": [{"id": CUSTOMER, "role": "customer"}, {"id": AGENT, "role": "agent"}],
        "turns": [{"participant": speaker, "text": line.text, "labels": labels(line.spans)} for speaker, line in said],
    }
