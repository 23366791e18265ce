"""Special categories: a person's own are found, products and small talk are not, and only where a policy names them."""

from __future__ import annotations

import pytest

from pipeline.detection.engine import Engine
from pipeline.detection.entity_types import DIRECT_TYPES, SPECIAL_TYPES
from pipeline.detection.special_categories.lexicon import LANGUAGES, lexicon
from tests.detection.conversations import conversation
from tests.support.steps import assert_linear_on_text

ENGINE = Engine(("en", "de", "es", "fr"), 0.2, special_types=SPECIAL_TYPES)

HITS = [
    ("en", "I'm diabetic and need it", "HEALTH", "diabetic"),
    ("en", "after my chemotherapy", "HEALTH", "chemotherapy"),
    ("en", "I am disabled", "HEALTH", "disabled"),
    ("en", "my wife is pregnant", "HEALTH", "pregnant"),
    ("en", "as a muslim I cannot", "RELIGION", "muslim"),
    ("en", "I'm an orthodox christian", "RELIGION", "orthodox"),
    ("en", "I am a republican", "POLITICS", "republican"),
    ("en", "I'm gay", "SEXUALITY", "gay"),
    ("en", "as a black woman I felt", "ETHNICITY", "black woman"),
    ("en", "ask our shop steward", "UNION_MEMBERSHIP", "shop steward"),
    ("en", "he was convicted of theft", "CRIME", "convicted of"),
    ("de", "ich bin schwanger", "HEALTH", "schwanger"),
    ("de", "wegen meiner Diabetes", "HEALTH", "Diabetes"),
    ("de", "ich habe Krebs", "HEALTH", "Krebs"),
    ("de", "ich bin katholisch", "RELIGION", "katholisch"),
    ("de", "ich wähle die AfD", "POLITICS", "wähle die AfD"),
    ("de", "ich bin schwul", "SEXUALITY", "schwul"),
    ("de", "wegen meiner Hautfarbe", "ETHNICITY", "wegen meiner Hautfarbe"),
    ("de", "als Mitglied der IG Metall", "UNION_MEMBERSHIP", "IG Metall"),
    ("de", "ich bin vorbestraft", "CRIME", "vorbestraft"),
    ("es", "soy musulmán", "RELIGION", "musulmán"),
    ("es", "estoy embarazada", "HEALTH", "embarazada"),
    ("es", "tengo cáncer", "HEALTH", "cáncer"),
    ("es", "soy comunista", "POLITICS", "comunista"),
    ("es", "mi orientacion sexual", "SEXUALITY", "orientacion sexual"),
    ("es", "por el color de mi piel", "ETHNICITY", "color de mi piel"),
    ("es", "estoy afiliada a CCOO", "UNION_MEMBERSHIP", "afiliada a CCOO"),
    ("es", "tiene antecedentes penales", "CRIME", "antecedentes penales"),
    ("fr", "je suis syndiqué à la CGT", "UNION_MEMBERSHIP", "syndiqué"),
    ("fr", "je suis enceinte", "HEALTH", "suis enceinte"),
    ("fr", "j'ai un cancer", "HEALTH", "cancer"),
    ("fr", "je suis juive", "RELIGION", "juive"),
    ("fr", "j'ai voté à gauche", "POLITICS", "voté à gauche"),
    ("fr", "je suis homosexuel", "SEXUALITY", "homosexuel"),
    ("fr", "ma couleur de peau", "ETHNICITY", "ma couleur de peau"),
    ("fr", "mon casier judiciaire", "CRIME", "casier judiciaire"),
    (None, "ich bin schwanger", "HEALTH", "schwanger"),  # no language: all lists
]
MISSES = [
    ("en", "there is a virus on my PC"),
    ("en", "the app crashed and I had to kill the process"),
    ("en", "a race condition in your API"),
    ("en", "the third party sent a party invitation"),
    ("en", "the bank is closed for Christmas"),
    ("en", "an orthodox approach"),
    ("en", "my account is disabled"),
    ("en", "I have a blind spot camera"),
    ("en", "the health check of my service fails"),
    ("en", "I was charged with extra fees"),
    ("en", "my probation period at work"),
    ("en", "the battery is dead, this is a pain"),
    ("en", "I vote for this feature"),
    ("en", "a conservative estimate of my bill"),
    ("en", "my black phone and the white one"),
    ("en", "the European Union and my credit union"),
    ("en", "my christian name is wrong"),
    ("en", "the app doctor found nothing"),
    ("de", "das Display ist blind"),
    ("de", "mein Handy hat einen Virus"),
    ("de", "die Operation wurde abgebrochen"),
    ("de", "ich bin krass enttäuscht"),
    ("de", "die Partei im Mietvertrag"),
    ("es", "el router tiene un virus"),
    ("es", "la operación ha sido cancelada"),
    ("es", "mi partida se ha perdido"),
    ("fr", "mon enceinte bluetooth ne marche plus"),
    ("fr", "l'opération a échoué"),
    ("fr", "mon syndicat de copropriété"),
]


