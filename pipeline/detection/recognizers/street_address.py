"""Street addresses with house number, in the form of each language. Case does not matter: chats have none."""

import re
from collections.abc import Iterator

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE, PARTICLES
from pipeline.detection.cues import label_starts
from pipeline.detection.quantities import NO_AMOUNT
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_WORD = r"[^\W\d_][\w'.-]{0,30}"
_NO_NAME = (
    r"(?:the|a|an|on|in|at|for|to|from|and|or|has|have|is|are|was|with|by|minutes?|hours?|days?|weeks?"
    r"|months?|years?|blocks?|miles?|square)"
)
_UNIT = r"(?:,?\s{1,2}(?:apt|apartment|unit|suite|flat|ste|#)\.?\s{0,2}[\w-]{1,6})?"
_RANGE = r"(?:[0-9]{1,5}[a-z]?\s?[-\u2013/]\s?)?"
_TO = r"(?:\s?[-\u2013/+]\s?[0-9]{1,4}\s?[a-z]?(?!\w))?"
"""House numbers in pairs: "22-24", "4 - 6a"."""
_EN = (
    rf"{_RANGE}[0-9]{{1,5}}[a-z]?(?:[^\S\n]{{1,2}}(?!{_NO_NAME}\b){_WORD}){{1,4}}?[^\S\n]{{1,2}}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|crescent|close(?=\s?[,.\n]|$)|terrace"
    r"|parkway|pkwy|highway|hwy|gardens|grove|mews)(?!\w)\.?" + _UNIT
)
_DE = (
    r"[^\W\d_][\w.-]{1,30}(?:[ \t][^\W\d_][\w.-]{0,30})?(?:straße|strasse|str\.|str|weg|platz|allee|gasse"
    r"|damm|ufer|chaussee)\s{1,2}[0-9]{1,4}\s?[a-z]?" + _TO
)
_NL = (
    r"[^\W\d_][\w.-]{1,30}(?:straat|laan|plein|gracht|kade|dijk|singel|steeg|weg"
    r"|hof)\s{1,2}[0-9]{1,5}(?:\s?[a-z](?!\w)|-[0-9]{1,3}|\s(?:bis|hs|huis))?"
)
_NL_KIND_FIRST = (
    r"(?:laan|plein|weg|hof|kade|dijk|straatweg|park)\s(?:van|op|naar|aan)(?:\s(?:de|den|der|het|'t))?"
    r"(?:\s[^\W\d_][\w'-]{1,30}){1,2}\s[0-9]{1,4}(?:\s?[a-z](?!\w)|-[0-9]{1,3})?"
)
_DE_WITH_POSTCODE = (
    r"(?:am|an der|an den|auf dem|auf der|im|in der|in den|zum|zur|unter den)"
    r"(?:\s[^\W\d_][\w-]{1,30}){1,2}\s[0-9]{1,3}\s?[a-z]?(?=\s?[,\n·]\s{0,2}(?:(?:D|A|CH)-)?[0-9]{4,5}\s[^\W\d_])"
)
_FLOOR = r"(?:,?\s{1,2}[0-9]{1,2}\s?[oaºª°](?:\s{1,2}(?:[a-z]|izq\w{0,7}|dcha|der\w{0,5})(?!\w)\.?)?)?"  # "2º B"
_KINDS_FIRST = (
    r"calle|avenida|avda\.?|paseo|camino|carretera|ronda|travesía|plaza|via|viale|piazza|corso|vicolo"
    r"|rua|travessa|praça|alameda|estrada|rue|avenue|boulevard|chemin|impasse|allée|place|quai"
)
_NUMBER_LAST = (
    rf"(?:c/\s?|(?:{_KINDS_FIRST})(?!\w)\s{{1,2}})"
    rf"(?:{_WORD}\s{{1,2}}){{0,4}}{_WORD},?\s{{1,2}}(?:nº|no|n\.|n|núm\.?|número"
    rf"|numero)?\s{{0,2}}{NO_AMOUNT}[0-9]{{1,4}}(?:\s?[a-z](?!\w))?{_FLOOR}"
)
_FR = (
    rf"{_RANGE}"
    r"[0-9]{1,4}\s?(?:bis|ter|quater)?,?\s{1,2}(?:rue|avenue|av\.(?!\s?j)|boulevard|bd|chemin|impasse|allée|allee"
    r"|quai|route|cours|place)"
    rf"(?:\s{{1,2}}(?:{_WORD})){{1,4}}?(?=[,.;!?\n]|\s[0-9]|\s(?:à|et|merci)\b|$)"
)

