"""`dataset_card.md`: what a researcher must know before opening the data. Rounded counts; no example rows."""

from __future__ import annotations

from pipeline.policy.schema import Policy
from pipeline.release.documents.dictionary import conversation_entries, dialogue_entries, turn_entries
from pipeline.release.documents.environment import render
from pipeline.release.documents.wording import in_words
from pipeline.release.labels import NO_PROMISES
from pipeline.release.manifest import Manifest
from pipeline.release.tables import CONVERSATIONS, TURNS
from pipeline.release.turn_times import UNKNOWN

CARD_NAME = "dataset_card.md"


def render_card(manifest: Manifest, policy: Policy) -> bytes:
    """Return the card. Counts are rounded to tens, and those below ten are written `<10`."""
    card = render(
        "dataset_card.md.jinja",
        manifest=manifest,
        policy=policy,
        no_promises=NO_PROMISES,
        tables=[
            (CONVERSATIONS, "one row a conversation", conversation_entries(policy)),
            (TURNS, "one row a turn", turn_entries(policy)),
            ("dialogues", "a view: `conversations` with one more column", dialogue_entries(policy)),
        ],
        months=_months(manifest),
        by_month=any(entry.partition for entry in manifest.files),
        left_out=_left_out(manifest),
        repaired=[(in_words(code), count) for code, count in sorted(manifest.repaired.items())],
        hidden=manifest.redactions,
        people=manifest.counts.people,
    )
    return card.encode()


def _months(manifest: Manifest) -> list[str]:
    """Return the months that are known, in order."""
    names = {entry.partition.partition("=")[2] for entry in manifest.files}
    return sorted(name for name in names if name not in {"", UNKNOWN})


def _left_out(manifest: Manifest) -> list[tuple[str, str, int]]:
    counts = manifest.counts
    lines = [("refused", in_words(code), count) for code, count in sorted(counts.refused.items())]
    lines += [("rejected", in_words(code), count) for code, count in sorted(counts.rejected.items())]
    return [*lines, ("duplicate", "the same record was there already", counts.duplicates)]
