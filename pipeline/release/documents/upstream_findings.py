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
}
"""Kinds that are findings wherever they are seen, with what the owner of the source does about them."""
_SPECIAL = "Special category (Art. 9, 10): the source needs a ground to hold it, or has to stop collecting it."


def upstream_findings(material: Material) -> Paper:
    """Return the findings; a kind that was looked for and not seen is said to be not seen."""
    columns = (
        Column("kind", "Kind", Style.CODE), Column("channel", "Channel"), Column("times", "Times", Style.NUMBER),
        Column("action", "What the owner of the source does"),
    )  # fmt: skip
    table = Table("findings", "What was seen at the source", columns, tuple(_rows(material)))
    not_looked_for = sorted(SPECIAL_TYPES - _looked_for(material))
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
                    fact("special", "Special categories looked for", *sorted(_looked_for(material)), otherwise="none"),
                    fact("not_looked_for", "Special categories not looked for", *not_looked_for, otherwise="none"),
                ),
                prose=("Secrets are counted in what was released, special categories in all that was read.",),
            ),
        ),
    )  # fmt: skip


def _rows(material: Material) -> Iterator[tuple[str, str, str, str]]:
    for kind, action in SECRETS.items():
        yield kind, _ALL_CHANNELS, about(material.mentions(kind)), action
    for name, count in sorted(material.upstream.items()):
        kind, _, channel = name.partition(".")
        yield kind, channel or _ALL_CHANNELS, about(count), SECRETS.get(kind, _SPECIAL)


def _looked_for(material: Material) -> frozenset[str]:
    """Return the special categories that the policy names or that were found."""
    found = {name.partition(".")[0] for name in material.upstream}
    return frozenset(SPECIAL_TYPES & (material.policy.entities.keys() | found))
