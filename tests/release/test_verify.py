"""`veil verify`: a whole release passes; whatever was changed, added, lost, mislabeled or outlived is found by code."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pytest

from pipeline.errors import Refused
from pipeline.keys.compromised import COMPROMISED_NAME, CompromisedKey, read_compromised_keys
from pipeline.release.labels import LABEL_SENTENCES, RELINK
from pipeline.release.manifest import MANIFEST_NAME, from_json
from pipeline.release.verify.locations import find_release
from pipeline.release.verify.problem import ADVICE, WARNINGS, Check, Code
from pipeline.release.verify.release import VerifyResult, verify
from pipeline.release.verify.statements import Reader
from tests.release.release_samples import AS_OF, write_release
from tests.release.verify_samples import (
    JSON,
    PART,
    RUN,
    add_document,
    edit_manifest,
    replace_file,
    rewritten,
    settle_digest,
    with_field,
    with_footer_entry,
)

PLANTED = "Zebulon Quill"
SAID = f"hi [PERSON_1] {PLANTED} wants an anonymous, de-identified offer"
READER = Reader(AS_OF)
Change = Callable[[Path], object]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release whose texts hold a name, and words that would be untrue in a paper."""
    folder = tmp_path / "releases" / RUN
    folder.mkdir(parents=True)
    write_release(folder, said=SAID)
    return folder


def codes(result: VerifyResult) -> set[str]:
    """Return the codes of what was found, once nothing in it tells what people said."""
    told = "".join(problem.what + problem.advice for problem in result.found)
    assert "Zebulon" not in told
    assert "Quill" not in told
    return {problem.code.value for problem in result.found}


def test_when_a_release_is_whole_then_it_passes(release: Path) -> None:
    result = verify(release, READER)
    assert result.found == ()
    assert result.summary is not None
    assert (result.summary.conversations, result.summary.turns, result.summary.files) == (4, 8, 6)
    assert set(Check) - set(result.made) == {Check.PURPOSE}


