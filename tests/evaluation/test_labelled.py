"""Labelled conversations are read as any other, with their labels beside them."""

from __future__ import annotations

import gzip
from hashlib import md5
from pathlib import Path

import orjson
import pytest

from pipeline.errors import EngineFailed, Refused
from pipeline.evaluation.labelled import Label, find, part_of
from tests.support.evaluation import Json, conversation, label
from tests.support.runs import write_records

TEXT = "its Zuzanna 😀 here, Zuzanna"


def test_labels_stand_beside_their_turns(tmp_path: Path) -> None:
    given = label(TEXT, "Zuzanna", noisy=True)
    path = write_records(tmp_path / "a.jsonl", [conversation("a", ("hi", []), (TEXT, [given]))])
    (read,) = find([str(path)])
    assert [turn.text for turn in read.turns] == ["hi", TEXT]
    assert read.labels == ((), (Label(4, 11, "PERSON", noisy=True),))


def test_the_subject_of_a_mail_is_no_turn_of_the_input(tmp_path: Path) -> None:
    mail = conversation("m", (TEXT, [label(TEXT, "Zuzanna")]), channel="email", subject="Zuzanna asks")
    (read,) = find([str(write_records(tmp_path / "m.jsonl", [mail]))])
    assert read.skipped == 1
    assert [turn.text for turn in read.conversation.turns] == ["Zuzanna asks", TEXT]
    assert [turn.text for turn in read.turns] == [TEXT]
    assert len(read.labels) == 1


def test_turns_without_labels_have_none(tmp_path: Path) -> None:
    record: Json = {"id": "n", "channel": "chat", "turns": [{"text": "hi"}, {"text": "ho", "labels": None}]}
    (read,) = find([str(write_records(tmp_path / "n.jsonl", [record]))])
    assert read.labels == ((), ())


def test_files_are_read_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    for name in "abc":
        write_records(tmp_path / f"{name}.jsonl", [conversation(f"{name}{n}", ("hi", [])) for n in (2, 1)])
    named = [str(tmp_path / f"{name}.jsonl") for name in "cab"]
    assert [read.conversation.id for read in find(named)] == ["c2", "c1", "a2", "a1", "b2", "b1"]


def test_the_same_id_twice_is_read_twice(tmp_path: Path) -> None:
    path = write_records(tmp_path / "a.jsonl", [conversation("a", ("hi", []))] * 2)
    assert len(list(find([str(path)]))) == 2


def test_compressed_files_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(orjson.dumps(conversation("a", ("hi", [])))))
    source = find([str(path)])
    assert source.size is None
    assert [read.conversation.id for read in source] == ["a"]


@pytest.mark.parametrize(
    "labels",
    [
        [{"start": 0, "end": 99, "entity_type": "PERSON"}],  # past the turn's end
        [{"start": 5, "end": 5, "entity_type": "PERSON"}],  # empty
        [{"start": -1, "end": 3, "entity_type": "PERSON"}],
        [{"start": "0", "end": 3, "entity_type": "PERSON"}],
        [{"start": 0, "end": 3}],  # of no type
        ["PERSON"],
        "Zuzanna",
    ],
)
def test_a_malformed_label_ends_it_and_is_not_quoted(tmp_path: Path, labels: object) -> None:
    record: Json = {"id": "n", "channel": "chat", "turns": [{"text": "Zuzanna", "labels": labels}]}
    path = write_records(tmp_path / "n.jsonl", [conversation("a", ("hi", [])), record])
    with pytest.raises(EngineFailed, match="byte 1") as caught:
        list(find([str(path)]))
    assert "Zuzanna" not in str(caught.value)
    assert caught.value.exit_code == 4


def test_a_record_that_cannot_be_read_ends_it_and_is_not_quoted(tmp_path: Path) -> None:
    path = write_records(tmp_path / "a.jsonl", [conversation(str(n), ("hi", [])) for n in range(3)])
    path.write_bytes(path.read_bytes() + b'{"id": "x", "turns": [{"text": "Zuzanna"')
    with pytest.raises(EngineFailed, match="not_json") as caught:
        list(find([str(path)]))
    assert "Zuzanna" not in str(caught.value)


def test_other_formats_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Agent: hello\nCustomer: hello\nAgent: hello\n")
    with pytest.raises(Refused, match="conversation-jsonl"):
        find([str(path)])


def test_every_fifth_conversation_is_for_validation() -> None:
    parts = {name: part_of(name) for name in map(str, range(400))}
    assert 50 < sum(part == "validation" for part in parts.values()) < 110
    for name, part in parts.items():
        assert (part == "validation") == (int(md5(name.encode()).hexdigest(), 16) % 5 == 0)
