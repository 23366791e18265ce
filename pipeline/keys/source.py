"""Read a master key by reference: `env:NAME` or `file:PATH`. The reference may travel; the key never does."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from pipeline.errors import Refused
from pipeline.keys.master import KEY_BYTES, MasterKey

DEFAULT_REFERENCE = "env:VEIL_KEY"
OWNER_ONLY = (0o400, 0o600)


def new_key_text() -> str:
    """Return a fresh key as 64 hex digits, from the operating system's generator."""
    return secrets.token_hex(KEY_BYTES)


def read_key(reference: str = DEFAULT_REFERENCE) -> MasterKey:
    """Return the key that a reference names.

    Args:
        reference: `env:NAME` or `file:PATH` (a file that only its owner may read: mode 0400 or 0600).

    Raises:
        Refused: the reference is of no known kind, names nothing, or what it names is no key of 64 hex digits.
    """
    kind, _, name = reference.partition(":")
    if kind == "env" and name:
        text = os.environ.get(name)
        if text is None:
            raise Refused(f"no key: the environment variable {name} is not set; `veil keys new` makes a key")
    elif kind == "file" and name:
        text = _read_key_file(Path(name))
    else:
        raise Refused("a key is named as env:NAME or file:PATH; it is never written inline")
    return _parse(text)


def _parse(text: str) -> MasterKey:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Refused(f"the key is not {2 * KEY_BYTES} hex digits; `veil keys new` makes one") from None
    if len(set(key)) < KEY_BYTES // 2:
        raise Refused("the key looks made up (few different bytes); `veil keys new` makes a random one")
    return MasterKey(key)


def _read_key_file(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise Refused("the key file is no regular file")
        if stat.S_IMODE(mode) not in OWNER_ONLY:
            raise Refused("the key file may be readable by its owner only: chmod 600")
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"the key file cannot be read ({type(error).__name__})") from None
