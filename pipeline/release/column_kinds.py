"""What each kind of column means, in which unit and with which values: the source of every dictionary of columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pipeline.disclosure.contact_bands import COUNT_BANDS, COUNT_REST, GAP_BANDS, GAP_REST
from pipeline.release.turn_times import (
    FIRST,
    RESPONSE_BANDS,
    RESPONSE_REST,
    TURN_GAP_BANDS,
    TURN_GAP_REST,
    UNKNOWN,
)


class Kind(StrEnum):
    """What a column holds, whatever its name is."""

    CONVERSATION_KEY = "conversation_key"
    PERSON_KEY = "person_key"
    CHANNEL = "channel"
    LANGUAGE = "language"
    MONTH = "month"
    FIELD = "field"
    DURATION = "duration"
    TURNS = "turns"
    GAP_BAND = "gap_band"
    CONTACTS_24H_BAND = "contacts_24h_band"
    REDACTION_COUNTS = "redaction_counts"
    TURN_INDEX = "turn_index"
    ROLE = "role"
    TEXT = "text"
    WORDS = "words"
    TURN_GAP_BAND = "turn_gap_band"
    RESPONSE_BAND = "response_band"
    REDACTIONS = "redactions"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column says. `unit` and `values` are empty where there is none, or where the set is open."""

    description: str
    unit: str = ""
    values: str = ""


def _bands(*groups: Iterable[tuple[object, str]] | str) -> str:
    """Return the names of bands in their order, each group being bounds with names or one name."""
    names = [name for group in groups for name in ([group] if isinstance(group, str) else [band for _, band in group])]
    return ", ".join(names)


MEANINGS: Mapping[Kind, Meaning] = MappingProxyType({
    Kind.CONVERSATION_KEY: Meaning(
        "Keyed pseudonym of the conversation; joins the two tables of this dataset and nothing else."
    ),
    Kind.PERSON_KEY: Meaning("Keyed pseudonym of the customer, the same in all conversations of this dataset."),
    Kind.CHANNEL: Meaning("How the conversation was held."),
    Kind.LANGUAGE: Meaning("Language of the conversation (ISO 639-1); und where nobody could tell."),
    Kind.MONTH: Meaning(
        "Month in which the conversation started (UTC). Stands in the folders' names, not in the files.",
        values=f"YYYY-MM, {UNKNOWN}",
    ),
    Kind.DURATION: Meaning(
        "Time from start to close; where a recording has no close, up to where its last turn begins. Null: not known.",
        unit="seconds",
        values="whole numbers from 0",
    ),
    Kind.TURNS: Meaning("Number of turns written.", unit="turns", values="whole numbers from 0"),
    Kind.GAP_BAND: Meaning(
        "Time since the same person's contact before.", values=_bands(FIRST, GAP_BANDS, GAP_REST, UNKNOWN)
    ),
    Kind.CONTACTS_24H_BAND: Meaning(
        "Contacts of the same person in the 24 hours up to this one.",
        unit="contacts",
        values=_bands(COUNT_BANDS, COUNT_REST, UNKNOWN),
    ),
    Kind.REDACTION_COUNTS: Meaning(
        "How often each kind of personal data was hidden, by type and operator.", unit="mentions"
    ),
    Kind.TURN_INDEX: Meaning(
        "Place of the turn in its conversation. Turns of roles that the policy does not name leave a gap.",
        values="whole numbers from 0",
    ),
    Kind.ROLE: Meaning("Who speaks; null where the record does not say."),
    Kind.TEXT: Meaning("What was said, with personal data hidden as the policy says; all else as it was."),
    Kind.WORDS: Meaning(
        "Number of words of the text as written; a label such as [PERSON_1] counts as one.",
        unit="words",
        values="whole numbers from 0",
    ),
    Kind.TURN_GAP_BAND: Meaning(
        "Time since the turn before, between the starts of both.",
        values=_bands(FIRST, TURN_GAP_BANDS, TURN_GAP_REST, UNKNOWN),
    ),
    Kind.RESPONSE_BAND: Meaning(
        "How long the customer waited: from their last turn to this, the agent's first answer. Null: not an answer.",
        values=_bands(RESPONSE_BANDS, RESPONSE_REST, UNKNOWN),
    ),
    Kind.REDACTIONS: Meaning("What was hidden where in the text as written."),
})
"""Of every kind but `FIELD`, which the policy's rule explains. Where the policy closes a set, its values are added."""

MEMBERS: Mapping[Kind, Mapping[str, Meaning]] = MappingProxyType({
    Kind.REDACTION_COUNTS: {
        "entity_type": Meaning("Kind of personal data."),
        "operator": Meaning("What was done with it."),
        "count": Meaning("How often.", unit="mentions", values="whole numbers from 1"),
    },
    Kind.REDACTIONS: {
        "char_start": Meaning("Where it begins.", unit="Unicode code points", values="whole numbers from 0"),
        "char_end": Meaning("Where it ends: the first place after it.", unit="Unicode code points"),
        "entity_type": Meaning("Kind of personal data."),
        "operator": Meaning("What was done with it."),
    },
})
"""What stands inside the lists of some kinds."""
