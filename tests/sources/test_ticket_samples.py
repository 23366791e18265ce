"""Files that the vendors' software wrote, where they lie beside the checkout: all are read, nobody is forgotten."""

from __future__ import annotations

import io
import os
from datetime import UTC
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Conversation
from pipeline.sources.format import ParseContext, Record, SourceOptions
from pipeline.sources.reading import parse_stream
from pipeline.sources.sniffing import read_head, sniff

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("VEIL_FORMATS", ROOT.parent / "shared" / "data" / "formats"))
OPTIONS = SourceOptions(zone=UTC)

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the vendors' samples do not lie beside the checkout")

TURNS = {
    "zendesk/ticket_comments_email.json": ("zendesk", [1]),
    "intercom/get_conversations_conversation_id.json": ("intercom", [2]),
    "intercom/get_tickets_ticket_id.json": ("intercom", [0]),
    "intercom/post_conversations_conversation_id_reply.json": ("intercom", [2]),
    "slack/normal_thread.json": ("slack", [2, 2]),
    "slack/message_with_files_and_rich_text.json": ("slack", [1]),
    "vcon/ab_call_ext_rec_amended.vcon": ("vcon", [1]),
    "vcon/ab_call_ext_rec_analysis.vcon": ("vcon", [4]),
    "vcon/ab_call_ext_rec_redacted.vcon": ("vcon", [18]),
    "vcon/ab_email_acct_prob_thread.vcon": ("vcon", [3]),
    "vcon/ab_email_prob_followup_text_thread.vcon": ("vcon", [4]),
}
FAKE_CALLS = sorted((FOLDER / "vcon" / "fake_dataset").glob("*.json"))


def conversations(path: Path) -> tuple[str, list[Conversation]]:
    data = path.read_bytes()
    plugin = sniff(read_head(io.BytesIO(data), path.name)[0])
    read = list(parse_stream(io.BytesIO(data), plugin, ParseContext.of(OPTIONS, 0, path.name)))
    assert all(isinstance(parsed, Record) for parsed in read), [
        parsed for parsed in read if not isinstance(parsed, Record)
    ]
    return plugin.name, [parsed.conversation for parsed in read if isinstance(parsed, Record)]


@pytest.mark.parametrize("name", TURNS)
def test_a_sample_is_recognized_and_every_turn_is_read(name: str) -> None:
    found, read = conversations(FOLDER / name)
    assert (found, [len(conversation.turns) for conversation in read]) == TURNS[name]


@pytest.mark.parametrize("path", FAKE_CALLS, ids=[path.stem[:8] for path in FAKE_CALLS])
def test_a_call_has_every_line_of_its_transcript_with_its_speaker(path: Path) -> None:
    raw: Any = orjson.loads(path.read_bytes())
    ((_, (read,)),) = [conversations(path)]
    said = [(line["speaker"].lower(), line["message"].strip()) for line in raw["analysis"][0]["body"]]
    assert [(read.role_of(turn), turn.text) for turn in read.turns] == said


@pytest.mark.parametrize(
    "path", [*sorted((FOLDER / "vcon").glob("*.vcon")), *FAKE_CALLS], ids=lambda path: path.stem[:30]
)
def test_every_party_of_a_vcon_is_known(path: Path) -> None:
    raw: Any = orjson.loads(path.read_bytes())
    ((_, (read,)),) = [conversations(path)]
    known = {(party.name, party.email, party.phone) for party in read.participants}
    assert known == {(p.get("name"), p.get("mailto") or p.get("email"), p.get("tel")) for p in raw["parties"]}


def test_no_url_file_name_or_prompt_of_a_vcon_passes() -> None:
    for path in FAKE_CALLS:
        ((_, (read,)),) = [conversations(path)]
        passed = repr((read.id, read.metadata, read.known_values, [turn.text for turn in read.turns], read.dropped))
        assert "AWSAccessKeyId" not in passed
        assert ".mp3" not in passed
        assert "Generate a fake conversation" not in passed
