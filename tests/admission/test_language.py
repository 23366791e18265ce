"""The language of a record: what it says, else what its customer writes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.admission.language import identify
from pipeline.conversation.model import Participant, Role, Turn
from tests.admission.test_gates import ENGLISH, GERMAN, RECORD


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("en", GERMAN, "en"),  # what the record says counts
        ("en-GB", ENGLISH, "en"),
        ("de_AT", GERMAN, "de"),
        (None, ENGLISH, "en"),  # found
        ("mul", GERMAN, "de"),  # "several" is no language
        ("", GERMAN, "de"),
        (None, "12345 67890 +++", None),  # no letters
        (None, "ok thanks", None),  # too short to tell
    ],
)
def test_the_language_is_the_declared_one_or_found(declared: str | None, text: str, language: str | None) -> None:
    assert identify(replace(RECORD, language=declared, turns=(Turn(text, "c1"),))) == language


def test_the_customer_decides_the_language() -> None:
    mixed = replace(
        RECORD,
        language=None,
        turns=(Turn(ENGLISH, "a1"), Turn(ENGLISH, "a1"), Turn(GERMAN, "c1")),
        participants=(*RECORD.participants, Participant("a1", Role.AGENT)),
    )
    assert identify(mixed) == "de"
