"""Every recognizer file keeps the promises of its own examples and stays fast on hostile text."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from pipeline import registry
from pipeline.conversation.normal_form import normalise
from pipeline.detection import recognizers
from pipeline.detection.entity_types import ENTITY_TYPES
from pipeline.detection.recognizer import Clues, Example, Recognizer

PLUGINS = registry.load(recognizers, Recognizer)
HOSTILE_SIZE = 50_000
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")
CASES = [(name, example) for name, plugin in PLUGINS.items() for example in plugin.examples]
HOSTILE = {
    "digits": "1" * 100_000,
    "digit groups": "12 " * 33_000,
    "seven-digit numbers": " ".join(str(1_234_567 + 7_919 * i) for i in range(12_500)),
    "letters": "a" * 100_000,
    "one-letter words": "a " * 50_000,
    "dots": "a." * 50_000,
    "at signs": "a@" * 50_000,
    "colons": "a:" * 50_000,
    "labels without values": "order number is password: my name is date of birth phone card code zip " * 1_400,
    "slashes": "http://a/" * 11_000,
    "dashes and digits": "1-a-" * 25_000,
    "iban-like": "DE89 3704 " * 10_000,
    "street-like": "12 a b c d e f g " * 6_000,
    "spaces": " " * 100_000,
}


def found(plugin: Recognizer, text: str) -> list[str]:
    form = normalise(text)
    spans = [form.raw_span(result.start, result.end) for result in plugin.results(Clues.of(form.text, LANGUAGES))]
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(("name", "example"), CASES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(CASES)])
def test_when_an_example_is_read_then_exactly_its_hits_are_found(name: str, example: Example) -> None:
    assert sorted(example.hits) == sorted(set(found(PLUGINS[name], example.text)))


@pytest.mark.parametrize("name", PLUGINS)
def test_when_a_recognizer_is_added_then_it_has_hits_and_reasoned_near_misses(name: str) -> None:
    plugin = PLUGINS[name]
    assert any(example.hits for example in plugin.examples)
    assert any(not example.hits for example in plugin.examples)
    assert all(example.hits or example.reason for example in plugin.examples)
    assert plugin.entity_type in ENTITY_TYPES
    assert bool(plugin.patterns) != bool(plugin.find)


def hostile_to(plugin: Recognizer) -> Iterator[str]:
    """Long texts of the characters that a recognizer looks for: its own hits, whole, begun and cut up, over and over.

    What its patterns go through in hundredths of a second takes minutes where time grows with the square.
    """
    hit = next(hit for example in plugin.examples for hit in example.hits)
    text = next(example.text for example in plugin.examples if example.hits)
    label = text.partition(hit)[0]
    for piece in (hit, f"{hit} ", hit[: len(hit) // 2], hit[:1], hit[-1], f"{hit[0]}.", f"{label}{hit[:-1]}", label):
        if piece:
            yield piece * (HOSTILE_SIZE // len(piece))
    yield label + hit[:-1] + hit[-2:-1] * HOSTILE_SIZE
    yield label + " " * HOSTILE_SIZE + hit


@pytest.mark.parametrize("name", PLUGINS)
def test_when_text_is_hostile_then_a_recognizer_ends_within_a_second(name: str) -> None:
    for text in (*HOSTILE.values(), *hostile_to(PLUGINS[name])):
        clues = Clues.of(text, LANGUAGES)
        start = time.process_time()
        PLUGINS[name].results(clues)
        assert time.process_time() - start < 1.0
