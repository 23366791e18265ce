"""Help pages: what is kept of a page, and what is not."""

from pathlib import Path

import pytest

from pipeline.detection.training import help_pages
from pipeline.detection.training.debian_package import files
from tests.support.debian import debian_package

PAGE = """<?xml version="1.0"?><page xmlns="http://projectmallard.org/1.0/"><info><desc>Never this text.</desc>
<credit><name>Nobody Named</name></credit></info><title>Print a page</title><section><p>Press <key>Ctrl</key>
and <key>P</key>.</p><p>Short.</p><p>Write to helper@example.org today.</p><list><item><p>Take the paper out.</p></item>
</list></section></page>"""


def test_titles_and_paragraphs_are_kept_and_credits_and_addresses_are_not() -> None:
    assert list(help_pages.paragraphs(PAGE.encode())) == ["Print a page", "Press Ctrl and P.", "Take the paper out."]


def test_only_the_pages_of_the_language_are_read(tmp_path: Path) -> None:
    members = {
        "./usr/share/help/de/gnome-help/b.page": b"zwei",
        "./usr/share/help/de/gnome-help/a.page": b"eins",
        "./usr/share/help/fr/gnome-help/a.page": b"un",
        "./usr/share/help/de/gnome-help/legal.xml": b"nein",
    }
    path = tmp_path / "some_1_all.deb"
    path.write_bytes(debian_package(members))
    assert list(help_pages.pages(path, "de")) == [b"eins", b"zwei"]


def test_another_file_is_no_package(tmp_path: Path) -> None:
    path = tmp_path / "x.deb"
    path.write_bytes(b"!<arch>\n")
    with pytest.raises(ValueError, match="not a Debian package"):
        list(files(path, lambda _: True))
