"""What a label or an address says about a person, and that codes, masks and roles say nothing."""

from __future__ import annotations

import pytest

from pipeline.sources.identities import identity

NAMING = [
    ("Ana Duarte", {"name": "Ana Duarte"}, "a name"),
    ("Agent Chloe", {"name": "Chloe"}, "a role before the name"),
    ("Customer-Chloe", {"name": "Chloe"}, "a role glued to the name"),
    ("Bo", {"name": "Bo"}, "a name as short as a code"),
    ("anad84", {"name": "anad84"}, "a handle"),
    ("tel:+34600123123", {"phone": "+34600123123"}, "a telephone URI"),
    ("sip:+34600123123@carrier.example.com;user=phone", {"phone": "+34600123123"}, "a number in a SIP address"),
    ("(555) 010-1234", {"phone": "(555) 010-1234"}, "a number as people write it"),
    ("sip:ana@example.com", {"email": "ana@example.com"}, "a SIP address of a person"),
    ("mailto:ana@example.com", {"email": "ana@example.com"}, "a mail URI"),
]
NAMELESS = [
    ("SPEAKER_00", "diarization's number"),
    ("spk_0", "diarization's number, shorter"),
    ("A", "a letter"),
    ("1A", "a channel and a letter"),
    ("channel 1", "a channel"),
    ("7", "a number"),
    ("Customer", "a role"),
    ("AGENT 2", "a role with a number"),
    ("9c2f2f62-0000-4000-8000-1f3870be274f", "a GUID"),
    ("[PII]", "a mask"),
    ("****", "a mask of stars"),
    ("SYSTEM_MESSAGE", "what Amazon calls its system"),
    ("anonymous", "a number that is withheld"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("written", "known", "why"), NAMING, ids=[why for *_, why in NAMING])
def test_what_names_somebody_becomes_a_field_of_the_party(written: str, known: dict[str, object], why: str) -> None:
    assert identity(written) == known


@pytest.mark.parametrize(("written", "why"), NAMELESS, ids=[why for _, why in NAMELESS])
def test_what_only_tells_parties_apart_becomes_none(written: str, why: str) -> None:
    assert identity(written) == {}
