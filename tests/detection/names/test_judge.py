"""Which words the judge takes for names, with the shipped network and weights, in their surroundings."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.conversation.model import Channel, Conversation, ConversationId, Participant, Role, Turn
from pipeline.detection.engine import Engine
from pipeline.detection.model.classifier import TokenClassifier

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")


@cache
def engine() -> Engine:
    return Engine(LANGUAGES, 0.2, classifier=TokenClassifier(0.2))


def names(*turns: str, language: str = "en", channel: Channel = Channel.CHAT) -> list[str]:
    """What is hidden as a person in the last turn; turns alternate between agent and customer, the customer last."""
    who = ("c1", "a1")
    conversation = Conversation(
        id=ConversationId("x"),
        channel=channel,
        language=language,
        participants=(Participant("c1", Role.CUSTOMER), Participant("a1", Role.AGENT)),
        turns=tuple(Turn(text, who[(len(turns) - 1 - index) % 2]) for index, text in enumerate(turns)),
    )
    (findings,) = engine().detect([conversation])
    last = turns[-1]
    hidden = {place for f in findings[-1] if f.entity_type == "PERSON" for place in range(f.start, f.end)}
    shown = "".join(char if place in hidden else "|" for place, char in enumerate(last))
    return [part for part in shown.split("|") if part]


HITS = [
    ("en", ("my name is will",), "will", "a name that is a word, behind a cue"),
    ("en", ("May I have your name?", "hope"), "hope", "a word as the answer to a question"),
    ("en", ("And your surname please", "its okonkwo"), "okonkwo", "behind a lead"),
    ("en", ("Ask Will about it",), "Will", "a capital inside a sentence"),
    ("en", ("I spoke with Zoltan Kaprelian yesterday",), "Zoltan Kaprelian", "a name nobody listed"),
    ("en", ("hi this is brenda from billing",), "brenda", "a name in lower case"),
    ("en", ("Mr Tesco called me twice",), "Tesco", "a name that is a brand, behind a title"),
    ("en", ("my name is Bear",), "Bear", "a name that is a plain word, behind a cue"),
    ("de", ("Mein Name ist Torben Ahlers",), "Torben Ahlers", "German"),
    ("de", ("Guten Tag, Frau Yildirim",), "Yildirim", "behind a title"),
    ("de", ("Herr M. W. rief an",), "M. W", "initials alone"),
    ("es", ("Soy Gabriel de Arriba",), "Gabriel de Arriba", "a surname of particles and a word"),
    ("fr", ("Je m'appelle Maëlle Kerguelen",), "Maëlle Kerguelen", "French"),
    ("it", ("Mi chiamo Ginevra Bellomo",), "Ginevra Bellomo", "Italian"),
    ("nl", ("Mijn naam is Sanne van der Berg",), "Sanne van der Berg", "Dutch, with particles"),
    ("pt", ("O meu nome é Iolanda Queirós",), "Iolanda Queirós", "Portuguese"),
]


@pytest.mark.parametrize(("language", "turns", "expected", "reason"), HITS, ids=[row[3] for row in HITS])
def test_a_name_is_found_whole(language: str, turns: tuple[str, ...], expected: str, reason: str) -> None:
    assert " ".join(names(*turns, language=language)) == expected


HEARD = [
    ("great Okonkwo", "great Okonkwo", "an ordinary word beside a name, as which the other name was heard"),
    ("and Zoltan sure", "and Zoltan sure", "ordinary words on both sides"),
    ("yes Okonkwo please", "Okonkwo", "words that accept and thank"),
    ("a d a n n a Okonkwo", "a d a n n a Okonkwo", "a spelled name that begins with a word of one letter"),
]


@pytest.mark.parametrize(("said", "expected", "reason"), HEARD, ids=[row[2] for row in HEARD])
def test_on_the_phone_a_short_answer_to_a_question_for_a_name_is_one_name(
    said: str, expected: str, reason: str
) -> None:
    assert names("Can I take your full name, please?", said, channel=Channel.CALL) == [expected]


NEAR_MISSES = [
    ("en", "SO annoyed :(", "a word of feeling"),
    ("en", "Bear with me please", "an ordinary word at the beginning of a sentence"),
    ("en", "I compared Samsung with Spotify and took Netflix.", "brands"),
    ("en", "my order hasn't arrived", "a word cut by its apostrophe"),
    ("de", "Zalando liefert nicht, sagt DHL", "German brands"),
    ("fr", "bjr slt un pb avc ma commande", "short forms of chats"),
    ("en", "Option A. is cheaper than Option B.", "letters that count things"),
    ("en", "my neighbour called about the router", "kin and callings"),
    ("en", "i hope it will work in may", "words that are names elsewhere"),
    ("en", "Thanks again, Goodbye!", "courtesy"),
    ("de", "der Fehler bleibt, im Ernst", "every German noun has a capital"),
    ("de", "Kundenservice bitte, der Router blinkt", "German nouns of support talk"),
    ("es", "gracias, la factura llegó en mayo", "a month"),
    ("fr", "J'ai attendu la livraison toute la matinée", "joined by an apostrophe"),
    ("it", "la spedizione non è mai arrivata", "support talk"),
    ("nl", "het pakket is nog niet bezorgd", "support talk"),
    ("pt", "a encomenda chegou partida", "support talk"),
]


@pytest.mark.parametrize(("language", "text", "reason"), NEAR_MISSES, ids=[row[2] for row in NEAR_MISSES])
def test_what_is_no_name_stays_readable(language: str, text: str, reason: str) -> None:
    assert names(text, language=language) == []


def test_when_a_language_has_no_lists_then_names_are_still_found() -> None:
    assert names("my name is Okonkwo Adebayo", language="pl") == ["Okonkwo Adebayo"]
