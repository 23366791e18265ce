"""Where data goes: inside the European Economic Area, or to a third country (Art. 44-49)."""

from __future__ import annotations

from pipeline.policy.schema import Policy
from pipeline.policy.schema.parties import EEA


def outside_eea(policy: Policy) -> tuple[tuple[str, str, str], ...]:
    """Return the parties in third countries: name, country, and the tool that allows the transfer, or an empty text."""
    tools = {each.country: f"{each.tool.replace('_', ' ')}: {each.reference}" for each in policy.parties.transfers}
    return tuple((name, country, tools.get(country, "")) for name, country in _places(policy) if country not in EEA)


def countries(policy: Policy) -> tuple[str, ...]:
    """Return the countries to which data go, sorted, each once."""
    return tuple(sorted({country for _, country in _places(policy)}))


def _places(policy: Policy) -> list[tuple[str, str]]:
    places = [(processor.name, processor.location) for processor in policy.parties.processors]
    places += [(recipient.id, recipient.location) for recipient in policy.parties.recipients]
    return [*places, *([("the dataset itself", policy.release.location)] if policy.release.location else [])]