_PATTERNS = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), needs)
    for pattern, needs in (
        (_EN, Needs()),
        (_DE, Needs(any_of=("str", "weg", "platz", "allee", "gasse", "damm", "ufer", "chaussee"))),
        (_NL, Needs(any_of=("straat", "laan", "plein", "gracht", "kade", "dijk", "singel", "steeg", "weg", "hof"))),
        (_NL_KIND_FIRST, Needs(any_of=("laan ", "plein ", "weg ", "hof ", "kade ", "dijk ", "park "))),
        (_NUMBER_LAST, Needs(any_of=("c/", *label_starts(_KINDS_FIRST)))),
        (
            _FR,
            Needs(
                any_of=("rue", "av", "boulevard", "bd", "chemin", "impasse", "all", "quai", "route", "cours", "place")
            ),
        ),
        (_DE_WITH_POSTCODE, Needs(digits=5)),
    )
)
_GERMAN, _DUTCH, _KIND_FIRST = _PATTERNS[1][0], _PATTERNS[2][0], _PATTERNS[4][0]
_IN_CAPITALS = re.compile(
    r"(?<!\w)[0-9]{1,5}[A-Za-z]?(?:\s?[-\u2013/]\s?[0-9]{1,5}[A-Za-z]?)?,?[^\S\n](?:[A-Z][\w'.-]{1,20}[^\S\n]){1,3}"
    r"(?:Row|Way|Hill|Walk|Place|Square|Circle|Trail|Rise|View|Yard|Wharf|Quay|Green|Park|Mount|Loop|Parade|Vale)(?!\w)"
)
"""Kinds of English streets that are ordinary words as well, and count in capitals only."""
_DUTCH_BEFORE = re.compile(r"(?:(?<!\w)(?:[0-9]{1,2}e|[A-Z][\w'-]{1,20}|van|der|den|de|het|'t)\s){1,4}\Z")
_REACH = 60
_NO_STREET_NAME = frozenset({"adres", "ik", "wij", "we", "mijn", "woon", "op", "in", "aan"})
_LINKS = frozenset({*PARTICLES, "y", "e", "san", "santa", "santo", "dei", "della", "delle", "degli", "no", "n"})
_NO_STREET = re.compile(
    r"(?:\w{1,20}\s)?(?:(?:park|stell|sitz|steh|lager|liege|speicher|steck|arbeits|spiel|rast|abstell|schlaf|fenster)platz"
    r"|(?:rück|heim|um|aus|hin|hand|versand|liefer)weg|onderweg|snelweg|halverweg|parkeerplein)(?!\w)"
)
"""Words that end like a street's name: a number behind them counts something else."""
_BEFORE_COMPOUND = re.compile(r"([^\W\d_]{2,30})\s(?=[^\W\d_]{7,})", re.IGNORECASE)


def _find(clues: Clues) -> Iterator[Span]:
    """Leave out the plain word of a sentence in front, and what is a sentence all through."""
    for pattern, needs in _PATTERNS:
        if not clues.meet(needs) or not pattern.search(clues.text):
            continue
        for match in pattern.finditer(clues.text):
            start = match.start()
            if _NO_STREET.match(clues.lowered, start):
                continue
            first = _BEFORE_COMPOUND.match(clues.text, start)
            if pattern is _GERMAN and first and fold_text(first[1]) in GRAMMAR_AND_MORE:
                start = first.end()  # "ist Lindenstraße 5"; but "Alte Poststraße 5", "Am Alten Weg 5"
            if pattern is _DUTCH and clues.languages[:1] == ("nl",):
                start = _dutch_start(clues.text, start)
            if pattern is not _KIND_FIRST or _is_named(match[0]):
                yield start, match.end()
    for match in _IN_CAPITALS.finditer(clues.text):
        yield match.span()