def found(text: str, language: str | None, engine: Engine = ENGINE) -> set[tuple[str, str]]:
    findings = engine.detect([conversation(text, language=language)])[0][0]
    return {(each.entity_type, text[each.start : each.end]) for each in findings if each.entity_type in SPECIAL_TYPES}


@pytest.mark.parametrize(("language", "text", "kind", "words"), HITS)
def test_what_somebody_says_of_a_person_is_found(language: str | None, text: str, kind: str, words: str) -> None:
    assert (kind, words) in found(text, language)


@pytest.mark.parametrize(("language", "text"), MISSES)
def test_products_and_small_talk_are_not(language: str, text: str) -> None:
    assert found(text, language) == set()


def test_only_what_is_named_is_looked_for() -> None:
    text = "I'm diabetic and a muslim"
    assert found(text, "en", Engine(("en",), 0.2)) == set()
    assert found(text, "en", Engine(("en",), 0.2, special_types=["HEALTH", "PERSON"])) == {("HEALTH", "diabetic")}


def test_special_types_are_no_direct_identifiers() -> None:
    assert not SPECIAL_TYPES & DIRECT_TYPES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_type(language: str) -> None:
    assert lexicon(language).kinds.keys() == SPECIAL_TYPES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["i am ", "a", "krebs cancer ", " ", "je suis "])
def test_on_hostile_text_every_language_stays_fast(language: str, part: str) -> None:
    """Twice the text, about twice the steps, in Python and in regular expressions."""
    own, kinds = lexicon(language), tuple(SPECIAL_TYPES)
    assert_linear_on_text(lambda text: list(own.find(text, kinds)), lambda times: part * times, 200)


def test_a_products_name_that_sounds_like_one_is_spared_and_nothing_else() -> None:
    engine = Engine(("en",), 0.2, special_types=SPECIAL_TYPES, words_allowed=["Diabetes Buddy", "*"])
    assert found("my diabetes  buddy app does not sync", "en", engine) == set()
    assert found("the DIABETES BUDDY", "en", engine) == set()
    assert found("the Diabetes Buddy says I'm diabetic", "en", engine) == {("HEALTH", "diabetic")}
    assert found("my diabetes, buddy, is none of your business", "en", engine) == {("HEALTH", "diabetes")}


def test_neither_a_threshold_nor_an_allow_list_lets_a_special_category_through() -> None:
    engine = Engine(("en",), 1.0, {"HEALTH": 1.0}, special_types=SPECIAL_TYPES, allow_list=frozenset({"diabetic"}))
    assert found("I'm diabetic", "en", engine) == {("HEALTH", "diabetic")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_shorter_than_what_turns_are_sifted_by(language: str) -> None:
    """Turns without a key are not searched, so that a key that is too long would lose its entry."""
    own = lexicon(language)
    for keys in (own.keys, *(kind.keys for kind in own.kinds.values())):
        assert all(len(stem) == 4 for stem in keys.stems)
        assert all(keys.may_stand_in({"so", f"{stem}xyz"}) for stem in keys.stems)
        assert all(keys.may_stand_in({"so", word}) for word in keys.words)
        assert not keys.may_stand_in({"qqq", "www", "123"})
        assert keys.words <= own.keys.words
        assert keys.stems <= own.keys.stems
