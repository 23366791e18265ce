"""`upstream_findings`: what should not have been in the conversations at all. The owner of the source has to act on it.

Only counts by kind and channel, rounded: neither a value nor where it stood.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.release.documents.material import Material
from pipeline.release.documents.paper import Column, Paper, Section, Style, Table, fact
from pipeline.release.documents.wording import about

NAME = "upstream_findings"
_ALL_CHANNELS = "all channels together"
SECRETS = {
    "CARD_SECURITY_CODE": "Must not be stored after a payment is authorized, in text or audio (PCI DSS 3.3.1): stop"
    " asking for it in conversations, and delete it there.",
    "PASSWORD": "Tell agents never to ask for one; have it changed where it was given.",
    "PIN": "Tell agents never to ask for one; have it changed where it was given.",
    "SECRET": "Keys and tokens: have them replaced at once, and tell whoever sent them how to do without.",
}
"""Kinds that are findings wherever they are seen, with what the owner of the source does about them."""
_SPECIAL = "Special category (Art. 9, 10): the source needs a ground to hold it, or has to stop collecting it."


def upstream_findings(material: Material) -> Paper:
    """Return the findings; a kind that was not seen is said to be not seen."""
    columns = (
        Column("kind", "Kind", Style.CODE), Column("channel", "Channel"), Column("records", "Records", Style.NUMBER),
        Column("action", "What the owner of the source does"),
    )  # fmt: skip
    table = Table("findings", "What was seen at the source", columns, tuple(_rows(material)))
    return Paper(
        name=NAME,
        title="Findings for the owners of the source",
        about="What was seen in the original conversations and should not be there. Counts alone, rounded to tens.",
        law="GDPR Art. 5(1)(c), 9, 10; PCI DSS 3.3.1",
        sections=(
            Section("findings", "Findings", tables=(table,)),
            Section(
                "scope", "What was looked for",
                facts=(
                    fact("secrets", "Card security codes and secrets", *SECRETS),
                    fact("special", "Special categories", *sorted(SPECIAL_TYPES)),
                ),
                prose=(
                    "A record counts once a kind, also where it was refused for what was found in it.",
                    "Records that a gate refused are not searched.",
                ),
            ),
        ),
    )  # fmt: skip


def _rows(material: Material) -> Iterator[tuple[str, str, str, str]]:
    for kind in (*SECRETS, *sorted(SPECIAL_TYPES)):
        action = SECRETS.get(kind, _SPECIAL)
        seen = sorted((name, count) for name, count in material.upstream.items() if name.startswith(f"{kind}."))
        for name, count in seen:
            yield kind, name.partition(".")[2], about(count), action
        if not seen:
            yield kind, _ALL_CHANNELS, about(0), action
