"""Where data goes: inside the European Economic Area, or to a third country (Art. 44-49)."""

from __future__ import annotations

from pipeline.policy.schema import Policy

EEA = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
"""The members as ISO 3166-1 codes."""


def outside_eea(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Return the processors and recipients in third countries, each with its country."""
    parties = [(processor.name, processor.location) for processor in policy.parties.processors]
    parties += [(recipient.id, recipient.location) for recipient in policy.parties.recipients]
    return tuple((name, country) for name, country in parties if country not in EEA)


def countries(policy: Policy) -> tuple[str, ...]:
    """Return the countries of all processors and recipients, sorted."""
    places = {processor.location for processor in policy.parties.processors}
    return tuple(sorted(places | {recipient.location for recipient in policy.parties.recipients}))
