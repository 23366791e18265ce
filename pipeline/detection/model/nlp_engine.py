"""The token classifier inside a stock Presidio `AnalyzerEngine`: an NLP engine and the recognizer that reads it.

classifier = TokenClassifier()
registry = RecognizerRegistry(recognizers=[ModelRecognizer(classifier, "en")], supported_languages=["en"])
AnalyzerEngine(registry, VeilNlpEngine(classifier, ["en"]), supported_languages=["en"])
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import Any, Final, Protocol

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.tokens import Doc, Span
from spacy.util import get_lang_class
from spacy.vocab import Vocab

from pipeline.detection.model.classifier import ModelSpan, TokenClassifier

LANGUAGES: Final = ("en", "es", "fr", "de", "it", "pt", "nl")
"""The languages the weights were trained for."""

NAME: Final = "veil-model"
_PIECE: Final = re.compile(r"\w+|\s|[^\w\s]")


class Finder(Protocol):
    """What finds spans in texts: the classifier, or something in its place."""

    def find(self, texts: Sequence[str]) -> Sequence[Sequence[ModelSpan]]:
        """Return the spans of each text."""


class ModelArtifacts(NlpArtifacts):
    """Artifacts that also carry the classifier's own spans, so that a text runs through the network once."""

    def __init__(self, tokens: Doc, spans: Sequence[ModelSpan], nlp_engine: VeilNlpEngine, language: str) -> None:
        self.spans = tuple(spans)
        super().__init__(
            entities=[_entity(tokens, span) for span in spans],
            tokens=tokens,
            tokens_indices=[token.idx for token in tokens],
            lemmas=[token.text.lower() for token in tokens],
            nlp_engine=nlp_engine,
            language=language,
            scores=[span.score for span in spans],
        )


class VeilNlpEngine(NlpEngine):
    """Words, and the classifier's findings as entities. No tagger or parser: lemmas are words in lower case."""

    def __init__(self, classifier: Finder | None = None, languages: Sequence[str] = LANGUAGES) -> None:
        self._classifier: Finder | None = classifier
        self._languages = tuple(languages)

    def load(self) -> None:
        """Load the weights, unless a classifier was handed in."""
        self._classifier = self._classifier or TokenClassifier()

    def is_loaded(self) -> bool:
        """Return whether the weights are in memory."""
        return self._classifier is not None

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Return the words and entities of one text."""
        ((_, artifacts),) = self.process_batch([text], language)
        return artifacts

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 256,
        n_process: int = 1,  # noqa: ARG002 -- Presidio's signature; the classifier runs on one thread
        **_: Any,
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Yield each text with its words and entities; `batch_size` texts at a time go through the network."""
        self.load()
        assert self._classifier is not None
        waiting = iter(texts)
        while batch := list(islice(waiting, batch_size)):
            for text, spans in zip(batch, self._classifier.find(batch), strict=True):
                yield text, ModelArtifacts(words_of(text, spans), spans, self, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Return whether the word is on spaCy's stop list of the language."""
        return word in _stop_words(language)

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002 -- Presidio's signature
        """Return whether the word has neither letter nor digit."""
        return not any(char.isalnum() for char in word)

    def get_supported_entities(self) -> list[str]:
        """Return the types that the classifier can name."""
        return sorted(TokenClassifier.entity_types)

    def get_supported_languages(self) -> list[str]:
        """Return the languages this engine was made for."""
        return list(self._languages)


class ModelRecognizer(EntityRecognizer):
    """The classifier as a recognizer: beside `VeilNlpEngine` it reads what that found, else it looks itself."""

    def __init__(self, classifier: TokenClassifier, language: str = "en") -> None:
        self._classifier = classifier
        types = sorted(TokenClassifier.entity_types)
        super().__init__(supported_entities=types, name=NAME, supported_language=language)

    def load(self) -> None:
        """Do nothing: the classifier is handed in loaded."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return the spans of the types asked for."""
        if isinstance(nlp_artifacts, ModelArtifacts):
            spans = nlp_artifacts.spans
        else:
            (spans,) = self._classifier.find([text])
        return [self._result(span) for span in spans if span.entity_type in entities]

    def _result(self, span: ModelSpan) -> RecognizerResult:
        origin = {RecognizerResult.RECOGNIZER_NAME_KEY: NAME, RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id}
        return RecognizerResult(span.entity_type, span.start, span.end, span.score, recognition_metadata=origin)


def words_of(text: str, spans: Sequence[ModelSpan] = ()) -> Doc:
    """Return the text as spaCy tokens: words, single marks, and a cut at each end of a span.

    Each document gets a vocabulary of its own, to be forgotten with it: a shared one keeps every word it ever saw.
    """
    ends_of_spans = {place for span in spans for place in (span.start, span.end)}
    cuts = ends_of_spans | {piece.start() for piece in _PIECE.finditer(text)} | {len(text)}
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(sorted(cuts)):
        # spaCy counts one space as part of the word before it, where no span could begin or end.
        if text[start:end] == " " and words and not spaces[-1] and not {start, end} & ends_of_spans:
            spaces[-1] = True
        else:
            words.append(text[start:end])
            spaces.append(False)
    return Doc(Vocab(), words=words, spaces=spaces)


def _entity(tokens: Doc, span: ModelSpan) -> Span:
    entity = tokens.char_span(span.start, span.end, label=span.entity_type)
    assert entity is not None  # `words_of` cut the text at both ends of the span
    return entity


@cache
def _stop_words(language: str) -> frozenset[str]:
    try:
        return frozenset(get_lang_class(language).Defaults.stop_words)
    except ImportError:  # a language that spaCy does not know
        return frozenset()
