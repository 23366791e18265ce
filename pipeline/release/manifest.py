"""The manifest: the one thing a reader trusts. It lists every file with its digest and says what the run did.

Counts, codes, digests and the policy's own words go in; canonical JSON leaves. Data files hold no run, time or version:
those stand here, and `content_digest` says what a release is without them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, Self

import orjson
from pydantic import AwareDatetime, Field, StringConstraints, ValidationError, model_validator

from pipeline.disclosure.dataset_names import VERSION
from pipeline.errors import CheckFailed
from pipeline.policy.schema import Policy
from pipeline.release.accounting import RunCounts
from pipeline.release.dropped_fields import printable
from pipeline.release.labels import label_sentence
from pipeline.release.manifest_entries import (
    CheckResult,
    Code,
    Count,
    Counts,
    DataFile,
    DatasetNames,
    Document,
    Entry,
    Inputs,
    ListUsed,
    PolicyReference,
    RecordCounts,
    RedactionCount,
    Sha256,
    Versions,
    Words,
    redaction_counts,
)
from pipeline.release.manifest_facts import ReleaseFacts
from pipeline.release.tables import expiry

__all__ = [
    "MANIFEST_NAME",
    "DataFile",
    "Document",
    "Inputs",
    "Manifest",
    "RecordCounts",
    "RedactionCount",
    "ReleaseFacts",
    "Versions",
    "build",
    "content_digest",
    "digest_of",
    "from_json",
    "to_json",
    "with_documents",
]

MANIFEST_FORMAT: Literal["veil-manifest/1"] = "veil-manifest/1"
MANIFEST_NAME = "manifest.json"


class Manifest(Entry):
    """One release.

    `dropped_fields` are input keys that the policy does not name, by path; `repaired` is what readers put right.
    `dataset_names` is None where the policy switches it off.
    """

    format: Literal["veil-manifest/1"]
    run: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    dataset_id: Code
    policy: PolicyReference
    purpose: Code
    label: Code
    label_sentence: Words
    as_of: date
    created_at: AwareDatetime
    expires: date
    key_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
    versions: Versions
    inputs: Inputs
    lists: tuple[ListUsed, ...] = ()
    counts: RecordCounts
    files: Annotated[tuple[DataFile, ...], Field(min_length=1)]
    documents: tuple[Document, ...] = ()
    redactions: tuple[RedactionCount, ...]
    dataset_names: DatasetNames | None
    dropped_fields: dict[Words, Count]
    repaired: Counts
    checks: tuple[CheckResult, ...]
    content_digest: Sha256

    @model_validator(mode="after")
    def _lists_are_sorted(self) -> Self:
        for paths in ([entry.path for entry in self.files], [entry.path for entry in self.documents]):
            if paths != sorted(set(paths)):
                raise ValueError("a list of files is not sorted or names one twice")
        return self

    @model_validator(mode="after")
    def _rows_agree(self) -> Self:
        if (self.rows("conversations"), self.rows("turns")) != (self.counts.released, self.counts.turns):
            raise ValueError("the rows of the files are not the records and turns released")
        return self

    def rows(self, table: str) -> int:
        """Return how many rows the files of a table hold."""
        return sum(entry.rows for entry in self.files if entry.table == table)


def build(facts: ReleaseFacts) -> Manifest:
    """Return the manifest of a release, without its papers (see `with_documents`).

    Raises:
        CheckFailed: the counts do not add up, the files' rows are others, or a value has no place in a manifest.
    """
    policy, counts, label = facts.policy, facts.counts, facts.policy.label.value
    reference = {"id": policy.metadata.id, "version": policy.metadata.version, "sha256": facts.policy_sha256}
    files = tuple(sorted(facts.files, key=lambda entry: entry.path))
    try:
        return Manifest(
            format=MANIFEST_FORMAT,
            run=facts.run,
            dataset_id=policy.dataset_id,
            policy=PolicyReference(**reference),
            purpose=policy.purpose.id,
            label=label,
            label_sentence=label_sentence(policy),
            as_of=facts.as_of,
            created_at=facts.created_at,
            expires=expiry(policy, facts.as_of),
            key_id=facts.key_id,
            versions=facts.versions,
            inputs=facts.inputs,
            lists=tuple(facts.lists),
            counts=RecordCounts(**counts.of_records()),
            files=files,
            redactions=redaction_counts(counts.redactions),
            dataset_names=_dataset_names(policy, counts),
            dropped_fields=printable(dict(counts.dropped_fields)),
            repaired=dict(counts.repaired),
            checks=tuple(CheckResult(name=c.name, passed=c.passed, detail=c.detail) for c in facts.checks),
            content_digest=digest_of(policy.dataset_id, reference, label, files),
        )
    except ValidationError as error:
        raise CheckFailed(f"manifest: {_first_problem(error)}") from None


def _dataset_names(policy: Policy, counts: RunCounts) -> DatasetNames | None:
    if not policy.detection.dataset_names:
        return None
    return DatasetNames(version=VERSION, words=counts.name_words, mentions=counts.late_names)


def with_documents(manifest: Manifest, documents: Mapping[str, bytes]) -> Manifest:
    """Return the manifest with the papers of the release, by path: what is written last."""
    entries = [
        Document(path=path, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
        for path, content in sorted(documents.items())
    ]
    return manifest.model_copy(update={"documents": tuple(entries)})


def content_digest(manifest: Manifest) -> str:
    """Return the SHA-256 that names a release's content, as 64 hex digits.

    It covers dataset id, policy, label, and path, rows and SHA-256 of each data file: not the run, times, versions or
    papers. Two runs with the same digest hold the same data.
    """
    return digest_of(manifest.dataset_id, manifest.policy.model_dump(), manifest.label, manifest.files)


def digest_of(dataset_id: str, policy: Mapping[str, str], label: str, files: Sequence[DataFile]) -> str:
    """Return the content digest of data files that are sorted by path."""
    content = {
        "dataset_id": dataset_id,
        "policy": dict(policy),
        "label": label,
        "files": [[entry.path, entry.rows, entry.sha256] for entry in files],
    }
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def to_json(manifest: Manifest) -> bytes:
    """Return canonical JSON: keys sorted, two spaces, UTF-8, one line feed at the end."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(manifest.model_dump(mode="json"), option=options)


def from_json(content: bytes) -> Manifest:
    """Return a manifest that was read.

    Raises:
        CheckFailed: it is no manifest, its sums differ, or it is not canonical (a key twice, other spacing or order).
    """
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        raise CheckFailed(f"{MANIFEST_NAME}: {_first_problem(error)}") from None
    if to_json(manifest) != content:
        raise CheckFailed(f"{MANIFEST_NAME} is not in canonical form: it was edited or written by something else")
    return manifest


def _first_problem(error: ValidationError) -> str:
    """Return a fixed text: our own validators' words, else the name of the field. Never a value or a free key."""
    problem = error.errors(include_input=False, include_url=False, include_context=False)[0]
    if problem["type"] == "value_error":
        return problem["msg"].removeprefix("Value error, ")
    place = problem["loc"][0] if problem["loc"] else ""
    known = place in Manifest.model_fields.keys() | RecordCounts.model_fields.keys()
    return f"{place} is missing or not what it must be" if known else "it is not well-formed"
