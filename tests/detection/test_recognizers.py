"""Every recognizer file keeps the promises of its own examples; `test_hostile` says that none can be held up."""

from __future__ import annotations

import pytest

from pipeline import registry
from pipeline.conversation.normal_form import normalise
from pipeline.detection import recognizers
from pipeline.detection.entity_types import ENTITY_TYPES
from pipeline.detection.recognizer import Clues, Example, Recognizer

PLUGINS = registry.load(recognizers, Recognizer)
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")
CASES = [(name, example) for name, plugin in PLUGINS.items() for example in plugin.examples]


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
