"""Spare what the token classifier only half believes: one ordinary word in lower case is hardly a name.

Measured on support talk: nearly all of its false names are such words ("thanks", "sure", "on"), nearly none of its
true ones. Known values, cues and recurrence still find the names that are words.
"""

from __future__ import annotations

from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.name_cues import follows_name_cue
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_words

SURE: Final = 0.7
"""From this score on the classifier is believed whatever the word."""

RECURRING: Final = 0.35
"""From this score on a name that only the classifier saw is looked for in other turns."""


def is_unsure(found: RecognizerResult) -> bool:
    """Return whether a name is too unsure to be hidden wherever its words stand."""
    return found.entity_type == "PERSON" and found.score < RECURRING


def is_hardly_a_name(found: RecognizerResult, text: str, language: str | None) -> bool:
    """Return whether a finding of the classifier is a lone ordinary word in lower case, unsure and behind no name cue.

    Args:
        found: the classifier's finding, in the text in normal form.
        text: the turn in normal form.
        language: the conversation's, or None, where nothing is ordinary.
    """
    if found.entity_type != "PERSON" or found.score >= SURE:
        return False
    word = text[found.start : found.end].strip()
    if not word.isalpha() or not word.islower() or follows_name_cue(text, found.start):
        return False
    return word != text.strip() and fold_text(word) in common_words(language)
