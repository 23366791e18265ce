"""What stands before a name in talk, in seven languages: "my name is", "Frau", "Hi", "cordialement".

After such a cue even an ordinary word in lower case ("my name is will") may be a name. Detection and the release sweep
share this list, so that what one hides the other does not miss.
"""

from __future__ import annotations

import re
from typing import Final

_CUES: Final = (
    # en
    "my name is", "name is", "my name's", "name's", "name", "names", "this is", "i am", "i'm", "im", "it's",
    "call me", "speaking with", "speaking to", "talking to", "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "dr",
    "prof", "dear", "hi", "hello", "hey", "thanks", "thank you", "regards", "cheers", "sincerely", "signed",
    # de
    "mein name ist", "name ist", "ich bin", "ich heiße", "ich heisse", "hier ist", "herr", "herrn", "frau", "hallo",
    "liebe", "lieber", "danke", "grüße", "gruß", "gruss", "grüßen", "grussen",
    # es
    "me llamo", "mi nombre es", "nombre es", "nombre", "soy", "señor", "señora", "señorita", "sr", "sra", "srta",
    "don", "doña", "hola", "estimado", "estimada", "gracias", "saludos", "querido", "querida",
    # fr
    "je m'appelle", "mon nom est", "nom est", "je suis", "nom", "prénom", "monsieur", "madame", "mademoiselle", "m",
    "mme", "mlle", "bonjour", "salut", "cher", "chère", "merci", "cordialement",
    # it
    "mi chiamo", "il mio nome è", "nome è", "nome", "cognome", "sono", "signor", "signora", "signore", "sig",
    "dott", "ciao", "buongiorno", "salve", "gentile", "caro", "cara", "grazie", "saluti",
    # nl
    "mijn naam is", "naam is", "naam", "ik ben", "ik heet", "met", "meneer", "mevrouw", "dhr", "mw", "mevr",
    "beste", "dag", "hoi", "bedankt", "groet", "groeten",
    # pt
    "o meu nome é", "meu nome é", "nome é", "chamo-me", "me chamo", "eu sou", "sou o", "sou a", "sou", "senhor",
    "senhora", "sr", "sra", "dona", "olá", "oi", "caro", "cara", "prezado", "prezada", "obrigado", "obrigada",
    "cumprimentos", "abraço",
)  # fmt: skip
LONGEST_CUE: Final = max(map(len, _CUES)) + 8
"""How many characters before a word `follows_name_cue` reads, with room for signs and spaces."""

_CONTEXT: Final = 12
"""Characters before these that say whether a cue is a whole word, and whose name is meant."""

# Both expressions are for text in lower case: `re` tries alternatives much faster where it need not ignore case.
_BEFORE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(cue).replace(r"\ ", r"\s{1,3}") for cue in sorted(set(_CUES), key=len, reverse=True))
    + r")[\s.,:;!'-]{1,4}\Z"
)


def follows_name_cue(text: str, start: int) -> bool:
    """Return whether the word that starts at `start` of a text in normal form follows a cue.

    Args:
        text: a turn in normal form (`normal_form.normalise`).
        start: where the word starts, in code points of that text.
    """
    return _ends_in(_BEFORE, text, start)


_SURE = re.compile(
    r"(?<!\w)(?:(?:(?<!city )(?<!user )(?<!file )(?<!company )(?<!product )names?(?:\s{1,3}(?:is|are)|'s|:)|namens"
    r"|name(?: ist| lautet|:)|ich hei(?:ß|ss)e|me llamo|se llama|nombre(?: es|:)|apellidos?(?: es| son|:)|m'appelle"
    r"|s'appelle|pr(?:é|e)?nom(?: est|:)|nom(?: est|:)|mi chiamo|(?:cog)?nome(?: è|:)|naam(?: is|:)|ik heet"
    r"|nome(?: é|:)|chamo-me|me chamo)|(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|señora?|señorita|sra?|srta|monsieur"
    r"|madame|mademoiselle|mme|mlle|signora?|sig|meneer|mevrouw|dhr|mevr|senhora?)\.?)[\s:'\"-]{1,4}\Z"
)


def follows_sure_name_cue(text: str, start: int) -> bool:
    """Return whether the word that starts at `start` follows words that hardly anything but a name follows.

    "my name is", "me llamo" and "Frau" are such words; "I am", "thanks" and "hello" are not.
    """
    return _ends_in(_SURE, text, start)


def _ends_in(cues: re.Pattern[str], text: str, start: int) -> bool:
    first = max(0, start - LONGEST_CUE)
    context = max(0, first - _CONTEXT)
    return cues.search(text[context:start].lower(), first - context) is not None
