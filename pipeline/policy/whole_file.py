"""Put content in the place of a file, whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pipeline.errors import Refused


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside the old one and let it take its place; its permissions stay, those of a new one are 0644.

    Raises:
        Refused: it cannot be written; the old file stands as it was.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError as error:
        raise Refused(f"{path.name} cannot be written ({type(error).__name__})") from None
    finally:
        temporary.unlink(missing_ok=True)
