"""One conversation as an object of the native format (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from pipeline.synthesis.chance import happens, weighted
from pipeline.synthesis.dialogues import AGENT, BOT, CUSTOMER, SCRIPTS, SYSTEM, THIRD, Manner, Said
from pipeline.synthesis.identities import Identity
from pipeline.synthesis.lines import Style, fill, labels
from pipeline.synthesis.metadata import consent, make_metadata
from pipeline.synthesis.people import (
    Customer,
    agent_name,
    contact,
    make_customer,
    other_person,
    place_name,
    started_at,
)
from pipeline.synthesis.profile import Edge, Profile
from pipeline.synthesis.scene import Scene
from pipeline.synthesis.tables import products
from pipeline.synthesis.templates import phrasebook

Record = dict[str, Any]
"""A JSON object."""

# Least and most seconds between two turns.
_PACE = {
    "chat": (4, 90),
    "social": (60, 7_000),
    "call": (2, 25),
    "email": (1_800, 90_000),
    "ticket": (900, 60_000),
    "sms": (20, 1_500),
}
_ROLES = {AGENT: "agent", BOT: "bot", SYSTEM: "system", THIRD: "third_party"}
_FREE_WRITING = frozenset({"chat", "social", "ticket", "sms"})


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was decided about a record before it is written down."""

    index: int
    rng: Random = field(repr=False)
    profile: Profile
    edge: Edge | None
    channel: str
    customer: Customer = field(repr=False)
    scene: Scene = field(repr=False)
    started: datetime


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def make_draft(index: int, seed: int, profile: Profile, edge: Edge | None) -> Draft:
    """Decide who talks to whom about what, when and where."""
    rng = Random(f"{seed}/record/{index}")
    number, least, most = contact(index)
    customer = make_customer(seed, number, profile.languages)
    topic = rng.choice(tuple(products()))
    scene = Scene(
        rng=rng,
        language=customer.language,
        topic=topic,
        product=rng.choice(products()[topic]),
        customer=customer.identity,
        agent=agent_name(seed, rng),
        other_agent=agent_name(seed, rng),
        third=other_person(rng, customer.identity),
        place=place_name(rng, customer.language),
    )
    channel = "social" if edge is Edge.SOCIAL else weighted(rng, profile.channels)
    return Draft(index, rng, profile, edge, channel, customer, scene, started_at(customer, least, most, rng))


def _manner(draft: Draft) -> Manner:
    rng = draft.rng
    if draft.channel == "call":
        style = Style.HEARD if happens(rng, 0.6) else Style.PLAIN
    elif draft.channel in _FREE_WRITING:
        style = Style.CASUAL if happens(rng, 0.5) else Style.PLAIN
    else:
        style = Style.PLAIN
    told = rng.randrange(1, 4) if draft.profile.distinct else int(happens(rng, 0.15))
    return Manner(style, stories=told, aloud=draft.channel == "call")


def _turns(draft: Draft) -> list[Said]:
    scene, rng = draft.scene, draft.rng
    if draft.edge is Edge.UNSUPPORTED_LANGUAGE:
        lines = [fill(template, scene.value, rng) for template in phrasebook("fi").templates["turns"]]
        return [Said(CUSTOMER if place % 2 else AGENT, line) for place, line in enumerate(lines)]
    said = list(SCRIPTS[draft.channel](scene, _manner(draft)))
    if draft.edge is Edge.SPECIAL_CATEGORY:
        said.insert(len(said) // 2, Said(CUSTOMER, scene.say("special")))
    if draft.channel in {"chat", "call"} and happens(rng, 0.03):
        said.insert(len(said) // 2, Said(THIRD, scene.say("feeling")))
    return said


def _written(draft: Draft, said: Iterable[Said]) -> tuple[list[Record], datetime]:
    rng, (least, most) = draft.rng, _PACE[draft.channel]
    timed = happens(rng, 0.9)
    now = draft.started
    turns: list[Record] = []
    for speaker, line in said:
        now += timedelta(seconds=least + int(rng.random() * (most - least)))
        turn: Record = {"participant": speaker, "text": line.text}
        if timed:
            turn["at"] = _stamp(now)
        if draft.profile.labels:
            turn["labels"] = labels(line.spans)
        turns.append(turn)
    if turns and happens(rng, 0.2):
        turns[0]["sentiment"] = round(rng.random(), 2)  # a key that no policy names
    return turns, now


def _customer_fields(draft: Draft) -> Record:
    person: Identity = draft.customer.identity
    known = draft.customer.known
    if happens(draft.rng, draft.profile.without_ids):
        known -= {"customer_id", "email", "phone"}
    values = {
        "name": person.name.full,
        "email": person.email,
        "phone": person.phone,
        "address": person.address,
        "customer_id": person.customer_id,
        "age": 2026 - person.birth_date.year,
    }
    return {"id": CUSTOMER, "role": "customer", **{key: value for key, value in values.items() if key in known}}


def _participants(draft: Draft, said: Iterable[Said]) -> list[Record]:
    scene = draft.scene
    names = {AGENT: scene.agent.full if draft.index % 2 else scene.agent.given, THIRD: scene.third.full}
    found = [_customer_fields(draft)]
    for speaker in dict.fromkeys(turn.speaker for turn in said):
        if speaker != CUSTOMER:
            name = {"name": names[speaker]} if speaker in names else {}
            found.append({"id": speaker, "role": _ROLES[speaker], **name})
    return found


def write(draft: Draft) -> Record:
    """Return the conversation as a JSON object; `labels` stand in its turns if the profile says so."""
    rng, scene = draft.rng, draft.scene
    said = _turns(draft)
    turns, last = _written(draft, said)
    foreign = draft.edge is Edge.UNSUPPORTED_LANGUAGE
    record: Record = {
        "id": f"c-{draft.index:07d}",
        "channel": draft.channel,
        "language": "fi" if foreign else scene.language,
    }
    # Edges keep their language, or the wrong check would refuse them.
    if draft.edge is None and happens(rng, draft.profile.missing_language):
        del record["language"]
    record["started_at"] = _stamp(draft.started)
    record["closed_at"] = _stamp(last + timedelta(seconds=rng.randrange(5, 300)))
    if draft.edge is Edge.NAIVE_TIME:
        record["started_at"] = record["started_at"].removesuffix("Z")
    if draft.channel in {"email", "ticket"} or happens(rng, 0.4):
        record["subject"] = scene.say(f"subject.{scene.topic}").text
    record["order_ids"] = list(scene.customer.order_ids[: rng.choice((0, 1, 1, 2))])
    record["flags"] = []
    record["recording_notice_played"] = happens(rng, 0.95) if draft.channel == "call" else None
    record["participants"] = _participants(draft, said)
    record["metadata"] = make_metadata(rng, scene)
    given = consent(rng, draft.started)
    if given:
        record["consent"] = given
    record["turns"] = turns
    return record


def plain(index: int, seed: int, profile: Profile) -> Record:
    """Return the record of that index as if it were no edge."""
    return write(make_draft(index, seed, replace(profile, edges=()), None))
