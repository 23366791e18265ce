"""What a release says of itself (label, purpose, expiry, digest, checks), held against the day and the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import CheckFailed, Refused
from pipeline.keys.compromised import CompromisedKey, read_compromised_keys
from pipeline.release.assessment import ASSESSED_LABEL, ASSESSMENT_NAME, Assessment, read_assessment
from pipeline.release.labels import LABEL_SENTENCES, RELINK
from pipeline.release.manifest import Manifest, content_digest
from pipeline.release.verify.locations import LATEST_NAME, Latest, key_lists, output_folder, read_latest
from pipeline.release.verify.problem import Code, Problem


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: on which day, for which purpose, and which keys they know to be compromised."""

    as_of: date
    purpose: str | None = None
    compromised_keys: tuple[CompromisedKey, ...] = ()


def check_statements(manifest: Manifest, reader: Reader) -> Iterator[Problem]:
    """Yield what is wrong with purpose, expiry, content digest and release checks."""
    if reader.purpose is not None and reader.purpose != manifest.purpose:
        yield Problem(Code.PURPOSE_DIFFERS, f"it was made for {manifest.purpose} and may be used for nothing else")
    if reader.as_of > manifest.expires:
        yield Problem(Code.EXPIRED, f"expired: not to be used after {manifest.expires}")
    if manifest.content_digest != content_digest(manifest):
        yield Problem(Code.CONTENT_DIGEST, "content_digest is not that of the files listed")
    failed = sum(not check.passed for check in manifest.checks)
    if failed:
        yield Problem(Code.CHECKS_FAILED, f"{failed} release checks failed")
    if not manifest.checks:
        yield Problem(Code.CHECKS_MISSING, "no release check is recorded")


def check_label(folder: Path, manifest: Manifest, reader: Reader) -> tuple[list[Problem], tuple[str, ...]]:
    """Return what is wrong with the label, and the words that a good label allows beyond the usual ones."""
    if manifest.label == ASSESSED_LABEL:
        return _assessed(folder, manifest, reader)
    sentence = LABEL_SENTENCES.get(manifest.label)
    if sentence is None:
        return [Problem(Code.LABEL_UNKNOWN, "the label is none that Veil gives")], ()
    if manifest.label_sentence not in {sentence, sentence + RELINK}:
        return [Problem(Code.LABEL_SENTENCE, "the label's sentence is not the one that belongs to it")], ()
    return [], ()


def _assessed(folder: Path, manifest: Manifest, reader: Reader) -> tuple[list[Problem], tuple[str, ...]]:
    if ASSESSMENT_NAME not in {entry.path for entry in manifest.documents}:
        return [Problem(Code.ASSESSMENT_MISSING, f"the label needs {ASSESSMENT_NAME}, which is not listed")], ()
    try:
        assessment = read_assessment((folder / ASSESSMENT_NAME).read_bytes())
    except CheckFailed as error:
        return [Problem(Code.ASSESSMENT_MALFORMED, error.message)], ()
    except OSError:
        return [Problem(Code.ASSESSMENT_MISSING, f"the label needs {ASSESSMENT_NAME}, which cannot be read")], ()
    problems = list(_assessment(assessment, manifest, reader.as_of))
    return problems, () if problems else (assessment.label_sentence, ASSESSED_LABEL)


def _assessment(assessment: Assessment, manifest: Manifest, as_of: date) -> Iterator[Problem]:
    if assessment.content_digest != manifest.content_digest:
        yield Problem(Code.ASSESSMENT_OTHER_CONTENT, "the assessment was signed for other content")
    if not assessment.holds_on(as_of):
        days = f"from {assessment.signed_on} to {assessment.valid_until}"
        yield Problem(Code.ASSESSMENT_EXPIRED, f"the assessment holds {days}")
    if manifest.label_sentence != assessment.label_sentence:
        yield Problem(Code.LABEL_SENTENCE, "the label's sentence is not the one of the assessment")


def check_key(folder: Path, manifest: Manifest, known: Iterable[CompromisedKey]) -> Iterator[Problem]:
    """Yield whether others know the dataset's key: by the reader's list and by those in the folders above."""
    listed = list(known)
    for path in key_lists(folder):
        try:
            listed += read_compromised_keys(path.read_bytes())
        except (Refused, OSError):
            yield Problem(Code.KEY_LIST_UNREADABLE, f"{path.name} in a folder above cannot be read")
    found = sorted({(key.since, key.reason) for key in listed if key.key_id == manifest.key_id})
    if found:
        since, reason = found[0]
        yield Problem(
            Code.KEY_COMPROMISED, f"its key {manifest.key_id} may be known to others since {since} ({reason})"
        )


def check_place(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Yield what `latest.json` says against a release: another one is newer, or its content was another."""
    out = output_folder(folder)
    if out is None or not (out / LATEST_NAME).exists():
        return
    latest = read_latest(out)
    if latest is None:
        yield Problem(Code.LATEST_UNREADABLE, f"{LATEST_NAME} cannot be read")
    elif latest.release != f"releases/{folder.absolute().name}":
        yield Problem(Code.SUPERSEDED, f"{LATEST_NAME} names another release: {latest.release}")
    elif _announces_other(latest, manifest):
        yield Problem(Code.CONTENT_NOT_ANNOUNCED, f"content_digest is not the one in {LATEST_NAME}")


def _announces_other(latest: Latest, manifest: Manifest) -> bool:
    return latest.content_digest is not None and latest.content_digest != manifest.content_digest