def flip_byte(release: Path) -> None:
    content = bytearray((release / PART).read_bytes())
    content[len(content) // 2] ^= 1
    (release / PART).write_bytes(content)


def link_elsewhere(release: Path) -> None:
    target = release.parent / "elsewhere.parquet"
    (release / PART).rename(target)
    (release / PART).symlink_to(target)


def says(name: str, value: object) -> Change:
    return lambda release: edit_manifest(release, lambda content: content.update({name: value}))


def writes(path: str, content: bytes) -> Change:
    return lambda release: (release / path).write_bytes(content)


def appends(path: str, content: str) -> Change:
    """Append to a paper and list it so."""
    return lambda release: replace_file(release, path, (release / path).read_bytes() + content.encode())


def fails_check(release: Path) -> None:
    edit_manifest(release, lambda content: content["checks"][0].update(passed=False))


def without(path: str) -> Change:
    def change(release: Path) -> None:
        def unlist(content: dict[str, Any]) -> None:
            content["documents"] = [entry for entry in content["documents"] if entry["path"] != path]

        (release / path).unlink()
        edit_manifest(release, unlist)

    return change


def without_conversations(release: Path) -> None:
    def unlist(content: dict[str, Any]) -> None:
        content["files"] = [entry for entry in content["files"] if entry["table"] != "conversations"]
        content["counts"].update(released=0, read=content["counts"]["read"] - content["counts"]["released"])

    edit_manifest(release, unlist)
    settle_digest(release)


def renamed(release: Path) -> None:
    """Let the views read a file that nobody listed."""
    sql = (release / "views.sql").read_text("utf-8").replace("turns/month=2026-06", "turns/month=2026-07")
    replace_file(release, "views.sql", sql.encode())


def keys(*listed: Mapping[str, object], **changes: object) -> bytes:
    return orjson.dumps({"format": "veil-compromised-keys/1", "keys": listed, **changes})


LEAKED = {"key_id": "00c0ffee", "since": "2026-05-01", "reason": "stolen_laptop", "signed_off_by": PLANTED}


def publishes(name: str, content: bytes, *, folders_up: int = 2) -> Change:
    """Let the publisher put something above the release."""
    return lambda release: (release.parents[folders_up - 1] / name).write_bytes(content)


def announces(run: str = RUN, **more: object) -> Change:
    return publishes("latest.json", orjson.dumps({"release": f"releases/{run}", **more}))


CHANGES: list[tuple[Change, set[Code], str]] = [
    (says("run", PLANTED), {Code.MANIFEST_MALFORMED}, "a run that is none"),
    (says("extra", PLANTED), {Code.MANIFEST_MALFORMED}, "a key that no manifest has"),
    (writes(MANIFEST_NAME, b"{"), {Code.MANIFEST_MALFORMED}, "no JSON"),
    (writes(MANIFEST_NAME, PLANTED.encode()), {Code.MANIFEST_MALFORMED}, "a text"),
    (lambda release: (release / MANIFEST_NAME).unlink(), {Code.MANIFEST_MISSING}, "no manifest"),
    (says("checks", []), {Code.CHECKS_MISSING}, "nothing was checked before publication"),
    (fails_check, {Code.CHECKS_FAILED}, "a check failed"),
    (flip_byte, {Code.FILE_DIGEST}, "one bit"),
    (lambda release: (release / PART).unlink(), {Code.FILE_MISSING}, "a part is lost"),
    (writes(PART, b""), {Code.FILE_SIZE}, "a part was cut off"),
    (link_elsewhere, {Code.FILE_MISSING}, "a link to a file that anybody may change"),
    (writes("data/turns/orphan.parquet", b""), {Code.FILE_NOT_LISTED}, "a file that readers of folders would read"),
    (writes("data/turns/.part.crc", b""), {Code.FILE_NOT_LISTED}, "a hidden file"),
    (writes(f"{PLANTED}.csv", b""), {Code.FILE_NOT_LISTED}, "a file whose name is content"),
    (writes("report.html", b"<p>"), {Code.FILE_SIZE}, "a paper was changed"),
    (without_conversations, {Code.TABLE_MISSING, Code.FILE_NOT_LISTED, Code.VIEWS_READ_OTHERS}, "half a release"),
    (says("content_digest", "0" * 64), {Code.CONTENT_DIGEST}, "another digest"),
    (announces(content_digest="0" * 64), {Code.CONTENT_NOT_ANNOUNCED}, "the publisher announced other content"),
    (says("purpose", "marketing"), {Code.FOOTER_DIFFERS}, "another purpose than the files'"),
    (says("expires", "2030-01-01"), {Code.FOOTER_DIFFERS}, "a longer life than the files'"),
    (without("views.sql"), {Code.VIEWS_MISSING}, "no views"),
    (without("documents/dpia_annex.json"), {Code.PAPER_MISSING}, "a paper that every release has"),
    (appends("documents/ropa_entry.html", "<p>De-identified data"), {Code.UNTRUE_WORDS}, "in a paper for people"),
    (renamed, {Code.VIEWS_READ_OTHERS}, "views of another file"),
    (
        appends("views.sql", "CREATE VIEW x AS FROM 'elsewhere.csv';"),
        {Code.VIEWS_READ_OTHERS},
        "views of a file elsewhere",
    ),
    (says("label", "public"), {Code.LABEL_UNKNOWN, Code.CONTENT_DIGEST, Code.FOOTER_DIFFERS}, "a label of one's own"),
    (
        says("label_sentence", LABEL_SENTENCES["personal_pseudonymised"] + RELINK),
        {Code.FOOTER_DIFFERS},
        "one of Veil's own sentences, but not the one in the files",
    ),
    (says("label_sentence", "Open data."), {Code.LABEL_SENTENCE, Code.FOOTER_DIFFERS}, "a sentence of one's own"),
    (
        says("label_sentence", "Fully anonymised."),
        {Code.LABEL_SENTENCE, Code.FOOTER_DIFFERS, Code.UNTRUE_WORDS},
        "a sentence that is not true",
    ),
    (appends("report.html", "<p>An&#111;nymous data"), {Code.UNTRUE_WORDS}, "in the report, escaped"),
    (appends("dataset_card.md", "De-identified."), {Code.UNTRUE_WORDS}, "in the card"),
    (appends("views.sql", "-- anonymised\n"), {Code.UNTRUE_WORDS}, "in a comment of the views"),
    (
        lambda release: add_document(release, "documents/note.txt", b"these data are anonymous"),
        {Code.UNTRUE_WORDS},
        "in another document",
    ),
    (publishes(COMPROMISED_NAME, keys(LEAKED)), {Code.KEY_COMPROMISED}, "beside latest.json"),
    (publishes(COMPROMISED_NAME, keys(LEAKED), folders_up=1), {Code.KEY_COMPROMISED}, "beside the release"),
    (
        publishes(COMPROMISED_NAME, keys({**LEAKED, "since": "2099-01-01"})),
        {Code.KEY_COMPROMISED},
        "a day to come is a slip of the pen, and no reason to go on",
    ),
    (publishes(COMPROMISED_NAME, keys({**LEAKED, "key_id": "deadbeef"})), set(), "another key"),
    (publishes(COMPROMISED_NAME, keys()), set(), "no key at all"),
    (publishes(COMPROMISED_NAME, keys(LEAKED), folders_up=3), set(), "another dataset's, further up"),
    (publishes(COMPROMISED_NAME, b'{"keys": []}'), {Code.KEY_LIST_UNREADABLE}, "a list of another format"),
    (publishes(COMPROMISED_NAME, PLANTED.encode()), {Code.KEY_LIST_UNREADABLE}, "no list"),
    (announces(), set(), "the newest release"),
    (announces("feedfacefeedface"), {Code.SUPERSEDED}, "a newer release"),
    (publishes("latest.json", PLANTED.encode()), {Code.LATEST_UNREADABLE}, "nobody can tell"),
]


@pytest.mark.parametrize(("change", "expected", "reason"), CHANGES, ids=[reason for _, _, reason in CHANGES])
def test_when_a_release_was_changed_then_it_is_found(
    release: Path, change: Change, expected: set[Code], reason: str
) -> None:
    change(release)
    result = verify(release, READER)
    assert codes(result) == expected
    assert result.ok is (expected <= WARNINGS)


Rewrite = Callable[[pa.Table], pa.Table]
STATEMENT = {b"source": b"turns[].text", b"operator": b"text", b"description": b"d", b"unit": b"", b"values": b""}


def described(name: str, kind: pa.DataType, **changes: str) -> pa.Field:
    said = {**STATEMENT, b"quasi_identifier": b"false", b"pages": b"plain"}
    return pa.field(name, kind, metadata=said | {key.encode(): value.encode() for key, value in changes.items()})


def with_column(field: pa.Field, value: object) -> Rewrite:
    return lambda table: table.append_column(field, [[value] * table.num_rows])


REWRITES: list[tuple[Rewrite, dict[str, object], set[Code], str]] = [
    (lambda table: table, {}, set(), "the same rows by another writer"),
    (lambda table: table, {"write_statistics": True}, {Code.PAGES}, "statistics tell texts"),
    (lambda table: table, {"use_dictionary": True}, {Code.PAGES}, "dictionaries tell texts"),
    (
        lambda table: table.replace_schema_metadata({}),
        {},
        {Code.FOOTER_DIFFERS, Code.COLUMNS_DIFFER},
        "no footer",
    ),
    (
        lambda table: table.replace_schema_metadata({**table.schema.metadata, "source": PLANTED}),
        {},
        {Code.FOOTER_EXTRA, Code.COLUMNS_DIFFER},
        "an entry that is content",
    ),
    (
        lambda table: table.replace_schema_metadata({**table.schema.metadata, b"veil.partition": b"{}"}),
        {},
        {Code.FOOTER_DIFFERS, Code.COLUMNS_DIFFER},
        "a footer that knows no month, in a month's folder",
    ),
    (lambda table: table.slice(1), {}, {Code.PARQUET_ROWS}, "a row is lost"),
    (
        lambda table: table.drop_columns(["redactions"]),
        {},
        {Code.COLUMN_MISSING, Code.COLUMNS_DIFFER},
        "a column that every table has",
    ),
    (
        with_column(pa.field("note", pa.string()), PLANTED),
        {},
        {Code.COLUMN_UNDESCRIBED, Code.COLUMNS_DIFFER},
        "a column that says nothing of itself",
    ),
    (
        with_column(described("name", pa.string(), source="participants[].name", operator="keep"), PLANTED),
        {},
        {Code.COLUMN_UNKNOWN, Code.COLUMNS_DIFFER},
        "a column of what may never leave",
    ),
    (
        with_column(described("words_2", pa.string(), operator="words"), PLANTED),
        {},
        {Code.COLUMN_TYPE, Code.COLUMNS_DIFFER},
        "texts where numbers belong",
    ),
    (
        with_column(described("month", pa.string(), source="started_at", operator="month"), "2026-05"),
        {},
        {Code.COLUMN_UNKNOWN, Code.COLUMNS_DIFFER},
        "the month belongs into the folder's name alone",
    ),
    (lambda table: table.drop_columns(["role"]), {}, {Code.COLUMNS_DIFFER}, "a column that other files have"),
    (
        lambda table: with_field(table, "text", description="Anonymised text."),
        {},
        {Code.UNTRUE_WORDS, Code.COLUMNS_DIFFER},
        "a column's metadata",
    ),
    (
        lambda table: with_field(table, "conversation_key", source="participants[].email"),
        {},
        {Code.COLUMN_UNKNOWN, Code.COLUMNS_DIFFER},
        "a fixed column made of something else",
    ),
]


@pytest.mark.parametrize(("change", "options", "expected", "reason"), REWRITES, ids=[row[3] for row in REWRITES])
def test_when_a_part_was_rewritten_with_its_digest_then_it_is_found(
    release: Path, change: Rewrite, options: dict[str, object], expected: set[Code], reason: str
) -> None:
    replace_file(release, PART, rewritten(release, change, options))
    assert codes(verify(release, READER)) == expected


def test_when_an_entry_stands_in_parquets_own_footer_then_it_is_found(release: Path) -> None:
    replace_file(release, PART, with_footer_entry(release, "note", f"anonymous {PLANTED}"))
    assert codes(verify(release, READER)) == {Code.FOOTER_EXTRA, Code.UNTRUE_WORDS}


def test_when_a_part_is_no_parquet_then_it_is_found(release: Path) -> None:
    replace_file(release, PART, PLANTED.encode() * 10)
    assert codes(verify(release, READER)) == {Code.PARQUET_UNREADABLE}


READERS: list[tuple[Reader, set[Code], str]] = [
    (Reader(date(2027, 6, 30)), set(), "the last day"),
    (Reader(date(2027, 7, 1)), {Code.EXPIRED}, "the day after"),
    (Reader(AS_OF, "product-research"), set(), "what it was made for"),
    (Reader(AS_OF, "Product-Research"), {Code.PURPOSE_DIFFERS}, "another purpose, if only in a capital"),
    (Reader(AS_OF, PLANTED), {Code.PURPOSE_DIFFERS}, "another purpose"),
    (Reader(AS_OF, None, read_compromised_keys(keys(LEAKED))), {Code.KEY_COMPROMISED}, "the reader knows more"),
]


@pytest.mark.parametrize(("reader", "expected", "reason"), READERS)
def test_a_release_is_held_against_its_reader(release: Path, reader: Reader, expected: set[Code], reason: str) -> None:
    assert codes(verify(release, reader)) == expected


def assessed(release: Path, **changes: object) -> None:
    """Give a release the label that needs an assessment, with all that belongs to it, and then change the paper."""
    parties = [{"name": "the research team", "analysis": "A-2026-7"}]
    paper = {"format": "veil-assessment/1", "parties": parties, "signed_by": "J. Doe", "role": "dpo"}
    paper |= {"signed_on": "2026-06-01", "valid_until": "2026-12-31"}
    sentence = (
        "Assessed as anonymous for the research team by J. Doe, valid to 2026-12-31. Personal data for everybody else."
    )
    said = {"label": "anonymity_assessed", "label_sentence": sentence}
    edit_manifest(release, lambda content: content.update(said))
    footer = {f"veil.{key}": value for key, value in said.items()}
    for entry in from_json((release / MANIFEST_NAME).read_bytes()).files:
        new = rewritten(
            release, lambda table: table.replace_schema_metadata({**_texts(table), **footer}), path=entry.path
        )
        replace_file(release, entry.path, new)
    digest = from_json((release / MANIFEST_NAME).read_bytes()).content_digest
    papers = {"content_digest": digest, **paper, **changes}
    add_document(release, "documents/assessment.json", orjson.dumps(papers, option=JSON))


def _texts(table: pa.Table) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in table.schema.metadata.items()}


