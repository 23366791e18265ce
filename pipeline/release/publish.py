"""Make a checked run readable: parts, papers, manifest, `latest.json`, in this order. Publishing twice changes nothing.

Parts move one file at a time under names made from their content. Until the manifest is written, last in its folder, no
reader trusts what lies there; until `latest.json` is written, readers see the release before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from pipeline.errors import EngineFailed
from pipeline.release.conclusion import Conclusion
from pipeline.release.documents import environment
from pipeline.release.documents.material import Material
from pipeline.release.documents.papers import render_papers
from pipeline.release.manifest import (
    MANIFEST_NAME,
    DataFile,
    Inputs,
    Manifest,
    ReleaseFacts,
    build,
    to_json,
    with_documents,
)
from pipeline.release.records import PartRecord, StagedFile
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore
from pipeline.release.versions import versions_in_use

LATEST = "latest.json"
NAME_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Published:
    """Where a release is, relative to the output folder, and the digest of its content."""

    folder: str
    content_digest: str


def preload() -> None:
    """Make ready what every release takes and no run changes: the papers' templates."""
    environment.preload()


def publish(staging: Staging, out: FileStore, conclusion: Conclusion) -> Published:
    """Publish a run that passed its checks.

    Raises:
        EngineFailed: a part is neither in staging nor in the release.
    """
    folder = f"releases/{conclusion.submission.run}"
    release = out.child(folder)
    moves = _moves(conclusion.parts)
    manifest = _manifest(conclusion, [_data_file(path, file) for path, file in moves.items()])
    papers = render_papers(_material(manifest, conclusion))
    manifest = with_documents(manifest, papers)
    for path, file in moves.items():
        _place(staging, file, release, path)
    for path in release.list("data"):
        if path not in moves:  # left by an earlier release of the same run, or by nobody we know
            release.delete(path)
    for path, content in papers.items():
        release.write(path, content)
    release.write(MANIFEST_NAME, to_json(manifest))
    latest = {"release": folder, "run": manifest.run, "content_digest": manifest.content_digest}
    out.write(LATEST, orjson.dumps(latest, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
    return Published(folder, manifest.content_digest)


def _moves(parts: tuple[PartRecord, ...]) -> dict[str, StagedFile]:
    """Return the staged file of each published path."""
    moves: dict[str, StagedFile] = {}
    for part in parts:
        partition = f"month={part.partition}/" if part.partition else ""
        for table, file in (("conversations", part.conversations), ("turns", part.turns)):
            if file.rows:
                moves[f"data/{table}/{partition}part-{file.sha256[:NAME_DIGITS]}.parquet"] = file
    return dict(sorted(moves.items()))


def _data_file(path: str, file: StagedFile) -> DataFile:
    return DataFile.at(path, rows=file.rows, size=file.bytes, sha256=file.sha256)


def _place(staging: Staging, file: StagedFile, release: FileStore, path: str) -> None:
    """Move a part to its place, unless an earlier attempt did."""
    if staging.store.exists(file.path):
        staging.store.move_to(file.path, release, path)
    elif not release.exists(path) or release.digest(path) != (file.bytes, file.sha256):
        raise EngineFailed("a part is neither in staging nor in the release")


def _material(manifest: Manifest, conclusion: Conclusion) -> Material:
    submission = conclusion.submission
    upstream = {name.removeprefix("upstream."): records for name, records in conclusion.counts.upstream}
    return Material(manifest, submission.policy, submission.plain_policy, submission.approvals, upstream)


def _manifest(conclusion: Conclusion, files: list[DataFile]) -> Manifest:
    submission = conclusion.submission
    facts = ReleaseFacts(
        policy=submission.policy,
        policy_sha256=submission.policy_sha256,
        run=submission.run,
        as_of=submission.as_of,
        created_at=datetime.now(UTC).replace(microsecond=0),
        key_id=submission.key_id,
        versions=versions_in_use().model_copy(update={"veil": submission.veil_version}),
        inputs=Inputs(files=submission.files, bytes=submission.bytes, digest=submission.inputs_digest),
        lists=submission.lists,
        counts=conclusion.counts,
        checks=conclusion.checks,
        files=files,
    )
    return build(facts)
