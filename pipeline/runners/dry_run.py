"""`veil run --dry-run`: read every record, ask every gate, look for special categories, count, and write nothing.

Nothing is left on the disk, so the audit log, which tells of runs, has no entry of a dry run.

The model is not loaded, no text is kept, and one process reads all shards in their order; about 0.3 KB is held for each
record. What later steps decide (a failed detector, names of the whole data set, the release checks) is not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.admission.admit import Admitted, admit
from pipeline.admission.gate import Admission
from pipeline.admission.list_files import lookup
from pipeline.anonymization.special_categories import rule
from pipeline.conversation.outcomes import Reject
from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.detection.special_categories.special_pass import SpecialCategoryPass, special_findings
from pipeline.policy.approvals import warnings
from pipeline.release.identities import DUPLICATE, RELEASED, Fact, outcome, settle
from pipeline.release.shard import Keyring
from pipeline.runners.submit import Checked, RunRequest, check_request
from pipeline.sources.reading import read_shard


@dataclass(frozen=True, slots=True)
class DryRun:
    """What the gates make of an input; every number is a number of records. `passed` would go on to detection."""

    read: int
    passed: int
    refused: tuple[tuple[str, int], ...]
    rejected: tuple[tuple[str, int], ...]
    duplicates: int
    warnings: tuple[str, ...] = ()


def dry_run(request: RunRequest) -> DryRun:
    """Return what the gates would refuse of an input.

    Raises:
        Refused: the run may not start.
    """
    checked = check_request(request)
    unreadable: Counter[str] = Counter()
    outcomes, _ = settle(sorted(_facts(checked, unreadable)))
    for reason, number in unreadable.items():
        outcomes[outcome("rejected", reason)] += number
    return DryRun(
        read=outcomes.total(),
        passed=outcomes[RELEASED],
        refused=_named(outcomes, "refused/"),
        rejected=_named(outcomes, "rejected/"),
        duplicates=outcomes[DUPLICATE],
        warnings=warnings(checked.job.policy, checked.job.as_of),
    )


def _facts(checked: Checked, unreadable: Counter[str]) -> Iterator[Fact]:
    """Yield what the gates say of each record, and count those that cannot be read."""
    job = checked.job
    admission = Admission.of_run(job.policy.policy, job.as_of, lookup(checked.entries, checked.master))
    keyring = Keyring.derive(checked.master, job.policy.policy, job.run)
    languages = job.policy.policy.detection.languages
    special = SpecialCategoryPass(SPECIAL_TYPES, job.policy.words_allowed)
    for shard in job.plan.shards:
        for parsed in islice(read_shard(shard, job.plan, job.options), job.limit_of(shard.shard_id)):
            if isinstance(parsed, Reject):
                unreadable[parsed.reason.value] += 1
                continue
            result = admit(parsed.conversation, admission)
            if isinstance(result, Admitted):
                found = special_findings(result.conversation, languages, special)
                reason = rule(found, job.policy.policy).refusal
            else:
                reason = result.reason
            what = outcome("refused", reason) if reason else RELEASED
            yield keyring.conversation(parsed.conversation.id), keyring.digest(parsed.conversation), what


def _named(outcomes: Counter[str], prefix: str) -> tuple[tuple[str, int], ...]:
    found = {word.removeprefix(prefix): number for word, number in outcomes.items() if word.startswith(prefix)}
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
