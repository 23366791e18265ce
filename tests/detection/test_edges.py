"""Plain words at the edges of a value on which the classifier is not sure."""

from __future__ import annotations

import pytest

from pipeline.detection.edges import without_weak_edges
from pipeline.detection.model.labels import ENTITY_TYPES
from pipeline.detection.model.spans import WordGuess
from pipeline.detection.scene import vocabulary
from pipeline.detection.turns import ConversationView
from pipeline.sources.assemble import conversation
from pipeline.sources.format import ParseContext

MAIL, PHONE = "EMAIL_ADDRESS", "PHONE_NUMBER"

ROWS = [
    ("a doubtful word before", "me/.4 ana/.9 at/.9 post/.9", MAIL, "ana at post"),
    ("a doubtful word behind", "415/.9 555/.9 today/.4", PHONE, "415 555"),
    ("a likely word", "me/.8 ana/.9", MAIL, "me ana"),
    ("a word inside", "ana/.9 me/.3 post/.9", MAIL, "ana me post"),
    ("a doubtful word that is not plain", "okonkwo/.3 at/.9", MAIL, "okonkwo at"),
    ("one that stands alone", "today/.4", PHONE, "today"),
    ("a value of which nothing is likely", "me/.4 today/.5", MAIL, "me today"),
    ("a digit that is said", "five/.9 five/.9 two/.4", PHONE, "five five two"),
    ("a sign that is said", "at/.4 post/.9", MAIL, "at post"),
    ("the name of a street", "12/.9 time/.5", "STREET_ADDRESS", "12 time"),
    ("a password of several words", "today/.9 time/.5", "PASSWORD", "today time"),
]


@pytest.mark.parametrize(("said", "entity_type", "kept"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_plain_and_doubtful_words_go_from_the_edges_alone(said: str, entity_type: str, kept: str) -> None:
    likely = [(word, float(score)) for word, _, score in (each.partition("/") for each in said.split())]
    text = " ".join(word for word, _ in likely)
    raw = {"id": "x", "channel": "chat", "language": "en", "turns": [{"text": text}]}
    (turn,) = ConversationView.of(conversation(raw, ParseContext()), ()).turns
    found, start = [], 0
    for word, score in likely:
        guess = WordGuess(start, start + len(word), (score,) * len(ENTITY_TYPES), score, score)
        found.append((guess, (entity_type, score)))
        start += len(word) + 1
    counted = without_weak_edges(turn, found, vocabulary("en"))
    assert " ".join(text[guess.start : guess.end] for guess, _ in counted) == kept
