"""Search every byte that a run left behind for values that must not be there, in ten encodings."""

from __future__ import annotations

import base64
import contextlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import zstandard

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
MAX_PAGE = 64 << 20


def forms_of(value: str) -> set[bytes]:
    """Return a value as it could stand in a file: plain, lower, NFKC, URL, base64, hex, UTF-16, reversed, escaped."""
    plain = value.encode()
    texts = {
        value,
        value.lower(),
        value.upper(),
        unicodedata.normalize("NFKC", value),
        value[::-1],
        quote(value),
        quote_plus(value),
    }
    texts |= {value.encode("unicode_escape").decode(), plain.hex(), plain.hex().upper()}
    forms = {text.encode() for text in texts}
    forms |= {value.encode("utf-16-le"), value.encode("utf-16-be")}
    for shift in range(3):  # the base64 of a longer text that holds the value differs at each of three offsets
        encoded = base64.b64encode(b"\0" * shift + plain)
        whole = encoded[-(-shift * 8 // 6) : len(plain) * 8 // 6]  # only the digits that the value alone decides
        forms |= {whole, whole.replace(b"+", b"-").replace(b"/", b"_")}
    return {form for form in forms if len(form) >= 6}


def traces(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (where, bytes) of every file below a folder: its name, its bytes, and every compressed page in it."""
    for path in sorted(root.rglob("*")):
        yield "a name", str(path.relative_to(root)).encode()
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        yield path.suffix or path.name, content
        if path.suffix == ".parquet":
            yield from ((f"a page of {path.suffix}", page) for page in _pages(content))


def _pages(content: bytes) -> Iterator[bytes]:
    """Yield every zstd frame of a file, decompressed: data pages and dictionary pages alike."""
    at = content.find(ZSTD_MAGIC)
    while at >= 0:
        with contextlib.suppress(zstandard.ZstdError):  # the four bytes may stand there by chance
            yield zstandard.ZstdDecompressor().decompressobj().decompress(content[at:])
        at = content.find(ZSTD_MAGIC, at + 1)


def hits(values: dict[str, str], where: Iterator[tuple[str, bytes]]) -> list[str]:
    """Return "kind of value, place" for every value found. The values themselves are not told.

    Args:
        values: kind by value.
        where: places and their bytes.
    """
    needles = {form: kind for value, kind in values.items() for form in forms_of(value)}
    return [f"{kind} in {place}" for place, content in where for form, kind in needles.items() if form in content]
