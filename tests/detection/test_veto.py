"""What only the token classifier believes is weighed against the words it fell on."""

from __future__ import annotations

import pytest

from pipeline.detection.results import result
from pipeline.detection.scene import Scene, after_name_questions, vocabulary
from pipeline.detection.veto import believed


def left(text: str, entity_type: str = "PERSON", score: float = 0.95, language: str = "en", asked: bool = False) -> str:
    """What stays of a finding between `<` and `>`: the text that is still hidden, or nothing."""
    start, end = text.index("<"), text.index(">") - 1
    plain = text.replace("<", "").replace(">", "")
    found = [result(entity_type, start, end, score, "token_classifier")]
    kept = believed(found, [], plain, Scene(vocabulary(language), asked))
    return "|".join(plain[each.start : each.end] for each in kept)


NAMES = [
    # text, language, what stays hidden, why
    ("SO <annoyed> :(", "en", "", "a word of feeling, however sure the classifier is"),
    ("bitte überweisen, <danke>!", "de", "", "courtesy"),
    ("<Goodbye>.", "en", "", "courtesy, as a whole turn"),
    ("<Bear> with me", "en", "", "an ordinary word, whose capital only begins the sentence"),
    ("my <neighbour> called", "en", "", "kin and callings"),
    ("<Kundenservice>", "de", "", "a sign-off that names nobody"),
    ("<Customer Care>", "en", "", "a sign-off that names nobody"),
    ("der <Fehler> bleibt", "de", "", "every German noun has a capital"),
    ("im <Ernst>", "de", "", "a name that is a noun, behind an article"),
    ("EVERY <EVENING>", "en", "", "a word that is shouted"),
    ("<Danke Olena>", "de", "Olena", "courtesy in front is cut off"),
    ("chef <ryota hatte> das", "de", "ryota", "a word behind is cut off"),
    ("<J'ai> attendu", "fr", "", "joined by an apostrophe"),
    ("<dites-moi>", "fr", "", "joined by a hyphen"),
    ("ask <Will> about it", "en", "Will", "a name that is a word, with a capital in the sentence"),
    ("ask <Ernst> bitte", "de", "Ernst", "the same in German, without an article"),
    ("I met <Summer Temple>", "en", "Summer Temple", "an ordinary word beside a name, both with a capital"),
    ("herr <Nieto Zarate>", "es", "Nieto Zarate", "a surname that is a word"),
    ("<ty>", "en", "", "courtesy, in short"),
    ("ask <Ty> too", "en", "Ty", "a short word with a capital in the sentence is a name somewhere"),
    ("<Priya Das> hat", "pt", "Priya Das", "an article with a capital behind a name"),
    ("ask <de la Fuente>", "es", "de la Fuente", "a particle before a surname stays"),
    ("<don't James>", "en", "James", "a word joined by an apostrophe is cut off"),
    ("ask <Soo-bin>", "en", "Soo-bin", "a name joined by a hyphen stays whole"),
    ("my name is <temple>", "en", "temple", "behind a cue that only names have"),
    ("<temple>", "en", "temple", "an ordinary word as a whole turn may be an answer"),
    ("<okonkwo> here", "en", "okonkwo", "no word of the language"),
    ("<annoyed>", "xx", "annoyed", "a language without lists"),
]


@pytest.mark.parametrize(("text", "language", "expected", "reason"), NAMES, ids=[row[3] for row in NAMES])
def test_when_words_are_taken_for_a_name_then_only_what_may_be_one_stays(
    text: str, language: str, expected: str, reason: str
) -> None:
    assert left(text, language=language) == expected


HALF_BELIEVED = [
    ("i <hope> so", "", "a name that is a word, in lower case"),
    ("i am <hope>", "hope", "behind a name cue"),
    ("<hope>", "hope", "a whole turn may be an answer"),
    ("Hope is <Hope>", "Hope", "with a capital"),
    ("Núria says it is <solvd>", "", "in lower case, in a turn with capitals"),
    ("ask <okonkwo>", "okonkwo", "no ordinary word, in a turn without capitals"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), HALF_BELIEVED, ids=[row[2] for row in HALF_BELIEVED])
def test_when_one_word_is_half_believed_then_its_writing_decides(text: str, expected: str, reason: str) -> None:
    assert left(text, score=0.4) == expected


def test_when_a_name_was_asked_for_then_an_ordinary_word_may_be_the_answer() -> None:
    assert left("it's <temple> ok") == ""
    assert left("it's <temple> ok", asked=True) == "temple"
    assert left("<thanks> ok", asked=True) == ""


def test_when_a_turn_asks_for_a_name_then_the_three_turns_after_it_may_answer() -> None:
    texts = ["hello", "And your surname, please?", "okonkwo", "no", "with a k", "ok"]
    assert list(after_name_questions(texts)) == [False, False, True, True, True, False]


NUMBERS = [
    ("it was <804> euros", "STREET_ADDRESS", "", "a price"),
    ("seit <28.9>. still", "STREET_ADDRESS", "", "a day"),
    ("since <86> minutes", "ZIP_CODE", "", "a duration"),
    ("you are number <11> in the queue", "STREET_ADDRESS", "", "two digits in a sentence without an address"),
    ("number <11>", "STREET_ADDRESS", "11", "it may answer a question"),
    ("my ride id is <668> ok", "STREET_ADDRESS", "668", "three digits may name something"),
    ("at <12 Oak Hill>", "STREET_ADDRESS", "12 Oak Hill", "an address"),
    ("hm <ok>", "URL", "", "a plain word"),
    ("in <US>", "LOCATION", "US", "capitals make it a place"),
    ("zip <10115> am Montag", "ZIP_CODE", "10115", "five digits are no time of day"),
]


@pytest.mark.parametrize(("text", "entity_type", "expected", "reason"), NUMBERS, ids=[row[3] for row in NUMBERS])
def test_when_numbers_are_taken_for_an_identifier_then_amounts_and_days_are_spared(
    text: str, entity_type: str, expected: str, reason: str
) -> None:
    assert left(text, entity_type) == expected


def test_when_the_rest_of_an_address_stands_there_then_a_lone_number_counts() -> None:
    text = "it is number 11 in Oak Hill then"
    number = result("STREET_ADDRESS", 13, 15, 0.9, "token_classifier")
    place = result("LOCATION", 19, 27, 0.5, "pattern")
    assert believed([number], [place], text, Scene(vocabulary("en"))) == [number]
