"""Small phrases that sections share: lists, numbers, contacts, references."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.policy.schema import Assessment, Contact

NOT_STATED = "not stated"


def listed(values: Iterable[str]) -> str:
    """Return values in one phrase."""
    return ", ".join(values) or "none"


def contact(who: Contact) -> str:
    """Return a person or team and how to reach them."""
    extra = [f"address {who.address}"] if who.address else []
    extra += [f"data protection officer {who.dpo}"] if who.dpo else []
    return ", ".join([who.name, who.contact, *extra])


def assessment(paper: Assessment | None) -> str:
    """Return where an assessment is on record and how it ended."""
    if paper is None:
        return NOT_STATED
    again = f", to be looked at again by {paper.review_by}" if paper.review_by else ""
    return f"{paper.reference} of {paper.date}: {paper.outcome}{again}"


def number(value: float | None) -> str:
    """Return a number without needless decimals."""
    return NOT_STATED if value is None else str(int(value)) if value.is_integer() else str(value)


def plain(value: object) -> str:
    """Return a parameter's value as people read it."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(plain(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} {plain(item)}" for key, item in value.items()) + "}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return NOT_STATED if value is None else str(value)