ASSESSMENTS: list[tuple[dict[str, object], set[Code], str]] = [
    ({}, set(), "signed, for this content, in time"),
    ({"valid_until": "2026-06-29"}, {Code.ASSESSMENT_EXPIRED, Code.LABEL_SENTENCE}, "out of date"),
    ({"signed_on": "2026-07-01"}, {Code.ASSESSMENT_EXPIRED}, "not signed yet"),
    ({"content_digest": "0" * 64}, {Code.ASSESSMENT_OTHER_CONTENT}, "signed for something else"),
    ({"signed_by": PLANTED}, {Code.LABEL_SENTENCE}, "signed by somebody else than the label says"),
    ({"signed_by": " "}, {Code.ASSESSMENT_MALFORMED}, "signed by nobody"),
    ({"parties": []}, {Code.ASSESSMENT_MALFORMED}, "for nobody"),
    ({"note": PLANTED}, {Code.ASSESSMENT_MALFORMED}, "with words of one's own"),
]


@pytest.mark.parametrize(("changes", "expected", "reason"), ASSESSMENTS)
def test_the_label_of_anonymity_needs_its_assessment(
    release: Path, changes: dict[str, object], expected: set[Code], reason: str
) -> None:
    assessed(release, **changes)
    found = codes(verify(release, READER))
    assert found - {Code.UNTRUE_WORDS} == expected
    assert (Code.UNTRUE_WORDS in found) is bool(expected), "without it, the label's own words are not true"


