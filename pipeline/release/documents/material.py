"""What the papers of a release are made of: its manifest, the policy, and who approved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.policy.schema import Policy
from pipeline.release.documents.dictionary import conversation_entries
from pipeline.release.manifest import Manifest

PlainPolicy = Sequence[tuple[str, Sequence[str]]]
"""The policy in plain words: headings with their lines."""


@dataclass(frozen=True, slots=True)
class Material:
    """One release, as its papers see it: counts, codes and the policy's words, never a record's text.

    Attributes:
        manifest: the manifest as `manifest.build` makes it, without papers.
        policy: the effective policy.
        plain_policy: the policy in plain words.
        approvals: the approvals that counted, as role, day and reference.
        upstream: in how many records something was found that the source should not hold, by `<type>.<channel>`.
    """

    manifest: Manifest
    policy: Policy
    plain_policy: PlainPolicy
    approvals: tuple[str, ...] = ()
    upstream: Mapping[str, int] = field(default_factory=dict)

    @property
    def quasi_identifiers(self) -> tuple[str, ...]:
        """The columns that describe a person to whoever knows them."""
        return tuple(entry.name for entry in conversation_entries(self.policy) if entry.quasi_identifier)

    @property
    def special(self) -> int:
        """How many findings of special categories there were; a record may have several, of different kinds."""
        return sum(count for name, count in self.upstream.items() if name.partition(".")[0] in SPECIAL_TYPES)

    @property
    def hidden(self) -> int:
        """How many mentions were hidden."""
        return sum(entry.count for entry in self.manifest.redactions if entry.operator != "keep")

    @property
    def links_persons(self) -> bool:
        """Whether records of one person can be joined inside the dataset."""
        keys = any(rule.use == "person_key" for rule in self.policy.fields)
        rules = (*self.policy.entities.values(), self.policy.default)
        return keys or any(rule.parameters.get("scope") == "dataset" for rule in rules)

    def mentions(self, entity_type: str) -> int:
        """Return how often a kind of personal data was found in what was released."""
        return sum(entry.count for entry in self.manifest.redactions if entry.entity_type == entity_type)
