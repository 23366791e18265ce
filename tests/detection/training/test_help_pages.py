"""Help pages: what is kept of a page, and what is not."""

import io
import tarfile
from pathlib import Path

import pytest

from pipeline.detection.training import help_pages
from pipeline.detection.training.debian_package import files

PAGE = """<?xml version="1.0"?><page xmlns="http://projectmallard.org/1.0/"><info><desc>Never this text.</desc>
<credit><name>Nobody Named</name></credit></info><title>Print a page</title><section><p>Press <key>Ctrl</key>
and <key>P</key>.</p><p>Short.</p><p>Write to helper@example.org today.</p><list><item><p>Take the paper out.</p></item>
</list></section></page>"""


def package(folder: Path, members: dict[str, str]) -> Path:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:xz") as tar:
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    data = archive.getvalue()
    header = f"{'data.tar.xz':<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode()
    path = folder / "some_1_all.deb"
    path.write_bytes(b"!<arch>\n" + header + data)
    return path


def test_titles_and_paragraphs_are_kept_and_credits_and_addresses_are_not() -> None:
    assert list(help_pages.paragraphs(PAGE.encode())) == ["Print a page", "Press Ctrl and P.", "Take the paper out."]


def test_only_the_pages_of_the_language_are_read(tmp_path: Path) -> None:
    path = package(
        tmp_path,
        {
            "./usr/share/help/de/gnome-help/b.page": "zwei",
            "./usr/share/help/de/gnome-help/a.page": "eins",
            "./usr/share/help/fr/gnome-help/a.page": "un",
            "./usr/share/help/de/gnome-help/legal.xml": "nein",
        },
    )
    assert list(help_pages.pages(path, "de")) == [b"eins", b"zwei"]


def test_another_file_is_no_package(tmp_path: Path) -> None:
    path = tmp_path / "x.deb"
    path.write_bytes(b"!<arch>\n")
    with pytest.raises(ValueError, match="not a Debian package"):
        list(files(path, lambda _: True))
