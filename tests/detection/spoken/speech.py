"""Turns for the tests of spoken values, and what the spoken pass alone finds in them. All values are made up."""

from __future__ import annotations

from functools import cache

from pipeline import registry
from pipeline.conversation.model import Participant
from pipeline.detection import recognizers
from pipeline.detection.recognizer import Recognizer
from pipeline.detection.spoken.language import LANGUAGES
from pipeline.detection.spoken.spoken_pass import SpokenPass
from pipeline.detection.turns import ConversationView
from tests.detection.conversations import conversation

Found = set[tuple[str, str]]


@cache
def spoken_pass(languages: tuple[str, ...] = LANGUAGES) -> SpokenPass:
    return SpokenPass(tuple(registry.load(recognizers, Recognizer).values()), languages)


def view(text: str, language: str | None, people: tuple[Participant, ...] = ()) -> ConversationView:
    return ConversationView.of(conversation(text, language=language, people=people), LANGUAGES)


def found(
    text: str,
    language: str | None = "en",
    people: tuple[Participant, ...] = (),
    languages: tuple[str, ...] = LANGUAGES,
) -> Found:
    """Entity type and text of what the pass finds in one turn."""
    seen = view(text, language, people)
    (results,) = spoken_pass(languages).find(seen, [[]])
    return {(each.entity_type, seen.turns[0].form.text[each.start : each.end]) for each in results}
