from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts

from pipeline.detection.model.classifier import ModelSpan, TokenClassifier
from pipeline.detection.model.nlp_engine import ModelRecognizer, VeilNlpEngine, words_of

CLASSIFIER = TokenClassifier()
TEXT = "Hi there, this is Ana Duarte, please write to tobias77@post.example"


@pytest.fixture(scope="module")
def analyzer() -> AnalyzerEngine:
    registry = RecognizerRegistry(recognizers=[ModelRecognizer(CLASSIFIER, "en")], supported_languages=["en"])
    engine = VeilNlpEngine(CLASSIFIER, ["en"])
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])


def test_a_stock_analyzer_finds_a_person_and_an_email(analyzer: AnalyzerEngine) -> None:
    found = {(result.entity_type, TEXT[result.start : result.end]) for result in analyzer.analyze(TEXT, "en")}
    assert found == {("PERSON", "Ana Duarte"), ("EMAIL_ADDRESS", "tobias77@post.example")}


def test_a_stock_analyzer_gets_only_the_types_it_asks_for(analyzer: AnalyzerEngine) -> None:
    assert {result.entity_type for result in analyzer.analyze(TEXT, "en", entities=["PERSON"])} == {"PERSON"}


def test_a_stock_batch_analyzer_gives_what_single_texts_give(analyzer: AnalyzerEngine) -> None:
    texts = [TEXT, "ok thanks", "my name is ana duarte"]
    batched = list(BatchAnalyzerEngine(analyzer).analyze_iterator(texts, "en", batch_size=2))
    assert [[(r.start, r.end) for r in one] for one in batched] == [
        [(r.start, r.end) for r in analyzer.analyze(text, "en")] for text in texts
    ]


def test_beside_another_engine_the_recognizer_looks_itself() -> None:
    recognizer = ModelRecognizer(CLASSIFIER)
    results = recognizer.analyze(TEXT, ["PERSON"], None)
    assert [TEXT[result.start : result.end] for result in results] == ["Ana Duarte"]


def test_the_engine_loads_its_own_weights_when_none_are_handed_in() -> None:
    engine = VeilNlpEngine()
    assert not engine.is_loaded()
    assert isinstance(engine.process_text(TEXT, "en"), NlpArtifacts)
    assert engine.is_loaded()


def test_artifacts_hold_entities_with_scores_and_keywords_without_stop_words() -> None:
    artifacts = VeilNlpEngine(CLASSIFIER).process_text(TEXT, "en")
    assert [(entity.label_, entity.text) for entity in artifacts.entities] == [
        ("PERSON", "Ana Duarte"),
        ("EMAIL_ADDRESS", "tobias77@post.example"),
    ]
    assert len(artifacts.scores) == 2
    assert "write" in artifacts.keywords
    assert not {"this", "is", ",", " "} & set(artifacts.keywords)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab é\u0301'.,-@_0 9\t\n\u00a0\u200b李😀"), max_size=40), st.data())
def test_words_are_the_text_again_and_spans_fall_between_them(text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    spans = [ModelSpan(start, end, "PERSON", 0.5)] if start < end else []
    words = words_of(text, spans)
    assert words.text == text
    assert all(words.char_span(span.start, span.end) is not None for span in spans)
