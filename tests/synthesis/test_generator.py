"""The demo corpus: repeatable, labelled rightly, in the native format, with every edge that was promised."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
import zstandard

from pipeline.conversation.model import Channel, Role
from pipeline.synthesis import DEMO, Edge, generate
from pipeline.synthesis.__main__ import main
from pipeline.synthesis.generator import record_at
from pipeline.synthesis.people import contact
from pipeline.synthesis.profile import edge_of

COUNT, SEED = 3000, 1
LABELLED = replace(DEMO, labels=True)
ENTITY_TYPES = {
    "PERSON",
    "EMAIL_ADDRESS",
    "PHONE_NUMBER",
    "STREET_ADDRESS",
    "ZIP_CODE",
    "DATE_OF_BIRTH",
    "ACCOUNT_ID",
    "ORDER_ID",
    "CREDIT_CARD",
    "IBAN_CODE",
    "USERNAME",
    "PASSWORD",
    "NATIONAL_ID",
    "LOCATION",
}


@cache
def corpus() -> tuple[dict[str, Any], ...]:
    return tuple(generate(COUNT, SEED, profile=LABELLED))


def edges(edge: Edge) -> list[dict[str, Any]]:
    return [record for index, record in enumerate(corpus()) if edge_of(index, SEED, DEMO) is edge]


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = ([orjson.dumps(record) for record in generate(200, 7)] for _ in range(2))
    assert first == second
    assert first != [orjson.dumps(record) for record in generate(200, 8)]


def test_another_process_with_other_hashes_gives_the_same_bytes(tmp_path: Path) -> None:
    for hash_seed in ("1", "2"):
        command = [sys.executable, "-m", "pipeline.synthesis", "60", str(tmp_path / f"{hash_seed}.jsonl"), "--labels"]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": hash_seed}, check=True, capture_output=True)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_a_record_does_not_depend_on_how_many_are_made() -> None:
    assert list(generate(40, SEED, profile=LABELLED)) == list(corpus()[:40])
    assert record_at(1234, SEED, LABELLED) == corpus()[1234]


def test_labels_change_nothing_else() -> None:
    bare = [
        {**record, "turns": [{k: v for k, v in turn.items() if k != "labels"} for turn in record["turns"]]}
        for record in corpus()[:100]
    ]
    assert list(generate(100, SEED)) == bare


def test_labels_lie_in_order_inside_their_turn() -> None:
    for record in corpus():
        for turn in record["turns"]:
            places = [place for label in turn["labels"] for place in (label["start"], label["end"])]
            assert places == sorted(places)
            assert all(0 <= place <= len(turn["text"]) for place in places)
            assert all(label["start"] < label["end"] for label in turn["labels"])


def test_labels_cover_known_values_whole() -> None:
    """Wherever the e-mail address is written, in any case, a label covers exactly it."""
    checked = 0
    for record in corpus():
        email = record["participants"][0].get("email", "\0").casefold()
        for turn in record["turns"]:
            text = turn["text"].casefold()
            if email in text and len(text) == len(turn["text"]):
                start = text.index(email)
                assert (start, start + len(email)) in [(label["start"], label["end"]) for label in turn["labels"]]
                checked += 1
    assert checked > 500


def test_labels_hold_values_that_look_like_their_type() -> None:
    shapes = {
        "CREDIT_CARD": r"(\d{4}[ -]?){3}\d{4}",
        "IBAN_CODE": r"(?i)[a-z]{2}\d{2}[\da-z ]{11,35}",
        "USERNAME": r"[a-z]+[._][a-z]+\d+",
        "PASSWORD": r"\w+\d+[!?#$]",
        "EMAIL_ADDRESS": r"(?i).+ (at|arroba|arobase) .+|[\w.-]+@[\w.]+",
        "PHONE_NUMBER": r"[+()\d -]+|[^\d]+",  # digits, or words alone
    }
    for record in corpus():
        for turn in record["turns"]:
            for label in turn["labels"]:
                value = turn["text"][label["start"] : label["end"]]
                assert value == value.strip()
                assert re.fullmatch(shapes.get(label["entity_type"], ".+"), value), label["entity_type"]


def test_every_entity_type_occurs() -> None:
    found = {label["entity_type"] for record in corpus() for turn in record["turns"] for label in turn["labels"]}
    assert found == ENTITY_TYPES


def test_records_have_the_fields_of_the_native_format() -> None:
    known = {"id", "channel", "language", "started_at", "closed_at", "subject", "order_ids", "flags"}
    known |= {"recording_notice_played", "participants", "metadata", "consent", "turns"}
    for record in corpus():
        assert set(record) <= known
        assert record["channel"] in set(Channel)
        assert record["turns"]
        ids = [participant["id"] for participant in record["participants"]]
        assert len(ids) == len(set(ids))
        assert {participant["role"] for participant in record["participants"]} <= set(Role)
        assert {turn["participant"] for turn in record["turns"]} <= set(ids)
        assert (record["recording_notice_played"] is None) == (record["channel"] != "call")


def test_times_are_in_order_and_within_half_a_year() -> None:
    naive = {record["id"] for record in edges(Edge.NAIVE_TIME)}
    for record in corpus():
        if record["id"] in naive:
            continue
        times = [record["started_at"], *(turn["at"] for turn in record["turns"] if "at" in turn), record["closed_at"]]
        moments = [datetime.fromisoformat(time) for time in times]
        assert moments == sorted(moments)
        assert "2026-04-01" <= record["started_at"] < "2026-10-01"


def test_languages_channels_and_months_are_mixed() -> None:
    languages = Counter(record.get("language") for record in corpus())
    assert languages["en"] > languages["de"] > languages["es"] > 300
    assert languages["fr"] > 300
    assert 30 < languages[None] < 300
    channels = Counter(record["channel"] for record in corpus())
    assert channels["chat"] > channels["call"] > channels["email"] > channels["ticket"] > channels["sms"] > 30
    months = Counter(record["started_at"][:7] for record in corpus())
    assert sorted(months) == [f"2026-0{month}" for month in range(4, 10)]
    assert min(months.values()) > 250


def test_every_edge_is_there() -> None:
    assert {record["channel"] for record in edges(Edge.SOCIAL)} == {"social"}
    assert {record["language"] for record in edges(Edge.UNSUPPORTED_LANGUAGE)} == {"fi"}
    assert all(not record["started_at"].endswith("Z") for record in edges(Edge.NAIVE_TIME))
    assert all(edges(edge) for edge in Edge)


def test_a_duplicate_is_the_same_and_a_conflict_is_not() -> None:
    by_id: dict[str, list[dict[str, Any]]] = {}
    for record in corpus():
        by_id.setdefault(record["id"], []).append(record)
    twice = [records for records in by_id.values() if len(records) > 1]
    assert {len(records) for records in twice} == {2}
    same = sum(records[0] == records[1] for records in twice)
    assert same == len(edges(Edge.DUPLICATE))
    assert len(twice) - same == len(edges(Edge.CONFLICTING_ID))


@pytest.mark.parametrize("seed", [1, 2, 7, 2026])
def test_less_than_one_percent_must_be_rejected_and_no_edge_is_missing(seed: int) -> None:
    found = Counter(edge_of(index, seed, DEMO) for index in range(COUNT))
    assert all(found[edge] for edge in Edge)
    assert 2 * found[Edge.CONFLICTING_ID] + found[Edge.NAIVE_TIME] < COUNT / 100


def test_some_customers_come_back() -> None:
    contacts = Counter(contact(index)[0] for index in range(500))
    assert Counter(contacts.values()) == {1: 300, 3: 50, 2: 25}
    starts: dict[str, list[datetime]] = {}
    for record in corpus():
        customer = record["participants"][0]
        if "customer_id" in customer and record["started_at"].endswith("Z"):
            starts.setdefault(customer["customer_id"], []).append(datetime.fromisoformat(record["started_at"]))
    gaps = [(max(times) - min(times)).total_seconds() for times in starts.values() if len(times) > 1]
    assert min(gaps) < 86_400  # within a day
    assert max(gaps) > 20 * 86_400  # over weeks


def test_a_few_customers_are_without_any_id() -> None:
    without = [r for r in corpus() if not {"customer_id", "email", "phone"} & set(r["participants"][0])]
    assert 5 < len(without) < 100


def test_a_policy_has_keys_to_drop() -> None:
    keys = Counter(key for record in corpus() for key in record["metadata"])
    assert keys["crm_ref"] > 100
    assert keys["internal_note"] > 100
    assert {"country", "plan", "product", "csat", "tags"} <= set(keys)


def test_distinct_text_mostly_occurs_once() -> None:
    profile = replace(DEMO, distinct=True)
    turns = Counter(turn["text"] for record in generate(2000, SEED, profile=profile) for turn in record["turns"])
    size = sum(len(text.encode()) * count for text, count in turns.items())
    once = sum(len(text.encode()) for text, count in turns.items() if count == 1)
    assert once / size > 0.6


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_files_hold_the_records(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"demo.jsonl{suffix}"
    assert main(["30", str(path), "--seed", "1", "--labels"]) == 0
    raw = path.read_bytes()
    text = {"": lambda: raw, ".gz": lambda: gzip.decompress(raw), ".zst": lambda: zstandard.decompress(raw, 1 << 22)}
    assert [json.loads(line) for line in text[suffix]().splitlines()] == list(corpus()[:30])


def test_compressed_files_carry_no_time(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        main(["5", str(tmp_path / name)])
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
