"""Files that other programs wrote are read whole. They lie beside the checkout, if at all, and are no part of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.conversation.model import Conversation
from pipeline.sources import mail_text
from pipeline.sources.catalog import named
from pipeline.sources.format import Head, ParseContext, Record
from pipeline.sources.reading import parse_stream
from pipeline.sources.sniffing import sniff

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("VEIL_FORMATS", ROOT.parent / "shared" / "data" / "formats"))
NO_TEXT = {"SOURCE.txt"}
CASES = [
    *(("webvtt", path) for path in sorted(FOLDER.glob("webvtt/*.vtt"))),
    *(("subrip", path) for path in sorted(FOLDER.glob("subrip/*.srt"))),
    *(("eml", path) for path in sorted(FOLDER.glob("email/*"))),
]
MAILS = [(name, path) for name, path in CASES if b"\nFrom: " in path.read_bytes()[:5000]]
CAPTIONS = [(name, path) for name, path in CASES if name != "eml"]
BODIES = [path for path in sorted(FOLDER.glob("email/*")) if path.name not in NO_TEXT]

pytestmark = pytest.mark.skipif(not CASES, reason="the samples do not lie beside the checkout")


def read(name: str, path: Path) -> Conversation:
    with path.open("rb") as stream:
        (record,) = parse_stream(stream, named(name), ParseContext(relative_path="x"))
    assert isinstance(record, Record)
    return record.conversation


@pytest.mark.parametrize(("name", "path"), [*CAPTIONS, *MAILS], ids=lambda value: getattr(value, "name", value))
def test_a_sample_is_recognized_and_read(name: str, path: Path) -> None:
    data = path.read_bytes()
    assert sniff(Head(data[:60_000], "", complete=len(data) < 60_000)).name == name
    assert any(turn.text for turn in read(name, path).turns)


@pytest.mark.parametrize(("name", "path"), CAPTIONS, ids=lambda value: getattr(value, "name", value))
def test_no_line_of_captions_is_lost_or_doubled(name: str, path: Path) -> None:
    text = " ".join(turn.text for turn in read(name, path).turns)
    for number in range(1, 30):
        line = f"Caption text #{number}"
        expected = line in path.read_text("utf-8-sig").splitlines()
        assert f"{text} ".count(f"{line} ") == expected


@pytest.mark.parametrize(("name", "path"), MAILS, ids=lambda value: getattr(value, "name", value))
def test_no_header_of_a_mail_stays(name: str, path: Path) -> None:
    text = " ".join(turn.text for turn in read(name, path).turns)
    for header in ("Received:", "X-Mailer", "Message-I", "boundary=", "User-Agent"):
        assert header not in text


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.name)
def test_the_parts_of_a_text_are_the_text(path: Path) -> None:
    text = path.read_text("utf-8", errors="replace")
    parts = mail_text.parts_of(text)
    assert "\n".join(line for part in parts for line in part.all_lines()) == text
