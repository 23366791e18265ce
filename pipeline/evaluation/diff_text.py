"""The differences of two policies, and what they do to a sample, as text for a terminal and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.evaluation.policy_sample import SampleDiff, Side
from pipeline.evaluation.terminal import percent
from pipeline.policy.comparison.compare import Change
from pipeline.policy.comparison.verdicts import Verdict
from pipeline.policy.comparison.words import told
from pipeline.policy.loaded import LoadedPolicy

ORDER = (Verdict.LOOSER, Verdict.STRICTER, Verdict.NEUTRAL)
Changes = Sequence[Change]


def as_text(before: LoadedPolicy, after: LoadedPolicy, changes: Changes, sample: SampleDiff | None) -> str:
    """Return the differences, the looser ones first, then what they do to the sample."""
    lines = [f"{_title(before)} -> {_title(after)}", _sums(changes)]
    for verdict in ORDER:
        found = [change for change in changes if change.verdict is verdict]
        lines += ["", verdict.value.upper()] if found else []
        lines += [f"  {told(change, before, after)}  [{change.path}]" for change in found]
    if sample is not None:
        lines += ["", *_sample_lines(sample)]
    return "\n".join(lines) + "\n"


def as_json(
    before: LoadedPolicy, after: LoadedPolicy, changes: Changes, sample: SampleDiff | None
) -> dict[str, object]:
    """Return the same for machines."""
    return {
        "before": before.content_sha256,
        "after": after.content_sha256,
        "changes": [
            {
                "path": change.path,
                "direction": change.verdict.value,
                "before": change.before,
                "after": change.after,
                "words": told(change, before, after),
            }
            for change in changes
        ],
        "sample": _sample_json(sample) if sample else None,
    }


def _title(loaded: LoadedPolicy) -> str:
    metadata = loaded.policy.metadata
    return f"{metadata.id} {metadata.version} ({loaded.content_sha256[:12]})"


def _sums(changes: Changes) -> str:
    if not changes:
        return "no changes"
    counts = Counter(change.verdict for change in changes)
    return ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in ORDER)


def _sample_lines(sample: SampleDiff) -> Iterator[str]:
    old, new = sample.before, sample.after
    yield f"SAMPLE of {sample.read} conversations"
    yield f"  released: {old.released} -> {new.released} conversations, {old.turns} -> {new.turns} turns"
    for verb, one, other in (("refused", old.refused, new.refused), ("rejected", old.rejected, new.rejected)):
        for reason in sorted(one.keys() | other.keys()):
            yield f"  {verb}, {reason}: {one[reason]} -> {other[reason]}"
    yield f"  text kept: {percent(sample.kept(old))} % -> {percent(sample.kept(new))} % of all letters and digits"
    yield "  in turns that go out under both:"
    for words, counts in (("hidden now", sample.gained), ("no longer hidden", sample.lost)):
        yield f"    {words}: {_counted(counts)}"
    otherwise = Counter({f"{kind} by {new} instead of {old}": n for (kind, old, new), n in sample.otherwise.items()})
    yield f"    hidden otherwise: {_counted(otherwise)}"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "nothing"


def _sample_json(sample: SampleDiff) -> dict[str, object]:
    return {
        "read": sample.read,
        "before": _side(sample, sample.before),
        "after": _side(sample, sample.after),
        "gained": dict(sorted(sample.gained.items())),
        "lost": dict(sorted(sample.lost.items())),
        "otherwise": [
            {"entity_type": kind, "before": old, "after": new, "places": number}
            for (kind, old, new), number in sorted(sample.otherwise.items())
        ],
    }


def _side(sample: SampleDiff, side: Side) -> dict[str, object]:
    return {
        "released": side.released,
        "turns": side.turns,
        "refused": dict(sorted(side.refused.items())),
        "rejected": dict(sorted(side.rejected.items())),
        "kept": sample.kept(side),
    }