def _dutch_start(text: str, start: int) -> int:
    """Return where a Dutch street's name begins: "De Ruyterkade", "Jan van Galenstraat"."""
    before = _DUTCH_BEFORE.search(text, max(0, start - _REACH), start)
    if before is None or not text[start].isupper():
        return start
    words = list(re.finditer(r"\S+", before[0]))
    named = next(
        (word for word in words if not word[0][0].islower() and fold_text(word[0]) not in _NO_STREET_NAME), None
    )
    return start if named is None else before.start() + named.start()


def _is_named(text: str) -> bool:
    """Return whether the words between "camino" and its number may be a name: "en camino y tarda 2 días" has none."""
    words = [word for word in re.split(r"[\s,]+", fold_text(text))[1:] if word.isalpha()]
    return all(word in _LINKS or word not in GRAMMAR_AND_MORE for word in words)


PLUGIN = Recognizer(
    "street_address",
    "STREET_ADDRESS",
    find=_find,
    score=0.6,
    needs=Needs(digits=1),
    examples=(
        Example("I live at 221b Baker Street, London", ("221b Baker Street",)),
        Example("12 old mill rd apt 4", ("12 old mill rd apt 4",)),
        Example("Lindenstraße 5a, 10115 Berlin", ("Lindenstraße 5a",)),
        Example("vivo en calle mayor 3, Madrid", ("calle mayor 3",)),
        Example("12 bis rue de la Paix, Paris", ("12 bis rue de la Paix",)),
        Example("via Garibaldi 14, Torino", ("via Garibaldi 14",)),
        Example("Kerkstraat 12-3 Utrecht", ("Kerkstraat 12-3",)),
        Example("Rua das Flores, nº 20", ("Rua das Flores, nº 20",)),
        Example("C/ Mayor 3, 2º B, Madrid", ("C/ Mayor 3, 2º B",)),
        Example("Kerkstraat 12 bis", ("Kerkstraat 12 bis",)),
        Example("j'habite place du Vieux Puits 17, code postal 1000", ("place du Vieux Puits 17",)),
        Example("il y a de la place pour 2 personnes", reason="no name behind the word"),
        Example("Am Markt 7, 99423 Weimar", ("Am Markt 7",)),
        Example("Im Okonkwo 61, 6004 Luzern", ("Im Okonkwo 61",)),
        Example("Am Montag 7 Uhr", reason="no postcode behind"),
        Example("Gut, es geht an Lindenstraße 99.", ("Lindenstraße 99",)),
        Example("va en camino y tarda hasta 2 días", reason="a sentence behind the word"),
        Example("stehe auf Parkplatz 27", reason="a place to park"),
        Example("Sitzplatz 45 b", reason="a seat"),
        Example("Nadia Okonkwo\nGartenstr. 14a", ("Gartenstr. 14a",)),
        Example("22-24 Skinner's Row\nLeeds", ("22-24 Skinner's Row",)),
        Example("at 7-9 High Street now", ("7-9 High Street",)),
        Example("Seestraße 4-6, Ulm", ("Seestraße 4-6",)),
        Example("au 12-14 rue des Lilas, Pau", ("12-14 rue des Lilas",)),
        Example("laan van duarte 312a, den haag", ("laan van duarte 312a",)),
        Example("ik ben op weg naar huis, nog 2 uur", reason="on the way home"),
        Example("4 Samsung phones on the way", reason="an ordinary word"),
        Example("2 days on the road", reason="no street name between number and word"),
        Example("Step 3 of the way", reason="no number follows"),
    ),
)
