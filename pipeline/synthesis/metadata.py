"""What systems keep beside the text: plan, product, satisfaction, tags, consent, and keys that no policy names."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from pipeline.synthesis.chance import happens
from pipeline.synthesis.numbers import from_pattern
from pipeline.synthesis.scene import Scene

_PLANS = ("free",) * 5 + ("pro",) * 4 + ("business",)
_TAGS = ("billing", "delivery", "technical", "cancellation", "complaint", "praise", "urgent", "repeat")
_PURPOSES = ("product-research", "product-research", "marketing", "service")


def make_metadata(rng: Random, scene: Scene) -> dict[str, Any]:
    """Return the open part of a record. Some of its keys hold names or references: a policy must drop them."""
    found: dict[str, Any] = {
        "country": scene.customer.country,
        "plan": Random(scene.customer.customer_id).choice(_PLANS),  # a customer has one plan, not one a contact
        "product": scene.product,
        "tags": sorted(rng.sample(_TAGS, rng.randrange(0, 3))),
    }
    if happens(rng, 0.6):
        found["csat"] = rng.choice((1, 1, 2, 3, 4, 4, 5, 5, 5))
    if happens(rng, 0.3):
        found["crm_ref"] = from_pattern(rng, "CRM-######")
    if happens(rng, 0.1):
        found["internal_note"] = f"{scene.customer.name.full} / {scene.agent.given}"
    if happens(rng, 0.2):
        found["browser"] = rng.choice(("Firefox 141", "Safari 19", "Chrome 138"))
    return found


def consent(rng: Random, started: datetime) -> dict[str, str] | None:
    """Return what the record says about consent, on about a third of the records."""
    if not happens(rng, 0.35):
        return None
    day = started - timedelta(days=rng.randrange(1, 400))
    status = "given" if happens(rng, 0.9) else "withdrawn"
    return {"status": status, "purpose": rng.choice(_PURPOSES), "at": f"{day:%Y-%m-%d}"}
