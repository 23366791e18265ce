"""Dates of birth: a date, with or without its year, behind a label."""

from pipeline.detection.cues import LINK, labelled
from pipeline.detection.dates import DAY_AND_MONTH, FULL_DATE
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"date of birth|birth ?date|birthday|born|d\.?o\.?b|bday|b-day"
    r"|geburtsdatum|geburtstag|geboren|geb"
    r"|fecha de nacimiento|nacimiento|nacido|nacida|nací|cumpleaños"
    r"|date de naissance|naissance|né|née|anniversaire"
    r"|data di nascita|nascita|nato|nata|compleanno"
    r"|geboortedatum|verjaardag"
    r"|data de nascimento|nascimento|nascido|nascida|nasci|nasc|aniversário"
)
_BORN = r"born|geboren|geb|nacido|nacida|nací|né|née|nato|nata|nascido|nascida|nasci"
_AT_A_PLACE = r"\.?\s(?:in|a|à|en|em|te)\s[^\W\d_][\w'-]{1,24}(?:\s[^\W\d_][\w'-]{1,24}){0,2}?(?:\s\(\w{2,12}\))?,?\s"
_DATE = rf"(?:{FULL_DATE}|{DAY_AND_MONTH}|(?:19|20)[0-9]{{2}}|[0-9]{{6}}|[0-9]{{8}})"

PLUGIN = Recognizer(
    "date_of_birth",
    "DATE_OF_BIRTH",
    patterns=(
        labelled(_LABELS, _DATE, rf"(?:{LINK}(?:on|am|le|il|el|op|em|in|im|en)?\s{{0,2}})"),
        labelled(_BORN, FULL_DATE, rf"(?:{_AT_A_PLACE}(?:on|am|le|il|el|op|em|a)?\s{{0,2}})"),
    ),
    score=0.9,
    needs=Needs(
        digits=1,
        any_of=(
            "birth",
            "born",
            "dob",
            "d.o.b",
            "bday",
            "b-day",
            "geb",
            "naci",
            "nací",
            "cumple",
            "naiss",
            "né",
            "anniv",
            "nasc",
            "nat",
            "complea",
            "verjaar",
            "aniv",
        ),
    ),
    examples=(
        Example("date of birth: 30/07/1985.", ("30/07/1985",)),
        Example("I was born on July 30th, 1985", ("July 30th, 1985",)),
        Example("geboren am 3. März 1990", ("3. März 1990",)),
        Example("né le 12.04.1988 à Lyon", ("12.04.1988",)),
        Example("nata a Pordenone (PN) il 17.9.1966", ("17.9.1966",)),
        Example("geboren in Bad Orb am 3.4.1971", ("3.4.1971",)),
        Example("nasc 05/11/82", ("05/11/82",)),
        Example("my birthday is 4th of May", ("4th of May",)),
        Example("delivered on 30/07/2024", reason="no label of a birth"),
        Example("the newborn is 3 weeks old", reason="another word"),
    ),
)
