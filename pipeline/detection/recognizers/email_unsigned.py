"""E-mail addresses typed or dictated without "@": "ana duarte 45 gmailcom", "ana at gmail dot com".

Only before the domain of a mail provider for the public, where nothing but somebody's address can stand. Source of the
domains: the providers' own sites.
"""

import re
from collections.abc import Iterator

from pipeline.conversation.names import family_names, given_names
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import LANGUAGES, common_anywhere
from pipeline.conversation.words.frequencies import frequencies
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_PROVIDERS = (
    "gmail",
    "googlemail",
    "yahoo",
    "ymail",
    "rocketmail",
    "hotmail",
    "outlook",
    "icloud",
    "aol",
    "gmx",
    "protonmail",
    "fastmail",
    "hotmai",
    "gmai",
    "gmial",
    "tutanota",
    "t-online",
    "freenet",
    "laposte",
    "wanadoo",
    "libero",
    "virgilio",
    "ziggo",
    "kpnmail",
    "sapo",
    "btinternet",
    "comcast",
    "verizon",
    "rediffmail",
)
# For text in lower case.
_DOMAIN = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(_PROVIDERS)})\s?(?:[.,]|dot|punkt|punto|point|ponto|punt)?\s?(?:com|net|org"
    rf"|co|in|uk|de|at|ch|fr|es|it|nl|be|pt|br|me)(?!\w)"
)
_GLUED = re.compile(
    rf"(?<![^\W_])[a-z0-9._-]{{0,40}}(?:{'|'.join(_PROVIDERS)}|mail|reddiff?mail)(?:com|net|org|co|couk|in|de|fr|es|it|nl|pt)"
    r"(?!\w)"
)
_ENDED = re.compile(r"(?<![^\W_])[a-z0-9._-]{5,40}(?:com|net)(?!\w)")
_BEFORE = re.compile(r"(?<![^\s,;:])([^\s,;:@]{1,64})[\s@]{0,3}\Z")
_AT = {"at", "ät", "arroba", "arobase", "chiocciola", "apenstaartje", "@", "(at)", "[at]"}
_MOST_WORDS = 5
_SENTENCE_ENDS = frozenset("!?")


def _start(text: str, domain: int) -> int | None:
    """Go back over the words of the local part: at least one, more while they are digits, short or no common words.

    Before a sign that was typed hardly any word is part of it: names alone count there.
    """
    start: int | None = None
    position = domain
    signed = text[domain - 1 : domain] == "@"
    for _ in range(_MOST_WORDS):
        before = _BEFORE.search(text, max(0, position - 70), position)
        if before is None:
            break
        word = before[1].lower()
        if word not in _AT:
            if word[-1] in _SENTENCE_ENDS or ((start is not None or not signed) and _is_known(word, signed=signed)):
                break
            start = before.start(1)
        position = before.start(1)
    return start


def _is_known(word: str, *, signed: bool) -> bool:
    folded = fold_text(word)
    if not folded.isalpha():
        return False
    if folded in common_anywhere():
        return True
    return signed and _is_word(word) and folded not in given_names() | family_names()


def _find(clues: Clues) -> Iterator[Span]:
    for domain in _DOMAIN.finditer(clues.lowered):
        start = _start(clues.text, domain.start())
        yield (domain.start() if start is None else start), domain.end()
    for glued in _GLUED.finditer(clues.lowered):
        yield _with_numbers(clues.text, glued.start()), glued.end()
    for ended in _ENDED.finditer(clues.lowered):
        said = clues.text[ended.start() : ended.end()]
        if "." not in said and not _is_word(said) and not _is_firm(said):
            yield _with_numbers(clues.text, ended.start()), ended.end()


def _with_numbers(text: str, start: int) -> int:
    """Go back over a number and the word before it: "jenny 007 mailcom", "stephen mary 2011 rediffmailcom"."""
    before = _BEFORE.search(text, max(0, start - 70), start)
    if before is None or not before[1].isdigit():
        return start
    word = _start(text, before.start(1))
    return before.start(1) if word is None else word


def _is_firm(word: str) -> bool:
    """Return whether a word may be the name of a firm or network, as "Claronet": letters alone, and no ".com"."""
    return word.isalpha() and (word.lower().endswith("net") or word[0].isupper())


def _is_word(word: str) -> bool:
    return any(fold_text(word) in frequencies(language) for language in LANGUAGES)


PLUGIN = Recognizer(
    "email_unsigned",
    "EMAIL_ADDRESS",
    find=_find,
    score=0.7,
    needs=Needs(any_of=tuple(sorted({provider[:4] for provider in _PROVIDERS} | {"com", "net"}))),
    examples=(
        Example("its duarte 45 gmailcom ok", ("duarte 45 gmailcom",)),
        Example("aduarte at gmail dot com", ("aduarte at gmail dot com",)),
        Example("send it to aduartegmailcom", ("aduartegmailcom",)),
        Example("okonkwo 007 mailcom please", ("okonkwo 007 mailcom",)),
        Example("its duarteoffice4com", ("duarteoffice4com",)),
        Example("stop it!! unsubscribe aduarte@gmail.com now", ("aduarte@gmail.com",)),
        Example("its ana duarte@gmail.com", ("ana duarte@gmail.com",)),
        Example("the telecom and internet", reason="words that end so"),
        Example("Ihr Team Okonkwonet und Duartecom", reason="firms"),
        Example("mail to aduarte77@hotmail,com", ("aduarte77@hotmail,com",)),
        Example("the outlook comes in weekly", reason="no domain behind the word"),
        Example("my gmail is full", reason="a provider alone"),
    ),
)
