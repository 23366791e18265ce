"""Presidio's contract: our recognizers in a stock AnalyzerEngine, its recognizers among ours."""

# ruff: noqa: RUF001  # look-alike characters are what is tested

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry

from pipeline import registry
from pipeline.detection import recognizers
from pipeline.detection.model.classifier import TokenClassifier
from pipeline.detection.model.nlp_engine import VeilNlpEngine
from pipeline.detection.presidio import VeilRecognizer, wrap
from pipeline.detection.recognizer import Clues, Needs, Recognizer

PLUGINS = registry.load(recognizers, Recognizer)


class Nothing:
    """A classifier that finds nothing, so that no weights are loaded."""

    def find(self, texts: Sequence[str]) -> list[tuple[()]]:
        return [() for _ in texts]


@pytest.mark.parametrize("text", ["card ４１１１ 1111 1111 1111", "card 4111\u200b1111 1111 1111"])
def test_when_a_recognizer_runs_in_presidio_then_offsets_are_raw(text: str) -> None:
    recognizer = VeilRecognizer(PLUGINS["credit_card"])
    found = recognizer.analyze(text, ["CREDIT_CARD"])
    assert [text[each.start : each.end] for each in found] == [text[5:]]
    assert recognizer.analyze(text, ["PERSON"]) == []


def test_when_all_recognizers_stand_in_a_stock_engine_then_it_finds_with_them() -> None:
    ours = [VeilRecognizer(plugin) for plugin in PLUGINS.values()]
    analyzer = AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=ours, supported_languages=["en"]),
        nlp_engine=VeilNlpEngine(cast(TokenClassifier, Nothing()), ["en"]),
        supported_languages=["en"],
    )
    text = "order #112-33445, DE89 3704 0044 0532 0130 00, ana@example.com"
    found = {(each.entity_type, text[each.start : each.end]) for each in analyzer.analyze(text, "en")}
    assert found >= {
        ("ORDER_ID", "112-33445"),
        ("IBAN_CODE", "DE89 3704 0044 0532 0130 00"),
        ("EMAIL_ADDRESS", "ana@example.com"),
    }


class EvenNumber(PatternRecognizer):
    """A user's own recognizer: four digits, and only even numbers count."""

    def validate_result(self, pattern_text: str) -> bool:
        return int(pattern_text) % 2 == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1234", ["1234"]), ("1235", []), ("x1234", [])],  # a hit, an invalid number, no whole word
)
def test_when_a_presidio_recognizer_is_wrapped_then_its_patterns_and_checks_hold(
    text: str, expected: list[str]
) -> None:
    theirs = EvenNumber(supported_entity="PIN", patterns=[Pattern("four", r"\d{4}", 0.3)])
    ours = wrap(theirs, "even", "PIN", (), needs=Needs(digits=4))
    assert [text[start:end] for start, end in ours.spans(Clues.of(text))] == expected
