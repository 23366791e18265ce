"""What must stay readable: talk that holds number words, single letters, "at" and "dot"."""

from __future__ import annotations

import pytest

from tests.detection.spoken.speech import found

NEAR_MISSES = [
    # language, text, why nothing is found
    ("en", "one or two times, three days ago", "counts with words between"),
    ("en", "two kids and one cat", "counts"),
    ("en", "I have been waiting for twenty five minutes", "a duration"),
    ("en", "nineteen eighty four was a good year", "a year"),
    ("en", "twenty twenty four", "a year in three words"),
    ("en", "two hundred and fifty euros", "an amount"),
    ("en", "one hundred and twenty six dollars has been transferred", "an amount"),
    ("en", "four hundred fifteen dollars", "an amount"),
    ("en", "three four five dollars", "an amount digit by digit"),
    ("en", "oh no, oh no, for two", "oh is a word"),
    ("en", "a b test and an a b c", "letters in prose"),
    ("en", "I a m here, I d like that, it s fine", "clitics without apostrophe"),
    ("en", "it's what I'd say, don't you, they'll", "clitics"),
    ("en", "first of all, the second one and the third one", "ordinals"),
    ("en", "one one of them", "too few"),
    ("en", "from a to z o k", "letters with a word between"),
    ("en", "me too see you at two", "words that sound like letters"),
    ("en", "we open from nine thirty a m to five thirty p m", "times"),
    ("en", "call me at six thirty", "a time behind a cue"),
    ("en", "between two point five and three point five", "decimals"),
    ("en", "the dot com boom", "no name before the dot"),
    ("en", "i have an account at yahoo", "common words before the at"),
    ("en", "mike and charlie stay at the hotel in india in november", "words of the alphabet in prose"),
    ("en", "R2D2 and 3 x 4 x 5 mm, 10 g, 2 l", "sizes in figures"),
    ("en", "room 12 b", "one figure and a letter"),
    ("en", "on june fifteenth at noon", "a day without year or birth"),
    ("en", "dos o tres times", "too few words of another language"),
    ("de", "eins nach dem anderen, ein oder zwei", "counts"),
    ("de", "ich habe zwei Kinder und eine Katze", "counts"),
    ("de", "ein bis zwei Wochen, drei Tage", "durations"),
    ("de", "fünfundzwanzig Minuten und dreißig Euro", "a duration and an amount"),
    ("de", "neunzehnhundertvierundachtzig war ein gutes Jahr", "a year"),
    ("de", "so groß wie Berlin oder Köln", "cities in a comparison"),
    ("de", "auf den Punkt gebracht, minus zwei Grad", "words for signs"),
    ("es", "tengo una o dos preguntas", "counts"),
    ("es", "llevo veinticinco minutos esperando", "a duration"),
    ("es", "doscientos cincuenta euros", "an amount"),
    ("es", "en punto de venta", "punto before a word"),
    ("es", "y a o e u", "words of one letter"),
    ("es", "voy de madrid a barcelona y a valencia", "cities in prose"),
    ("fr", "j'ai un ou deux enfants, il y a trois jours", "counts"),
    ("fr", "neuf euros quatre-vingts", "an amount"),
    ("fr", "c'est à deux heures, y a un problème", "a time"),
    ("fr", "du point de vue de la loi", "point before a word"),
    ("fr", "comme Pierre et comme Louis", "names in a comparison"),
    ("it", "sei sicuro? sei di Roma?", "sei is a verb"),
    ("it", "uno o due giorni, per due persone", "counts"),
    ("it", "duecentocinquanta euro", "an amount"),
    ("it", "come a Milano e come a Roma", "cities in a comparison"),
    ("nl", "een of twee dagen, een kat en twee kinderen", "een is an article"),
    ("nl", "vijfentwintig minuten", "a duration"),
    ("nl", "de wet van 12 mei", "a day"),
    ("pt", "um ou dois dias, com a minha mãe e o meu pai", "counts and words of one letter"),
    ("pt", "às seis e meia, duzentos e cinquenta euros", "a time and an amount"),
    ("pt", "entre 250 mil e 300 mil", "round numbers"),
    (None, "uno dos or one two", "no language shows itself"),
]


@pytest.mark.parametrize(("language", "text", "why"), NEAR_MISSES)
def test_when_talk_holds_no_value_then_nothing_is_found(language: str | None, text: str, why: str) -> None:
    assert found(text, language) == set(), why
