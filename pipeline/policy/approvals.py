"""May this policy publish on a given day? And: add an approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipeline.errors import Refused
from pipeline.policy.approval import Approval, same_person
from pipeline.policy.approvals_file import add
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import Status


def check(loaded: LoadedPolicy, as_of: date) -> None:
    """Pass a policy that is ready, in force and approved as it stands.

    Raises:
        Refused: it is not; the message lists every reason.
    """
    reasons = [*_in_force(loaded, as_of), *_approved(loaded, as_of)]
    if reasons:
        raise Refused(f"the policy {loaded.policy.metadata.id} may not be used: " + "; ".join(reasons))


def warnings(loaded: LoadedPolicy, as_of: date) -> tuple[str, ...]:
    """Return what does not stop a run yet and should be looked at (EDPB 02/2026 para 35: assess again in time)."""
    review_by = loaded.policy.metadata.review_by
    if review_by and as_of > review_by:
        return (f"the policy should have been reviewed by {review_by}",)
    return ()


def counted(loaded: LoadedPolicy, as_of: date) -> tuple[Approval, ...]:
    """Return the approvals that count on a day.

    Each is for the content as it stands, not dated later, not by the author; a person and a role count once, the first
    in the file.
    """
    found: list[Approval] = []
    for approval in loaded.approvals:
        if approval.content_sha256 != loaded.content_sha256 or approval.date > as_of:
            continue
        if approval.person != _author(loaded) and _is_new(approval, found):
            found.append(approval)
    return tuple(found)


def approve(loaded: LoadedPolicy, approval: Approval) -> None:
    """Write an approval of the present content beside the policy, in one step that leaves no half-written file.

    It is held against the approvals that stand there now, which may be more than when the policy was loaded.

    Raises:
        Refused: it would not count: the policy is not ready or has no examples, the approval is for other content, by
            the author, or by a person or role that has approved this content.
    """

    def decide(present: tuple[Approval, ...]) -> Approval:
        reasons = _objections(replace(loaded, approvals=present), approval)
        if reasons:
            raise Refused("this approval is refused: " + "; ".join(reasons))
        return approval

    add(loaded.path, decide)


def _objections(loaded: LoadedPolicy, approval: Approval) -> list[str]:
    present = [entry for entry in loaded.approvals if entry.content_sha256 == loaded.content_sha256]
    objections: list[str] = []
    if loaded.policy.metadata.status is not Status.READY:
        objections.append(f"the policy is {loaded.policy.metadata.status}, not ready")
    if not loaded.cases:
        objections.append("the policy has no examples (cases)")
    if approval.content_sha256 != loaded.content_sha256:
        objections.append("the policy has changed meanwhile")
    if approval.person == _author(loaded):
        objections.append("the author may not approve")
    if any(entry.person == approval.person for entry in present):
        objections.append("this person has approved it before")
    elif not _is_new(approval, present):
        objections.append("somebody in this role has approved it before")
    return objections


def _in_force(loaded: LoadedPolicy, as_of: date) -> list[str]:
    metadata = loaded.policy.metadata
    reasons: list[str] = []
    if metadata.status is not Status.READY:
        reasons.append(f"it is {metadata.status}, not ready")
    if as_of < metadata.effective_from:
        reasons.append(f"it is in force from {metadata.effective_from}, not yet on {as_of}")
    if as_of > metadata.effective_until:
        reasons.append(f"it expired on {metadata.effective_until}")
    for policy in _family(loaded):
        reasons += [
            f"an exception ({each.path}) expired on {each.expires}"
            for each in policy.policy.exceptions
            if as_of > each.expires
        ]
        if policy is not loaded and policy.policy.metadata.status in {Status.SUSPENDED, Status.RETIRED}:
            reasons.append(
                f"the policy {policy.policy.metadata.id}, which it extends, is {policy.policy.metadata.status}"
            )
    return reasons


def _family(loaded: LoadedPolicy) -> Iterator[LoadedPolicy]:
    """Yield a policy and those that it extends."""
    policy: LoadedPolicy | None = loaded
    while policy is not None:
        yield policy
        policy = policy.base


def _approved(loaded: LoadedPolicy, as_of: date) -> list[str]:
    needed = loaded.policy.metadata.approvals_required
    count = len(counted(loaded, as_of))
    if count >= needed:
        return []
    reasons = [f"{count} of {needed} approvals by different people in different roles"]
    present = [entry for entry in loaded.approvals if entry.content_sha256 == loaded.content_sha256]
    if len(present) < len(loaded.approvals):
        reasons.append(f"changed since {len(loaded.approvals) - len(present)} approvals were given")
    later = sum(entry.date > as_of for entry in present)
    if later:
        reasons.append(f"{later} approvals are dated after {as_of}")
    if any(entry.person == _author(loaded) for entry in present):
        reasons.append("the author's approval does not count")
    return reasons


def _author(loaded: LoadedPolicy) -> str:
    return same_person(loaded.policy.metadata.author)


def _is_new(approval: Approval, others: list[Approval]) -> bool:
    """Say whether neither the person nor the role stands among the others."""
    return not any(
        other.person == approval.person or same_person(other.role) == same_person(approval.role) for other in others
    )
