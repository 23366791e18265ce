"""Where a release lies, and what the publisher put around it: `latest.json` and the list of compromised keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import orjson

from pipeline.errors import Refused
from pipeline.keys.compromised import COMPROMISED_NAME
from pipeline.release.manifest import MANIFEST_NAME

LATEST_NAME = "latest.json"
_RELEASE_PATH = re.compile(r"releases/[A-Za-z0-9-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Latest:
    """What `latest.json` says: the folder of the newest release, and the digest of its content where it gives one."""

    release: str
    content_digest: str | None


def find_release(folder: Path) -> Path:
    """Return the folder of the release: the one given, or the one that an OUT folder's `latest.json` names.

    Raises:
        Refused: the folder is neither.
    """
    if (folder / MANIFEST_NAME).is_file():
        return folder
    if (folder / LATEST_NAME).is_file():
        latest = read_latest(folder)
        if latest is not None and (folder / latest.release).is_dir():
            return folder / latest.release
        raise Refused(f"{LATEST_NAME} names no release in this folder")
    raise Refused(f"no release: the folder has neither {MANIFEST_NAME} nor {LATEST_NAME}")


def read_latest(out: Path) -> Latest | None:
    """Return what the `latest.json` of an OUT folder says, or None where it says nothing that can be read."""
    try:
        content = orjson.loads((out / LATEST_NAME).read_bytes())
    except (OSError, ValueError):
        return None
    named = content.get("release") if isinstance(content, dict) else None
    if not isinstance(named, str) or not _RELEASE_PATH.fullmatch(named):
        return None
    digest = content.get("content_digest")
    return Latest(named, digest if isinstance(digest, str) and _DIGEST.fullmatch(digest) else None)


def output_folder(release: Path) -> Path | None:
    """Return the OUT folder that a release stands in (`OUT/releases/<run>`), or None for a copy by itself."""
    whole = release.absolute()
    return whole.parent.parent if whole.parent.name == "releases" else None


def key_lists(release: Path) -> tuple[Path, ...]:
    """Return the lists of compromised keys that the publisher put into the folders above: at most two."""
    above = release.absolute().parents[:2]
    return tuple(path for folder in above if (path := folder / COMPROMISED_NAME).exists())
