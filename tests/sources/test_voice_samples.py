"""The readers of voice transcripts on files that the vendors' software wrote, where those lie beside the checkout."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest

from pipeline.conversation.model import Conversation
from pipeline.sources.format import ParseContext, Record
from pipeline.sources.reading import parse_stream
from pipeline.sources.sniffing import read_head, sniff

Shown = Callable[[Conversation], str]

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("VEIL_FORMATS", ROOT.parent / "shared" / "data" / "formats"))
IDENTIFIERS = frozenset({
    "JobName", "AccountId", "Id", "id", "request_id", "sha256", "transaction_key", "source", "url", "uri", "models",
})  # fmt: skip
"""Keys under which the samples hold what identifies a recording, an account, or an answer."""

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="no vendors' samples beside this checkout")

SAMPLES = [
    ("aws_transcribe_call_analytics/example-call.json", "amazon-transcribe-call-analytics", 37, "agent customer", 0),
    ("deepgram/dg_transcription.json", "deepgram", 1, "", 0),
    ("deepgram/dg_utterances.json", "deepgram", 6, "", 0),
    ("deepgram/dg_speakers_no_utterances.json", "deepgram", 10, "third_party", 0),
    ("whisper/dg_whisper_transcription.json", "deepgram", 1, "", 0),
    ("whisper/whisper_timestamped.json", "whisper", 4, "", 0),
    ("google_ccai_insights/63746647.json", "google-ccai", 1, "customer", 1),
    ("google_ccai_insights/63852741.json", "google-ccai", 1, "customer", 1),
    ("google_ccai_insights/chat_entries.json", "google-ccai", 3, "agent customer", 0),
    ("azure_call_center/Json_input_customer_support.json", "azure-conversation", 17, "agent customer", 0),
]
CANARY = "Quillfeather"
RECORDINGS = [
    ("basic.stm", "stm", [2, 1]),
    ("ref.stm", "stm", [8] * 6),
    ("basic.ctm", "ctm", [3, 4, 1]),
    ("ref.ctm", "ctm", [1] * 6),
]
SCHEMAS = ("transcriptionresult_v3.schema.json", "transcriptionresult_v2024-11-15.schema.json")


def one(data: bytes, path: str) -> tuple[str, Conversation]:
    """Return the name of the format that the content tells, and the only conversation."""
    plugin = sniff(read_head(io.BytesIO(data), path)[0])
    (only,) = parse_stream(io.BytesIO(data), plugin, ParseContext(relative_path="calls/1.json"))
    assert isinstance(only, Record)
    return plugin.name, only.conversation


def identifiers(value: Any, below: str = "") -> Iterator[str]:
    """Yield the texts of at least six characters that stand under a key of `IDENTIFIERS`."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from identifiers(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from identifiers(item, below)
    elif isinstance(value, str) and below in IDENTIFIERS and len(value) > 5:
        yield value


@pytest.mark.parametrize(("path", "name", "turns", "roles", "repairs"), SAMPLES, ids=[path for path, *_ in SAMPLES])
def test_a_sample_is_recognized_and_read_whole(
    shown: Shown, path: str, name: str, turns: int, roles: str, repairs: int
) -> None:
    data = (FOLDER / path).read_bytes()
    found, read = one(data, path)
    assert (found, len(read.turns)) == (name, turns)
    assert " ".join(sorted({role.value for turn in read.turns if (role := read.role_of(turn))})) == roles
    assert sum(count for _, count in read.repaired) == repairs
    stamps = [turn.offset_s if turn.at is None else turn.at.timestamp() for turn in read.turns]
    known = [stamp for stamp in stamps if stamp is not None]
    assert known == sorted(known)
    kept = {read.id, *(party.customer_id for party in read.participants)}
    assert [value for value in set(identifiers(orjson.loads(data))) - kept if value in shown(read)] == []


@pytest.mark.parametrize("path", ["deepgram/dg_utterances.json", "deepgram/dg_speakers_no_utterances.json"])
def test_turns_hold_every_word_of_the_transcript_once(path: str) -> None:
    data = (FOLDER / path).read_bytes()
    _, read = one(data, path)
    transcript = orjson.loads(data)["results"]["channels"][0]["alternatives"][0]["transcript"]
    assert " ".join(turn.text for turn in read.turns).split() == transcript.split()


@pytest.mark.parametrize(("path", "name", "turns"), RECORDINGS, ids=[path for path, *_ in RECORDINGS])
def test_a_file_of_recordings_is_recognized_and_each_is_read(path: str, name: str, turns: list[int]) -> None:
    data = (FOLDER / "ctm_stm_rttm" / path).read_bytes()
    plugin = sniff(read_head(io.BytesIO(data), "")[0])
    read = list(parse_stream(io.BytesIO(data), plugin, ParseContext(relative_path="x")))
    assert plugin.name == name
    assert [len(each.conversation.turns) for each in read if isinstance(each, Record)] == turns
    assert all(isinstance(each, Record) for each in read)


def filled(schema: dict[str, Any], name: str = "") -> Any:
    """Return a value that has all that a schema names: "Hello." to be read, 2.5 s as time, and else a canary."""
    if "properties" in schema:
        return {key: filled(rules, key) for key, rules in schema["properties"].items()}
    if "items" in schema:
        return [filled(schema["items"], name)]
    if schema["type"] == "integer":
        return 25_000_000 if name.endswith("InTicks") else 2500 if name.endswith("Milliseconds") else 1
    texts = {"display": "Hello.", "recognitionStatus": "Success", "offset": "PT2.5S", "duration": "PT2.5S"}
    return 0.5 if schema["type"] == "number" else texts.get(name, CANARY)


def test_of_all_that_azures_schemas_name_the_display_form_alone_is_read(shown: Shown) -> None:
    older, newer = (orjson.loads((FOLDER / "azure_call_center" / schema).read_bytes()) for schema in SCHEMAS)
    document = filled(older)
    jsonschema.validate(document, older)
    _assert_one_hello(document, shown)
    phrase, more = document["recognizedPhrases"][0], filled(newer)["recognizedPhrases"][0]
    nbest = [phrase["nBest"][0] | {"displayWords": more["nBest"][0]["displayWords"]}]
    phrase = {key: value for key, value in phrase.items() if key not in {"offset", "offsetInTicks"}}
    _assert_one_hello(document | {"recognizedPhrases": [phrase | more | {"nBest": nbest}]}, shown)


def _assert_one_hello(document: dict[str, Any], shown: Shown) -> None:
    name, read = one(orjson.dumps(document), "")
    assert name == "azure-speech"
    assert [(turn.text, turn.offset_s) for turn in read.turns] == [("Hello.", 2.5)]
    assert CANARY not in shown(read)
