"""What people say of their own age is read in seven languages, in digits and words; other numbers are not."""

from __future__ import annotations

import pytest

from pipeline.admission.stated_age import asks_for_age, states_age_under
from tests.support.steps import assert_linear_on_text

CHILDREN = [
    "i'm 14",
    "I\u2019m 14, can I still order?",
    "im 14 lol",
    "i am fourteen years old",
    "I'm only 13",
    "i just turned 15 and my mum pays",
    "im 15yo",
    "I'm a 14 year old girl",
    "as a 12-year-old I cannot sign",
    "My age is 11.",
    "hi\ni'm 14\nplease help",
    "I'm 14 and a half",
    "14? yes i'm 14!!",
    "ich bin vierzehn",
    "Ich bin 14 Jahre alt und brauche Hilfe",
    "bin erst 13",
    "ich bin 15 geworden",
    "ich bin ein 14-jähriger Schüler",
    "tengo 14 años",
    "Tengo catorce años y no puedo pagar",
    "tengo solo trece anos",
    "j'ai 13 ans",
    "j\u2019ai treize ans et ma mère paie",
    "je viens d'avoir 15 ans",
    "je suis une fille de 12 ans",
    "ho 14 anni",
    "Ho appena quattordici anni, posso comprare?",
    "tenho 14 anos",
    "eu tenho quatorze anos",
    "tenho quinze anos e moro com a minha mãe",
    "ik ben 14",
    "ik ben veertien jaar oud",
    "ik ben pas 13 jaar",
    "i\u200b'm 1\u200b4",  # zero-width characters
    "\uff49'm \uff11\uff14",  # full-width
]
OTHERS = [
    ("I'm 14 minutes late", "a duration"),
    ("i'm 14th in the queue", "a rank"),
    ("I'm 14.5 km away", "a distance"),
    ("i'm 14% done", "a share"),
    ("I'm 16", "old enough"),
    ("i am thirty four years old", "old enough"),
    ("I'm 140", "no age"),
    ("my son is 14", "the customer is his parent"),
    ("she's 14 years old", "somebody else"),
    ("when I was 14 I had one too", "long ago"),
    ("I'm not 14 anymore", "denied"),
    ("I'm 14 weeks pregnant", "a duration"),
    ("I'm 10 out of 10 happy", "a mark"),
    ("I am 12 months into my contract", "a duration"),
    ("I'm 3 of 5", "a rank"),
    ("order 14", "no cue"),
    ("ich bin 14 Minuten zu spät", "a duration"),
    ("ich bin seit 14 Jahren Kunde", "how long a customer"),
    ("ich bin 14 Jahre Kunde bei euch", "how long a customer"),
    ("ich wohne im 14. Stock", "a floor: `im` is a preposition"),
    ("mein Sohn ist 14 Jahre alt", "somebody else"),
    ("ich bin 14 Tage im Urlaub", "a duration"),
    ("tengo 14 facturas", "things"),
    ("tengo 14 años de antigüedad", "how long a customer"),
    ("tengo 14 años con ustedes", "how long a customer"),
    ("mi hijo tiene 14 años", "somebody else"),
    ("once upon a time I'm told", "an English word that is a Spanish number"),
    ("j'ai 13 ans d'ancienneté", "how long a customer"),
    ("j'ai 13 factures", "things"),
    ("j'ai 13 ans de contrat", "how long a customer"),
    ("mon fils a 13 ans", "somebody else"),
    ("ho 14 anni di esperienza", "experience"),
    ("ho 14 fatture", "things"),
    ("tenho 14 anos de casa", "how long a customer"),
    ("tenho 14 faturas", "things"),
    ("ik ben 14 minuten te laat", "a duration"),
    ("ik ben al 14 jaar klant", "how long a customer"),
    ("ik ben al 14 jaar lid en betaal altijd", "how long a member"),
]


@pytest.mark.parametrize("text", CHILDREN)
def test_a_child_that_says_so_is_heard(text: str) -> None:
    assert states_age_under(text, 16)


@pytest.mark.parametrize(("text", "reason"), OTHERS)
def test_other_numbers_and_other_people_are_not(text: str, reason: str) -> None:
    assert not states_age_under(text, 16), reason


@pytest.mark.parametrize(
    ("text", "minimum", "under"),
    [("i'm 15", 16, True), ("i'm 16", 16, False), ("i'm 17", 18, True), ("i'm 13", 13, False), ("i'm 12", 13, True)],
)
def test_the_policy_says_how_old_is_old_enough(text: str, minimum: int, under: bool) -> None:
    assert states_age_under(text, minimum) is under


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("May I ask how old you are?", "14"),
        ("How old are you?", "uh, fourteen"),
        ("Wie alt bist du?", "vierzehn"),
        ("¿Cuántos años tienes?", "catorce."),
        ("Quel âge as-tu ?", "13 ans"),
        ("Quanti anni hai?", "quattordici"),
        ("Quantos anos tens?", "catorze"),
        ("Hoe oud ben je?", "veertien"),
    ],
)
def test_a_bare_number_counts_as_the_answer_to_the_question(question: str, answer: str) -> None:
    assert asks_for_age(question)
    assert states_age_under(answer, 16, answers=True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("34", "old enough"),
        ("14 minutes", "a duration"),
        ("why do you ask", "no number"),
        ("my order number is 14", "something else is told"),
    ],
)
def test_not_every_answer_is_a_childs(text: str, reason: str) -> None:
    assert not states_age_under(text, 16, answers=True), reason


@pytest.mark.parametrize("text", ["how old is the router", "wie alt ist das Gerät", "quel âge a la box", "your page"])
def test_other_questions_do_not_ask_for_an_age(text: str) -> None:
    assert not asks_for_age(text)


@pytest.mark.parametrize("part", ["i am ", "14 ", "i'm 14 x ", "a", "j'ai que que "])
def test_hostile_text_is_read_in_time(part: str) -> None:
    """Twice the text, about twice the steps, in Python and in regular expressions."""

    def read(text: str) -> None:
        states_age_under(f"{text} 14", 16, answers=True)
        asks_for_age(text)

    assert_linear_on_text(read, lambda times: part * times, 200)
