"""Manual pages as plain text: without markup, and without whoever wrote, translated or repairs them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipeline.detection.training.manual_pages import clean, names_people, pages, paragraphs
from tests.support.debian import debian_package

PAGE = r"""
.\" Copyright 2004 Ottilie Brandwein
.TH GROUSE 1 "2024"
.SH BEZEICHNUNG
grouse \- sortiert Zeilen nach ihrer L\[:a]nge und schreibt sie
.SH BESCHREIBUNG
Das Programm liest alle Dateien der Reihe nach und
.B sortiert
deren Zeilen; mit \fB\-r\fP kehrt es die Reihenfolge wieder um.
Fragen an ottilie@brandwein.example beantwortet niemand, der bei Sinnen ist.
.PP
Ein zweiter Absatz, der lang genug ist, um einer zu sein.
.SH AUTOR
Geschrieben wurde das Programm von Ottilie Brandwein und von Kasimir Teller.
.SS Dank
Auch an Frau Wallenrodt, die sehr viele Zeilen sortiert und gelesen hat.
.SH SIEHE AUCH
Weiteres steht in der Anleitung zu den Werkzeugen dieses Systems.
.SH ÜBERSETZUNG
Die Übersetzung stammt von Leopoldine Kerner, so steht es hier geschrieben.
""".replace(r"\[:a]", "ä")


def test_paragraphs_are_plain_text() -> None:
    first, second, third, *more = paragraphs(PAGE)
    assert first == "grouse - sortiert Zeilen nach ihrer Länge und schreibt sie"
    assert second == (
        "Das Programm liest alle Dateien der Reihe nach und sortiert deren Zeilen; mit -r kehrt es die Reihenfolge "
        "wieder um."
    )
    assert third == "Ein zweiter Absatz, der lang genug ist, um einer zu sein."
    assert more == ["Weiteres steht in der Anleitung zu den Werkzeugen dieses Systems."]


@pytest.mark.parametrize("name", ["Ottilie", "Brandwein", "Kasimir", "Wallenrodt", "Leopoldine", "@"])
def test_nobody_is_named(name: str) -> None:
    assert name not in " ".join(paragraphs(PAGE))


@pytest.mark.parametrize(
    "heading",
    ["AUTHORS", "REPORTING BUGS", "COPYRIGHT", "TRANSLATION", "AUTOREN", "FEHLER MELDEN", "ÜBERSETZUNG", "AUTEUR",
     "SIGNALER DES BOGUES", "DROITS DE REPRODUCTION", "TRADUCTION", "AUTORES", "INFORMAR DE ERRORES", "TRADUCCIÓN",
     "AUTORE", "SEGNALAZIONE DI BUG", "TRADUZIONE", "AUTEURS", "BUGS RAPPORTEREN", "VERTALING", "RELATANDO PROBLEMAS",
     "TRADUÇÃO", "HISTORIE", "COLOPHON"],
)  # fmt: skip
def test_headings_over_people_are_known_in_every_language(heading: str) -> None:
    assert names_people(heading)


@pytest.mark.parametrize(
    "heading", ["DESCRIPTION", "OPTIONEN", "EXEMPLES", "VÉASE TAMBIÉN", "NOTE", "SYNOPSIS", "OPÇÕES"]
)
def test_other_headings_keep_their_text(heading: str) -> None:
    assert not names_people(heading)


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        (r"\fBset\fR it", "set it"),
        (r"a\-b", "a-b"),
        (r"\(aqno\(aq", "'no'"),
        (r"no\ break", "no break"),
        (r"a\\b", r"a\\b"),
    ],
)
def test_escapes_become_what_they_show(line: str, plain: str) -> None:
    assert clean(line) == plain


def test_pages_are_read_from_a_package_in_the_order_of_their_names(tmp_path: Path) -> None:
    path = tmp_path / "manpages-xx_1_all.deb"
    files = {"./usr/share/man/xx/man8/b.8.gz": "B", "./usr/share/man/xx/man1/a.1.gz": "A", "./usr/share/doc/x.gz": "no"}
    path.write_bytes(debian_package({name: gzip.compress(text.encode()) for name, text in files.items()}))
    assert list(pages(path)) == ["A", "B"]


def test_a_file_that_is_no_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.deb"
    path.write_bytes(b"!<arch>\n")
    with pytest.raises(ValueError, match="no data archive"):
        list(pages(path))
