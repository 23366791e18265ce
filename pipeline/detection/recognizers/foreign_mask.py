"""Masks that somebody put into the text before Veil: "[NAME]", "<PERSON_1>", "{{BAN}}", "****", "XXXX-XXXX-1234".

What stands there is no name and no code, whatever it looks like: `engine` lets the mask shield it. Brackets count only
around words that masks are made of, so that "[Ana]" and "[sic]" are none.
"""

import re
from collections.abc import Iterator

from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_OF_MASKS = (
    "pii phi name names firstname lastname surname fullname username user person people per patient customer client"
    " agent employee email mail phone telephone tel mobile fax address addr street city town state country location loc"
    " gpe place zip zipcode postcode postal date dob birthday birthdate time age ssn sin nino iban bic swift account"
    " acct card creditcard cc pan cvv pin password passwd secret token key id ids ip mac url link org organization"
    " organisation company order ticket reference number num plate license licence passport handle amount misc"
    " redacted redact removed masked mask hidden censored confidential anonymized anonymised deleted sensitive private"
    " vorname nachname kunde kundin adresse strasse straße ort plz telefon geburtsdatum datum konto kontonummer"
    " geschwärzt entfernt anonymisiert nombre apellido apellidos cliente correo teléfono telefono dirección direccion"
    " ciudad fecha cuenta tarjeta borrado anonimizado nom prénom prenom courriel téléphone ville compte carte masqué"
    " supprimé anonymisé caviardé nome cognome indirizzo città carta conto oscurato naam voornaam achternaam klant"
    " adres telefoon woonplaats rekening morada cidade conta cartão removido"
)
_WORDS = frozenset(_OF_MASKS.split())
_PARTS = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(
    r"\[{1,2}[ ]?(?P<square>[^\W\d_][\w -]{1,40})[ ]?\]{1,2}|<{1,2}[ ]?(?P<angle>[^\W\d_][\w -]{1,40})[ ]?>{1,2}"
    r"|\((?P<round>redacted|removed|masked|anonymi[sz]ed|geschwärzt|anonymisiert|anonimizado|anonymisé)\)"
    r"|\{\{[ ]?[^\W\d_][\w. -]{0,40}\}\}|\{(?P<curly>[^\W\d_][\w -]{1,40})\}|%[A-Z][A-Z_]{2,30}%",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"(?<![\w*#])(?:\*{4,64}|#{4,64})(?:[ -]{0,2}(?:\*{2,16}|#{2,16})){0,8}(?:[ -]?[0-9]{2,4})?(?![\w*#])"
    r"|[█■▇•●]{4,64}(?:[ -]?[█■▇•●]{2,16}){0,8}(?:[ -]?[0-9]{2,4})?(?!\w)"
    r"|(?<!\w)(?:(?:[Xx]{2,8}[-/.]){1,6}[Xx]{2,8}|(?:X{2,8}[ ]){1,6}X{2,8}|X{4,64})(?:[ -]?[0-9]{2,4})?(?!\w)"
)
_HEADING_OR_RULE = re.compile(r"[ ]{0,3}(?:#{1,6}(?=[ \t])|(?:\*[ ]?){3,}[ \t]*(?=\n|\Z))")
_LONGEST_NUMBER = 3
"""Digits of "[PERSON_12]"; more of them may be a number that nobody masked."""


def _is_mask(content: str, *, in_angles: bool) -> bool:
    parts = _PARTS.findall(content)
    if in_angles and content != content.upper() and content.lower() != "redacted":
        return False  # "<name>" is markup, or what a manual says to fill in
    if any(sum(map(str.isdigit, part)) > _LONGEST_NUMBER for part in parts):
        return False
    return any(part.lower().rstrip("0123456789") in _WORDS for part in parts)


def _find(clues: Clues) -> Iterator[Span]:
    for match in _BRACKETED.finditer(clues.text):
        content = match["square"] or match["angle"] or match["curly"]
        if content is None or _is_mask(content, in_angles=match["angle"] is not None):
            yield match.span()
    for match in _SIGNS.finditer(clues.text):
        line = clues.text.rfind("\n", 0, match.start()) + 1
        if not _HEADING_OR_RULE.match(clues.text, line):
            yield match.span()


PLUGIN = Recognizer(
    "foreign_mask",
    "UPSTREAM_MASK",
    find=_find,
    score=0.9,
    needs=Needs(
        any_of=(
            "[",
            "<",
            "{",
            "(redact",
            "(remov",
            "(mask",
            "(anonym",
            "(geschw",
            "%",
            "***",
            "###",
            "xx",
            "••••",
            "███",
            "■■■",
            "●●●",
            "▇▇▇",
        )
    ),
    examples=(
        Example("my name is [NAME], mail [EMAIL_1]", ("[NAME]", "[EMAIL_1]")),
        Example("[PII] and <PERSON_1> or <US_SSN>", ("[PII]", "<PERSON_1>", "<US_SSN>")),
        Example("from {{BAN}} to {{customer.first_name}}", ("{{BAN}}", "{{customer.first_name}}")),
        Example("hallo [Name des Kunden], <REDACTED>", ("[Name des Kunden]", "<REDACTED>")),
        Example("card XXXX-XXXX-XXXX-1234", ("XXXX-XXXX-XXXX-1234",)),
        Example("born XX/XX/XXXX in XXXX", ("XX/XX/XXXX", "XXXX")),
        Example("card **** **** **** 1234, pin ####", ("**** **** **** 1234", "####")),
        Example("iban ••••••4711", ("••••••4711",)),
        Example("it is **bold** and #1", reason="markdown and a rank"),
        Example("#### A heading\n\n****\ntext", reason="a heading and a rule"),
        Example("he said [sic] <3 <b>no</b> [Ana] [1]", reason="brackets around other things"),
        Example("write <name> there, f****** slow", reason="a gap in a manual; a swear word"),
        Example("[phone 600123123]", reason="a number that nobody masked"),
        Example("kisses xxxx size XXXL", reason="kisses and a size"),
    ),
)