def test_without_an_assessment_there_is_no_such_label(release: Path) -> None:
    assessed(release)
    without("documents/assessment.json")(release)
    assert codes(verify(release, READER)) == {Code.ASSESSMENT_MISSING, Code.UNTRUE_WORDS}


def test_every_code_is_found_by_some_test_here() -> None:
    """But for files that cannot be read at all, which no test can make for a user who may read everything."""
    tables = (CHANGES, REWRITES, READERS, ASSESSMENTS)
    in_tables = {code for table in tables for row in table for code in row[-2]}
    assert set(Code) - in_tables == {Code.PARQUET_UNREADABLE, Code.ASSESSMENT_MISSING, Code.FILE_UNREADABLE}


def test_every_code_has_advice_and_every_check_a_code() -> None:
    assert set(ADVICE) == set(Code)
    assert {check for check, _ in ADVICE.values()} == set(Check)
    assert all(advice.endswith(".") for _, advice in ADVICE.values())


BAD_LISTS = [
    (b"[]", "no object"),
    (keys(LEAKED, format="veil-compromised-keys/2"), "another version"),
    (keys({**LEAKED, "key_id": "00C0FFEE"}), "no key id"),
    (keys({**LEAKED, "reason": f"{PLANTED} lost it"}), "a sentence, which might tell too much"),
    (keys({**LEAKED, "signed_off_by": " "}), "nobody signed"),
    (keys({**LEAKED, "since": "yesterday"}), "no day"),
    (keys({key: value for key, value in LEAKED.items() if key != "since"}), "no day at all"),
]


