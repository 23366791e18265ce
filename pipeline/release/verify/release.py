"""All checks of one release: is it whole, unchanged, honestly labeled, made for this use, and still valid?

A folder and its reader go in; problems leave, without values. It tells accidents and edits, not a forger who also
writes a new manifest and a new `latest.json`: compare `content_digest` with the one the controller announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import CheckFailed
from pipeline.release.manifest import MANIFEST_NAME, Manifest, from_json
from pipeline.release.verify.files import check_data, check_documents, check_unlisted, check_words, is_file
from pipeline.release.verify.problem import Check, Code, Problem
from pipeline.release.verify.statements import Reader, check_key, check_label, check_place, check_statements

_MAX_JSON_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Summary:
    """What a release says of itself."""

    run: str
    dataset_id: str
    policy: str
    purpose: str
    label: str
    expires: date
    conversations: int
    turns: int
    files: int
    content_digest: str


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What was found. `summary` is None where the manifest cannot be read; `made` names the checks that were made."""

    found: tuple[Problem, ...]
    made: tuple[Check, ...]
    summary: Summary | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What forbids the use of the release."""
        return tuple(problem for problem in self.found if not problem.is_warning)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a reader should know, and may use the release all the same."""
        return tuple(problem for problem in self.found if problem.is_warning)

    @property
    def ok(self) -> bool:
        """Whether the release may be used."""
        return not self.problems


def verify(folder: Path, reader: Reader) -> VerifyResult:
    """Check a release folder, as `find_release` returns it."""
    read = _manifest(folder / MANIFEST_NAME)
    if isinstance(read, Problem):
        return VerifyResult((read,), (Check.MANIFEST,))
    content, manifest = read
    label, allowed_words = check_label(folder, manifest, reader)
    found = [
        *check_statements(manifest, reader),
        *label,
        *check_words(MANIFEST_NAME, content, allowed_words),
        *check_data(folder, manifest, allowed_words),
        *check_documents(folder, manifest, allowed_words),
        *check_unlisted(folder, manifest),
        *check_key(folder, manifest, reader.compromised_keys),
        *check_place(folder, manifest),
    ]
    made = tuple(check for check in Check if check is not Check.PURPOSE or reader.purpose is not None)
    return VerifyResult(tuple(found), made, _summary(manifest))


def _manifest(path: Path) -> tuple[bytes, Manifest] | Problem:
    try:
        if not is_file(path) or path.stat().st_size > _MAX_JSON_BYTES:
            return Problem(Code.MANIFEST_MISSING, f"{MANIFEST_NAME} is missing or no ordinary file")
        content = path.read_bytes()
        return content, from_json(content)
    except CheckFailed as error:
        return Problem(Code.MANIFEST_MALFORMED, error.message)
    except OSError as error:
        return Problem(Code.FILE_UNREADABLE, f"{MANIFEST_NAME} cannot be read ({type(error).__name__})")


def _summary(manifest: Manifest) -> Summary:
    return Summary(
        run=manifest.run,
        dataset_id=manifest.dataset_id,
        policy=f"{manifest.policy.id} {manifest.policy.version}",
        purpose=manifest.purpose,
        label=manifest.label,
        expires=manifest.expires,
        conversations=manifest.rows("conversations"),
        turns=manifest.rows("turns"),
        files=len(manifest.files),
        content_digest=manifest.content_digest,
    )
