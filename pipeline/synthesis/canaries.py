"""Values that occur nowhere else, planted into text, fields and ids: a leak can be searched for byte by byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType
from typing import Any

from pipeline.synthesis import numbers

# Family names of these syllables are nobody's; they share nothing with the demo's lists.
_ONSETS = ("Br", "Dv", "Gl", "Kr", "Mv", "Pl", "Qu", "Sk", "Tr", "Vl", "Zw", "Fn")
_CORES = ("ax", "eb", "ith", "orv", "umk", "yzz", "oolf", "ekt")
_ENDS = ("andrik", "ebulon", "imovar", "oskelt", "uviren", "ymphat", "orquin", "azzeny")
_GIVEN = ("Thessabrine", "Orvandel", "Quillimar", "Ysobrand", "Melkorin", "Fenwitha", "Garrovald", "Zephrinne")
_STREETS = ("Quollbarrow", "Zinnderholt", "Vexmoor", "Thrubbeck", "Ozzlegate")

KINDS = ("person", "email", "phone", "card", "iban", "customer_id", "order_id", "street", "file_name")
"""The kinds of canaries, planted in turn."""


@dataclass(frozen=True, slots=True)
class Canary:
    """One value. `value` is written exactly so wherever the canary is planted."""

    kind: str
    value: str = field(repr=False)


def _family(rng: Random) -> str:
    return f"{rng.choice(_ONSETS)}{rng.choice(_CORES)}{rng.choice(_ENDS)}"


def _draw(kind: str, rng: Random) -> str:
    family = _family(rng)
    values: Mapping[str, str] = {
        "person": f"{rng.choice(_GIVEN)} {family}",
        "email": f"{family.lower()}.{numbers.digits(rng, 5)}@example.org",
        # Fiction numbers of Ofcom: valid, and 7,000 of them.
        "phone": numbers.from_pattern(rng, rng.choice(("020 7946 0###", "0161 496 0###", "0113 496 0###"))),
        "card": numbers.card(rng),
        "iban": numbers.iban(rng, rng.choice(("DE", "ES", "FR", "GB"))),
        "customer_id": numbers.from_pattern(rng, "QZ-########"),
        "order_id": numbers.from_pattern(rng, "XK-@@######"),
        "street": f"{rng.randrange(1000, 9999)} {rng.choice(_STREETS)} {family} Street",
        "file_name": f"{family.lower()}-{numbers.digits(rng, 6)}.pdf",
    }
    return values[kind]


def plant(seed: int, count: int) -> tuple[Canary, ...]:
    """Return that many canaries, all different, of each kind in turn.

    Raises:
        ValueError: more than a thousand phones are wanted; there are not enough numbers kept for fiction.
    """
    if count > 1000 * len(KINDS):
        raise ValueError("too many canaries: phone numbers kept for fiction run out")
    rng = Random(f"{seed}/canaries")
    found: dict[str, Canary] = {}
    while len(found) < count:
        kind = KINDS[len(found) % len(KINDS)]
        value = _draw(kind, rng)
        found.setdefault(value, Canary(kind, value))
    return tuple(found.values())


# Where a canary of each kind is written: in text that a customer might send, typed and asked for.
_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "person": ("hello, my name is {} and I moved house", "May I have your full name?"),
    "email": ("you can write to {} if there is news", "What is your e-mail address?"),
    "phone": ("please call me back on {} after six", "What is the best phone number?"),
    "card": ("the money was taken from my card {}", "Which card number was charged?"),
    "iban": ("please send the refund to {} this week", "What is your IBAN?"),
    "customer_id": ("my customer number is {} by the way", "What is your customer number?"),
    "order_id": ("I am still waiting for order {} from May", "Could you give me the order number?"),
    "street": ("I live at {} and nobody rang the bell", "What is the delivery address?"),
    "file_name": ("I attached the file {} to my last mail", "Which file did you upload?"),
})
_FIELDS = MappingProxyType({
    "person": "name",
    "email": "email",
    "phone": "phone",
    "street": "address",
    "customer_id": "customer_id",
})


def _conversation(number: int, canary: Canary) -> dict[str, Any]:
    typed, question = _TEXTS[canary.kind]
    customer = {"id": "c1", "role": "customer", "customer_id": f"canary-{number:06d}"}
    if canary.kind in _FIELDS:
        customer[_FIELDS[canary.kind]] = canary.value
    texts = (
        ("a1", "Hello, how can I help you today?"),
        ("c1", typed.format(canary.value)),
        ("a1", question),
        ("c1", canary.value),
        ("a1", f"Thank you, so that is {canary.value}."),
    )
    return {
        # Ids must not leave either, so every canary also stands in one.
        "id": f"canary-{number:06d}-{canary.value}",
        "channel": ("chat", "call", "email")[number % 3],
        "language": "en",
        "started_at": f"2026-0{4 + number % 6}-1{number % 10}T10:00:00Z",
        "closed_at": f"2026-0{4 + number % 6}-1{number % 10}T10:20:00Z",
        "subject": f"about {canary.value}",
        "order_ids": [canary.value] if canary.kind == "order_id" else [],
        "flags": [],
        "recording_notice_played": True if number % 3 == 1 else None,
        "participants": [customer, {"id": "a1", "role": "agent", "name": "Thessabrine"}],
        "metadata": {"country": "GB", "plan": "pro", "product": "Router X2", "tags": ["billing", canary.value]}
        | {"note": canary.value},
        "consent": {"status": "given", "purpose": "product-research", "at": "2026-01-02"},
        "turns": [
            {"participant": speaker, "text": text, "at": f"2026-0{4 + number % 6}-1{number % 10}T10:0{minute}:00Z"}
            for minute, (speaker, text) in enumerate(texts)
        ],
    }


def canary_conversations(canaries: Sequence[Canary]) -> list[dict[str, Any]]:
    """Return one conversation a canary: its value stands in turns, subject, id, tags and the field of its kind."""
    return [_conversation(number, canary) for number, canary in enumerate(canaries)]