@pytest.mark.parametrize(("content", "reason"), BAD_LISTS)
def test_a_list_of_keys_that_cannot_be_read_is_refused_without_its_content(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        read_compromised_keys(content)
    assert "Zebulon" not in str(caught.value) + repr(caught.value)


def test_a_list_of_keys_is_read() -> None:
    expected = CompromisedKey(key_id="00c0ffee", since=date(2026, 5, 1), reason="stolen_laptop", signed_off_by=PLANTED)
    assert read_compromised_keys(keys(LEAKED)) == (expected,)


def test_a_release_is_found_through_latest(release: Path) -> None:
    out = release.parent.parent
    announces()(release)
    assert find_release(out) == release
    assert find_release(release) == release


NO_LATEST = [
    ("{}", "names nothing"),
    ('{"release": "../elsewhere"}', "leaves the folder"),
    ('{"release": "releases/gone"}', "names a folder that is not there"),
    (PLANTED, "no JSON"),
    ("[]", "no object"),
]


@pytest.mark.parametrize(("content", "reason"), NO_LATEST)
def test_when_latest_names_no_release_then_it_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "latest.json").write_text(content)
    with pytest.raises(Refused) as caught:
        find_release(tmp_path)
    assert PLANTED not in str(caught.value)


def test_when_the_manifest_is_no_manifest_then_nothing_else_is_said(release: Path) -> None:
    (release / MANIFEST_NAME).write_text(json.dumps({"run": PLANTED}))
    result = verify(release, READER)
    assert (codes(result), result.summary, result.made) == ({"manifest_malformed"}, None, (Check.MANIFEST,))
