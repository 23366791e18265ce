"""Dutch streets that are called by several words, and the words in front that belong to the sentence."""

from __future__ import annotations

import pytest

from pipeline.detection.recognizer import Clues
from pipeline.detection.recognizers.street_address import PLUGIN

STREETS = [
    ("Ik woon op De Duartekade 5, Delft", "De Duartekade 5", "an article"),
    ("Adres Jan van Duartestraat 12", "Jan van Duartestraat 12", "a name with its particle"),
    ("2e Oosterlaan 7-2", "2e Oosterlaan 7-2", "a number in front"),
    ("In Dorpsstraat 12 is het stuk", "Dorpsstraat 12", "a preposition at the start of a sentence"),
    ("ik woon in de dorpsstraat 12", "dorpsstraat 12", "lower case, where nothing tells what belongs to the name"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), STREETS, ids=[row[2] for row in STREETS])
def test_a_dutch_street_is_found_whole(text: str, expected: str, reason: str) -> None:
    assert [text[start:end] for start, end in PLUGIN.spans(Clues.of(text, ("nl",)))] == [expected]
