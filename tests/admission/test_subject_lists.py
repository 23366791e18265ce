"""A list holds keyed hashes alone, and one that may be wrong or old is not used."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from pipeline.admission.list_files import lookup, read_lists
from pipeline.admission.subject_lists import SubjectList, list_digest, parse, usable
from pipeline.errors import Refused
from pipeline.keys.master import MasterKey
from pipeline.policy.schema import Lists

DAY = date(2026, 10, 1)
OTHER_KEY = MasterKey(bytes(range(100, 132)))
LINES = ["88371", "Ana.Duarte@Example.com", "", "+34 600 123 123"]


def empty(master: MasterKey, kind: Any = "objections", day: date = DAY) -> SubjectList:
    return SubjectList(kind=kind, key_id=master.key_id, complete_on=day)


def content(master: MasterKey, **changes: object) -> bytes:
    made = empty(master).with_people(LINES, master, DAY)
    return orjson.dumps({**made.model_dump(mode="json"), **changes})


def test_a_list_counts_people_and_holds_no_identifier(master: MasterKey) -> None:
    made = empty(master).with_people(LINES, master, DAY)
    assert made.people == 3
    text = made.model_dump_json().casefold()
    assert all(secret not in text for secret in ("88371", "duarte", "600123", "example.com"))
    assert parse(made.model_dump_json().encode()) == made


def test_whoever_is_on_it_is_not_counted_again(master: MasterKey) -> None:
    made = empty(master).with_people(LINES, master, DAY)
    again = made.with_people(["ana.duarte+x@example.COM", "88372"], master, DAY + timedelta(days=1))
    assert (again.people, again.complete_on) == (4, DAY + timedelta(days=1))
    assert set(made.entries) < set(again.entries)


def test_hashes_of_another_key_are_others(master: MasterKey) -> None:
    assert list_digest(master)("id:88371") != list_digest(OTHER_KEY)("id:88371")
    with pytest.raises(Refused, match="another key"):
        empty(master).with_people(["88371"], OTHER_KEY, DAY)


def test_a_line_that_names_nobody_is_told_by_its_number(master: MasterKey) -> None:
    with pytest.raises(Refused, match=r"^line 2 holds no id, e-mail address or phone number$"):
        empty(master).with_people(["88371", "email: canary-zebra"], master, DAY)


def test_a_list_never_becomes_older(master: MasterKey) -> None:
    with pytest.raises(Refused, match="later day"):
        empty(master).with_people(["88371"], master, DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "erasures"}, "is a list of erasures"),
        ({"key_id": "00c0ffee"}, "was made with the key 00c0ffee"),
        ({"complete_on": "2026-09-29"}, "may be at most 1 days old"),
        ({"complete_on": "2026-10-02"}, "after the run's date"),
        ({"format": "veil-subject-list/2"}, "not in the format"),
        ({"entries": ["canary-zebra"]}, "not in the format"),
        ({"note": "canary-zebra"}, "not in the format"),
    ],
)
def test_a_list_that_may_be_wrong_is_not_used(changes: dict[str, object], message: str, master: MasterKey) -> None:
    with pytest.raises(Refused, match=message) as refused:
        usable(content(master, **changes), "objections", key_id=master.key_id, as_of=DAY, max_age_days=1)
    assert "zebra" not in repr(refused.value)


@pytest.mark.parametrize("day", [DAY, DAY - timedelta(days=1)])
def test_a_list_of_today_or_yesterday_is_used(day: date, master: MasterKey) -> None:
    made = content(master, complete_on=day.isoformat())
    assert usable(made, "objections", key_id=master.key_id, as_of=DAY, max_age_days=1).people == 3


def loaded(folder: Path, file: str) -> Any:
    lists = Lists.model_validate({"objections": {"file": file}})
    return SimpleNamespace(path=folder / "policy.yaml", policy=SimpleNamespace(lists=lists))


def test_a_list_stands_beside_the_policy_or_where_the_environment_says(
    tmp_path: Path, master: MasterKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "objections.json").write_bytes(content(master))
    monkeypatch.setenv("OBJECTIONS", str(tmp_path / "objections.json"))
    beside, elsewhere = (
        read_lists(loaded(tmp_path, file), master, DAY) for file in ("objections.json", "env:OBJECTIONS")
    )
    assert beside == elsewhere
    lists = lookup({name: file.content.entries for name, file in beside.items()}, master)
    assert lists.listing({"email:ana.duarte@example.com"}) == {"objections"}
    assert lists.listing({"email:ana@example.com", "id:1"}) == frozenset()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("missing.json", "lists.objections names a file that is not there"),
        ("/etc/hostname", "relative to the policy"),
        ("env:CANARY_UNSET", "environment variable CANARY_UNSET, which is not set"),
        ("broken.json", "lists.objections is not in the format"),
        ("pipe", "not there or cannot be read"),
    ],
)
def test_a_list_that_cannot_be_read_stops_a_run(file: str, message: str, tmp_path: Path, master: MasterKey) -> None:
    (tmp_path / "broken.json").write_text('{"zebra": 1')
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match=message) as refused:
        read_lists(loaded(tmp_path, file), master, DAY)
    assert "zebra" not in repr(refused.value)
    assert str(tmp_path) not in refused.value.message
