"""Names behind words that only a name follows: "my name is", "ich heiße", "me llamo"."""

import re
from collections.abc import Iterator

from pipeline.conversation.names import family_names, given_names
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import LANGUAGES, common_anywhere
from pipeline.conversation.words.frequencies import frequencies
from pipeline.conversation.words.plain_words import PARTICLES
from pipeline.detection.language import words_of_all
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_CUE = re.compile(
    r"(?<!\w)(?:(?<!city )(?<!user )(?<!file )(?<!company )(?<!product )names?(?:\s{1,2}(?:is|are|was)|'s|:)|name\s?-|"
    r"(?:my|his|her|first|last|full) names?(?:\s{1,2}(?:is|are|was))?|"
    r"mein name ist|(?:mein )?name(?: lautet|:)|ich heiße|ich heisse|me llamo|mi nombre es|nombre:"
    r"|je m'appelle|mon nom est|nom:|"
    r"mi chiamo|il mio nome è|nome:|cognome:|mijn naam is|ik heet|naam:|o?\s?meu nome é|chamo-me|me chamo"
    r"|mr\.?|mrs\.?|ms\.?|herr|frau|señora?|monsieur|madame|"
    r"signora?|meneer|mevrouw|senhora?)[\s:-]{1,3}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){1,30}|[^\W\d_](?=\.|\s|$)")
_ELIDED = re.compile(r"[^\W\d_]'[^\W\d_]{2}")
"""A French pronoun before a verb: "m'avait"."""
_MOST_WORDS = 4
_MOST_IN_LOWER_CASE = 2  # behind them the sentence goes on
_TITLE = re.compile(r"(?:doktor|doctor|docteur|dottor(?:e|essa)?|dra?|prof|professor)(?!\w)\.?\s{0,2}", re.IGNORECASE)


def _is_hardly_a_name(word: str) -> bool:
    folded = fold_text(word)
    if not word.islower() and not word.isupper():
        return False
    return folded in words_of_all("labels_behind_names") or folded in common_anywhere()


def _goes_on(word: str, *, behind_name: bool) -> bool:
    """Return whether a word in lower case beside capitals belongs to the sentence: "Herr Okonkwo riet mir"."""
    folded = fold_text(word)
    if behind_name and _ELIDED.match(word):
        return True
    if folded in PARTICLES or (not behind_name and (folded in given_names() or folded in family_names())):
        return False
    return any(folded in frequencies(language) for language in LANGUAGES)


def _find(clues: Clues) -> Iterator[Span]:
    """Take the words after the cue while they look like a name: capitals, or no ordinary words of any language."""
    for cue in _CUE.finditer(clues.text):
        title = _TITLE.match(clues.text, cue.end())
        begin = end = position = title.end() if title else cue.end()
        capital = False
        for taken in range(_MOST_WORDS):
            word = _WORD.match(clues.text, position)
            if word is None or (word[0].islower() and taken == _MOST_IN_LOWER_CASE) or _is_hardly_a_name(word[0]):
                break
            beside_capitals = capital or cue[0][0].isupper()
            if word[0].islower() and (taken or beside_capitals) and _goes_on(word[0], behind_name=capital):
                break
            capital = capital or word[0][0].isupper()
            end = word.end()
            position = end + 1
            if clues.text[end : end + 1] != " ":
                break
        if end > begin:
            yield begin, end


PLUGIN = Recognizer(
    "name_by_cue",
    "PERSON",
    find=_find,
    score=0.75,
    needs=Needs(
        any_of=(
            "name",
            "hei",
            "llamo",
            "nombre",
            "m'appelle",
            "nom",
            "chiamo",
            "naam",
            "heet",
            "chamo",
            "mr",
            "ms",
            "herr",
            "frau",
            "señor",
            "monsieur",
            "madame",
            "signor",
            "meneer",
            "mevrouw",
            "senhor",
        )
    ),
    examples=(
        Example("hi, my name is ana duarte", ("ana duarte",)),
        Example("My name is Will Green and I", ("Will Green",)),
        Example("Ich heiße Jürgen Müller.", ("Jürgen Müller",)),
        Example("thanks mr okonkwo", ("okonkwo",)),
        Example("Herr Okonkwo riet mir ab", ("Okonkwo",)),
        Example("Frau Dr. Okonkwo ist da", ("Okonkwo",)),
        Example("my name is okonkwo booking number 7", ("okonkwo",)),
        Example("bei frau okonkwo nebenan", ("okonkwo",)),
        Example("seine Frau tauschte es um", reason="a verb in lower case behind a capital"),
        Example("ich war bei Frau Doktor.", reason="a title alone"),
        Example("the name is on the bill", reason="ordinary words in lower case"),
        Example("Madame Rose m'avait promis", ("Rose",)),
        Example("Madame Jeanne d'Arc", ("Jeanne d'Arc",)),
        Example("a username: please", reason="another word"),
    ),
)
