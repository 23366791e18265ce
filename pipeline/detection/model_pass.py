"""What the token classifier says of every turn, weighed: names by the judge, all else by thresholds and vetoes.

The classifier sees all turns of a batch at once, which is faster, yet its answer for a turn depends on that turn alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Final, Protocol

from presidio_analyzer import RecognizerResult

from pipeline.conversation.model import Channel
from pipeline.detection.coverage import Coverage
from pipeline.detection.edges import without_weak_edges
from pipeline.detection.model.spans import ModelSpan, WordGuess, joined
from pipeline.detection.names.features import Setting, is_unspaced
from pipeline.detection.names.lexicon import lexicon
from pipeline.detection.names.namer import Namer
from pipeline.detection.questions import Slot, is_one_sided
from pipeline.detection.results import result
from pipeline.detection.scene import Vocabulary, product_index, vocabulary
from pipeline.detection.turns import ConversationView, Results, TurnView
from pipeline.detection.veto import believed
from pipeline.errors import DetectionFailed

CLASSIFIER: Final = "token_classifier"
NAMES: Final = "name_judge"


class Classifier(Protocol):
    """Veil's token classifier; an answer depends on its text alone, whatever else is in the batch."""

    def words(self, texts: Sequence[str]) -> Sequence[Sequence[WordGuess]]:
        """Return what the network thinks of each text's words, in code points of that text."""

    def decide(self, word: WordGuess) -> tuple[str, float] | None:
        """Return the type and score of a word that reaches its threshold, or None."""


class ModelPass:
    """The classifier and the judge, over batches of conversations.

    Args:
        classifier: loaded once a worker.
        name_threshold: the probability from which a word counts as a name.
        without: which of the two are switched off; the judge alone has no guesses to go by.
    """

    def __init__(self, classifier: Classifier, name_threshold: float, without: Collection[str] = ()) -> None:
        self._classifier = classifier
        self._asks = CLASSIFIER not in without
        self._judges = NAMES not in without
        self._namer = Namer(name_threshold)

    def find(
        self, views: Sequence[ConversationView], slots: Sequence[Sequence[Slot]], found: Sequence[Results]
    ) -> Iterator[Results]:
        """Yield what counts in each conversation, one list a turn.

        Args:
            views: the conversations.
            slots: the open question of each turn.
            found: what the passes before have found; not to be changed.

        Raises:
            DetectionFailed: the classifier failed.
        """
        texts = [turn.form.text for view in views for turn in view.turns]
        try:
            answers = list(self._classifier.words(texts)) if self._asks else [()] * len(texts)
        except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
            raise DetectionFailed(f"{CLASSIFIER} failed") from None
        if len(answers) != len(texts):
            raise DetectionFailed(f"{CLASSIFIER} failed")
        guesses = iter(answers)
        for view, open_slots, results in zip(views, slots, found, strict=True):
            own = [next(guesses) for _ in view.turns]
            yield self._conversation(view, own, open_slots, results)

    def _conversation(
        self,
        view: ConversationView,
        guesses: Sequence[Sequence[WordGuess]],
        slots: Sequence[Slot],
        found: Results,
    ) -> Results:
        code = view.conversation.language
        spoken, words, one_sided = view.spoken, lexicon(code), is_one_sided(view)
        heard = view.conversation.channel is Channel.CALL
        settings = {slot: Setting(words, spoken, slot, one_sided, heard) for slot in set(slots)}
        asked = {slot: (f"{NAMES} {setting.key}", setting) for slot, setting in settings.items()}
        products, plain = product_index(view.conversation), vocabulary(code)
        answers: Results = []
        for turn, own, slot, others in zip(view.turns, guesses, slots, found, strict=True):
            key, setting = asked[slot]
            names = turn.once(key, partial(self._names, guesses=own, setting=setting))
            values = turn.once(f"{CLASSIFIER} {code}", partial(self._spans, guesses=own, words=plain)) if own else []
            if products:
                product = Coverage((hit.start, hit.end) for hit in products.search(turn.words))
                names = [each for each in names if not product.holds(each.start, each.end)]
                values = [each for each in values if not product.holds(each.start, each.end)]
            answers.append([*names, *believed(values, [*others, *names], turn, plain, slot)])
        return answers

    def _names(self, turn: TurnView, guesses: Sequence[WordGuess], setting: Setting) -> list[RecognizerResult]:
        found = self._namer.find(turn, guesses, setting) if self._judges else ()
        return [result("PERSON", name.start, name.end, name.score, NAMES) for name in found]

    def _spans(self, turn: TurnView, guesses: Sequence[WordGuess], words: Vocabulary) -> list[RecognizerResult]:
        """Return what is no name, by the classifier's thresholds; and names where no spaces tell words apart."""
        decided = ((guess, self._classifier.decide(guess)) for guess in guesses)
        counted = [(guess, found) for guess, found in decided if found]
        counted = without_weak_edges(turn, counted, words)
        spans = [ModelSpan(guess.start, guess.end, *found) for guess, found in counted]
        return [
            result(span.entity_type, span.start, span.end, span.score, CLASSIFIER)
            for span in joined(turn.form.text, spans)
            if span.entity_type != "PERSON" or is_unspaced(turn.form.text[span.start : span.end + 1])
        ]
