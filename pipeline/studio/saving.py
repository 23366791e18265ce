"""Put a text in the place of a file, whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pipeline.errors import Refused


def replace_file(path: Path, text: str) -> None:
    """Write a file beside the old one and let it take its place; its permissions stay.

    Raises:
        Refused: it cannot be written; the old file stands as it was.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except (OSError, UnicodeEncodeError) as error:
        raise Refused(f"{path.name} cannot be written ({type(error).__name__})") from None
    finally:
        temporary.unlink(missing_ok=True)
