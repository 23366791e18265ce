"""An example's record, completed so that the gates of its policy let it pass.

An officer writes what an example is about. All that gates ask for and the example leaves out is filled in; what it
writes as null stays missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.conversation.model import Consent, Conversation
from pipeline.policy.cases import Case
from pipeline.policy.schema import Policy


def passing(record: Conversation, case: Case, policy: Policy) -> Conversation:
    """Return the record of an example with what the gates of a policy ask for and the example does not speak of."""
    gates, written = policy.gates, case.model_fields_set
    ages: Mapping[str, int | None] = {p.id: p.age for p in case.participants if "age" in p.model_fields_set}
    people = tuple(replace(each, age=ages.get(each.id, gates.age.minimum)) for each in record.participants)
    filled = replace(record, participants=people)
    if "closed_at" not in written:
        filled = replace(filled, closed_at=record.started_at)
    if "recording_notice_played" not in written:
        filled = replace(filled, recording_notice_played=True)
    if "country" not in written and gates.regions:
        filled = replace(filled, metadata=(("country", gates.regions[0]),))
    if "consent" not in written and record.started_at is not None:
        given = record.started_at.date().isoformat()
        filled = replace(filled, consent=Consent("given", policy.purpose.id, given))
    return filled
