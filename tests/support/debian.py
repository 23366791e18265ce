"""A Debian package made on the spot: an `ar` archive with a tar in it (deb(5))."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping


def debian_package(members: Mapping[str, bytes]) -> bytes:
    """Return a package that installs these files, by path; its control archive is odd in size and holds nothing."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:xz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    found = b"!<arch>\n"
    for name, content in (("debian-binary", b"2.0\n"), ("control.tar.xz", b"odd"), ("data.tar.xz", data.getvalue())):
        header = f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n"
        found += header.encode() + content + b"\n" * (len(content) % 2)
    return found
