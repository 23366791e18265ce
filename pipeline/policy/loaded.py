"""A policy that may be used, with all that it names, and the hash that approvals are bound to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.policy.approval import Approval
from pipeline.policy.cases import Case
from pipeline.policy.detector_file import DetectorFile
from pipeline.policy.schema import Policy


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """An effective policy. It survives pickling.

    Attributes:
        policy: the policy with every default written out, those of operators included.
        path: the policy file.
        content_sha256: hash over the effective policy without `metadata.status` and over every file it names.
        files: SHA-256 of each file by its part: `cases`, `detection.allow_list`, `detection.deny_list`,
            `detection.detector_file`, `special_categories.words_allowed`; `extends` has the content hash of the policy
            that is extended.
        allow_list: values that detection leaves alone.
        deny_list: values that detection always finds, with their entity types.
        words_allowed: words of products that are no special category.
        detector: recognizers of the policy's owner, or None.
        cases: the officer's examples, empty where there is no cases file.
        meanings: what each rule of `entities` does in plain words, that of the default under "".
        approvals: all entries of the approvals file, whatever content they were given for.
        base: the policy that it extends, or None.
    """

    policy: Policy
    path: Path
    content_sha256: str
    files: Mapping[str, str]
    allow_list: frozenset[str] = field(default=frozenset(), repr=False)
    deny_list: Mapping[str, str] = field(default_factory=dict, repr=False)
    words_allowed: frozenset[str] = field(default=frozenset(), repr=False)
    detector: DetectorFile | None = None
    cases: tuple[Case, ...] = field(default=(), repr=False)
    approvals: tuple[Approval, ...] = ()
    base: LoadedPolicy | None = None
    meanings: Mapping[str, str] = field(default_factory=dict, repr=False)


def content_sha256(policy: Policy, files: Mapping[str, str]) -> str:
    """Return the hash of what is approved, as 64 hex digits.

    Comments, order of keys and the status are no part of it: an officer may set a policy to `ready` or `suspended`
    without asking for new approvals. Canonical JSON: sorted keys, no spaces, UTF-8.
    """
    effective = policy.model_dump(mode="json")
    del effective["metadata"]["status"]
    if policy.detection.detector_file is None:  # a later key, left out where unused so that earlier approvals hold
        del effective["detection"]["detector_file"]
    canonical = json.dumps(
        {"files": dict(files), "policy": effective}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
