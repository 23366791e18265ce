"""The second look at a labelled set: what is a name in most of it is hidden in all of it, as a run does.

A run keeps keyed digests in files for it; a labelled set is small and stays in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.conversation.identity import person_of
from pipeline.disclosure.dataset_names import WordUse, names_of
from pipeline.evaluation.labelled import Labelled
from pipeline.evaluation.trial import Trial, Tried

Attempt = tuple[Labelled, Tried]


def with_dataset_names(attempts: Sequence[Attempt], trial: Trial) -> Iterator[Attempt]:
    """Yield each conversation with the names of the whole set hidden, in order."""
    counts = [trial.word_counts(tried) for _, tried in attempts]
    uses: defaultdict[str, list[WordUse]] = defaultdict(list)
    for (labelled, _), words in zip(attempts, counts, strict=True):
        conversation = labelled.conversation
        person = person_of(conversation) or f"conversation:{conversation.id}"
        for word, (hidden, readable) in words.items():
            uses[word].append(WordUse(person, conversation.id, hidden, readable))
    names = names_of(uses)
    for (labelled, tried), words in zip(attempts, counts, strict=True):
        missed = frozenset(word for word, (_, readable) in words.items() if readable and word in names)
        yield labelled, trial.with_names(tried, missed) if missed else tried
