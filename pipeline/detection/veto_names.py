"""Spare the words that only the token classifier takes for a name.

Three kinds of words, by the conversation's language:

- *plain* ("annoyed", "thanks", "neighbour", "Kundenservice"): never a name by the classifier's word alone;
- *ordinary* (one of the 5,000 commonest words and no name): a name only where it is written as one, which is with a
  capital inside a sentence (in German, where every noun has one, that says nothing), or behind "my name is", or in the
  turns after a question about a name;
- all others, names that are words ("will", "rose") among them: believed, unless half believed, alone and in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.name_cues import follows_name_cue, follows_sure_name_cue
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words.plain_words import PARTICLES
from pipeline.detection.scene import WORD, Scene, Vocabulary

SURE: Final = 0.7
"""From this score on the classifier is believed about a name that is a word."""

RECURRING: Final = 0.35
"""From this score on a name that only the classifier saw is looked for in other turns."""

_LONGEST_ANSWER: Final = 2  # words
_SHORT: Final = 3  # letters: such words are names somewhere ("Ty", "Das", "An"), if written as one
_REACH: Final = 8
_STARTS_SENTENCE = re.compile(r"(?:\A|[.!?:;…\n)\]])[\s\"'*>¡¿-]*\Z")
_ARTICLE = re.compile(r"(?<!\w)(?:im|am|zum|ins)\s\Z", re.IGNORECASE)
_CAPITALIZED = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]")
_SIGNS = " .,!?\n"


def is_unsure(found: RecognizerResult) -> bool:
    """Return whether a name is too unsure to be hidden wherever its words stand."""
    return found.entity_type == "PERSON" and found.score < RECURRING


def names(found: RecognizerResult, text: str, scene: Scene) -> Iterator[RecognizerResult]:
    """Yield the classifier's name without the doubtful words at its edges; nothing where all are doubtful."""
    spans = [match.span() for match in WORD.finditer(text, found.start, found.end)]
    doubts = [_is_doubtful(text, start, end, scene) for start, end in spans]
    if all(doubts) and not _is_answer(found, text, spans, scene) and not _begins_surname(text, found.start, found.end):
        return
    first, last = _edges(text, spans, doubts, scene.words)
    start = found.start if first == 0 else spans[first][0]
    end = found.end if last == len(spans) - 1 else spans[last][1]
    if not _is_half_believed_word(found, text[start:end].strip(), text, scene.words):
        found.start, found.end = start, end
        yield found


def _is_doubtful(text: str, start: int, end: int, scene: Scene) -> bool:
    word = text[start:end]
    folded = fold_text(word)
    plain = scene.words.is_plain(folded)
    if not (plain or scene.words.is_ordinary(folded) or _is_german_noun(text, start, folded, scene.words)):
        return False
    if follows_sure_name_cue(text, start):
        return plain and not word[0].isupper()
    if _is_written_as_name(text, start, word, scene.words.language):
        return plain and len(word) > _SHORT
    return plain or not scene.asked


def _is_german_noun(text: str, start: int, folded: str, words: Vocabulary) -> bool:
    """Return whether a common word stands behind an article that no name has: "im Ernst", "zum Koch"."""
    if words.language != "de" or folded not in words.common:
        return False
    return _ARTICLE.search(text, max(0, start - _REACH), start) is not None


def _is_written_as_name(text: str, start: int, word: str, language: str | None) -> bool:
    """Return whether a capital says something: inside a sentence, in a language that gives one to names alone."""
    if language == "de" or not word[0].isupper() or (len(word) > 1 and word.isupper()):
        return False
    return _STARTS_SENTENCE.search(text, max(0, start - _REACH), start) is None


def _is_answer(found: RecognizerResult, text: str, spans: list[tuple[int, int]], scene: Scene) -> bool:
    """Return whether ordinary words are a whole short turn, as the answer to a question is."""
    if len(spans) > _LONGEST_ANSWER or text.strip(_SIGNS) != text[found.start : found.end].strip(_SIGNS):
        return False
    return not any(scene.words.is_plain(fold_text(text[slice(*span)])) for span in spans)


def _begins_surname(text: str, start: int, end: int) -> bool:
    """Return whether particles stand before a capital: the classifier cut "del Río" in two."""
    behind = text[end : end + 2].strip()
    return behind.isupper() and all(fold_text(word) in PARTICLES for word in text[start:end].split())


def _edges(text: str, spans: list[tuple[int, int]], doubts: list[bool], words: Vocabulary) -> tuple[int, int]:
    """Return the first and the last word that stay.

    A capital beside the rest of the name speaks for a word at the edge ("Nieto Zarate", "Priya Das"), except for a
    plain one in front ("Danke Olena"). A particle in front stays.
    """
    first, last = 0, len(spans) - 1
    if all(doubts):
        return first, last
    while doubts[first]:
        first += 1
    while first and _may_begin_name(text[slice(*spans[first - 1])], words):
        first -= 1
    while doubts[last] and not _may_end_name(text, *spans[last]):
        last -= 1
    return first, last


def _may_begin_name(word: str, words: Vocabulary) -> bool:
    folded = fold_text(word)
    return folded in PARTICLES or (word.istitle() and not words.is_plain(folded))


def _may_end_name(text: str, start: int, end: int) -> bool:
    return text[start].isupper() or _begins_surname(text, start, end)


def _is_half_believed_word(found: RecognizerResult, word: str, text: str, words: Vocabulary) -> bool:
    """Return whether a name is one word in lower case, unsure, behind no cue and not the whole turn.

    It must be common, or stand in a turn with capitals: who writes them writes them in names.
    """
    if found.score >= SURE or not word.isalpha() or not word.islower() or follows_name_cue(text, found.start):
        return False
    return word != text.strip() and (fold_text(word) in words.common or _CAPITALIZED.search(text) is not None)
