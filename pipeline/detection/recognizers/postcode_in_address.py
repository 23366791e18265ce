"""Postcodes of plain digits where the rest of an address stands beside them: house number before, place behind.

Also the Dutch form with its two capitals before a place, and US ZIP codes behind a state. Source: USPS Publication 28.
"""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_PLACE = r"[A-ZÀ-ÖØ-ÞŁŚŻ][^\W\d_]{2,}"

PLUGIN = Recognizer(
    "postcode_in_address",
    "ZIP_CODE",
    patterns=(
        re.compile(
            rf"(?<=[0-9a-zA-Z])\s?[,\n·•|]\s{{0,2}}(?:(?:DE?|AT?|F|E|I|B|L|CH|PL)[- ])?"
            rf"(?P<value>[0-9]{{5}}|[0-9]{{2}}-[0-9]{{3}}|[1-9][0-9]{{3}}) {_PLACE}"
        ),
        re.compile(rf"(?<!\w)(?P<value>[1-9][0-9]{{3}} ?(?!S[ADS])[A-Z]{{2}}),? {{1,2}}{_PLACE}"),
        re.compile(rf"(?<!\w)(?:{_STATES}),? (?P<value>[0-9]{{5}}(?:-[0-9]{{4}})?)(?!\w)"),
    ),
    validate=lambda text: not re.fullmatch("(?:19|20)[0-9]{2}", text),
    score=0.7,
    needs=Needs(digits=4),
    examples=(
        Example("Hauptstraße 12, 10115 Berlin", ("10115",)),
        Example("12 rue de la Paix\n75002 Paris", ("75002",)),
        Example("Seestraße 4 · 88662 Überlingen", ("88662",)),
        Example("Mariahilfer Straße 1, A-1060 Wien", ("1060",)),
        Example("Kerkstraat 12, 1012 AB Amsterdam", ("1012 AB",)),
        Example("ul. Długa 5, 00-238 Warszawa", ("00-238",)),
        Example("Springfield, IL 62704", ("62704",)),
        Example("since May, 2019 Models fail", reason="a year"),
        Example("we sold 10115 Units", reason="no house number and comma before"),
        Example("a drive of 2000 GB is full", reason="a unit and no place behind"),
    ),
)
