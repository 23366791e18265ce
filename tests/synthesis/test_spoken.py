"""Values as they are said on the phone."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from pipeline.synthesis import spoken


class Always(Random):
    """Every share happens."""

    def random(self) -> float:
        return 0.0


class Never(Random):
    """No share happens."""

    def random(self) -> float:
        return 0.999


@pytest.mark.parametrize(
    ("expected", "day", "language"),
    [
        ("twenty third of june nineteen eighty", date(1980, 6, 23), "en"),
        ("thirtieth of may two thousand", date(2000, 5, 30), "en"),  # -ieth, a year without rest
        ("twelfth of march two thousand and four", date(2004, 3, 12), "en"),  # an irregular ordinal
        ("dreiundzwanzigster juni neunzehnhundertachtzig", date(1980, 6, 23), "de"),
        ("erster mai neunzehnhunderteinundfünfzig", date(1951, 5, 1), "de"),  # "ein", not "eins"
        ("veintitrés de junio de mil novecientos ochenta y uno", date(1981, 6, 23), "es"),
        ("vingt-trois juin mille neuf cent quatre-vingt-dix-sept", date(1997, 6, 23), "fr"),  # tens from 70 on
    ],
)
def test_dates_in_words(expected: str, day: date, language: str) -> None:
    assert expected == spoken.birth(day, language)


@pytest.mark.parametrize(
    ("expected", "text", "language", "rng"),
    [
        ("double four seven oh", "4470", "en", Always()),
        ("four four seven zero", "4470", "en", Never()),  # nobody has to say "double"
        ("a b dash one two", "AB-12", "en", Always()),
        ("a b one two", "AB-12", "en", Never()),  # a dash is often left out
        ("null eins sieben", "017", "de", Always()),
        ("zéro un quatre-vingt-dix-neuf", "01 99", "fr", Always()),  # pairs, but not after a zero
    ],
)
def test_codes_are_read_out(expected: str, text: str, language: str, rng: Random) -> None:
    assert expected == spoken.code(text, language, rng)


@pytest.mark.parametrize(
    ("expected", "language"),
    [
        ("ana dot duarte eight four at example dot com", "en"),
        ("ana punkt duarte acht vier at example punkt com", "de"),
        ("ana punto duarte ocho cuatro arroba example punto com", "es"),
        ("ana point duarte huit quatre arobase example point com", "fr"),
    ],
)
def test_e_mail_addresses_are_dictated(expected: str, language: str) -> None:
    assert expected == spoken.email("ana.duarte84@example.com", language, Never())


def test_names_are_spelled_with_letters_explained() -> None:
    assert spoken.spelled("Li", "en", Always()) == "l as in lima i as in india"
    assert spoken.spelled("Li", "en", Never()) == "l i"


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_numbers_to_ninety_nine_have_words_of_their_own(language: str) -> None:
    assert len({spoken.cardinal(number, language) for number in range(100)}) == 100
