"""The audit log: every entry is chained, a crash costs no whole entry, and whatever is changed is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import veil
from pipeline.conversation.outcomes import RefusalReason, RejectReason
from pipeline.errors import Refused
from pipeline.release.accounting import Check
from pipeline.release.audit.entry import FIRST_PREVIOUS, Event, canonical, entry_hash
from pipeline.release.audit.log import AUDIT_NAME, AuditLog
from pipeline.release.audit.verify import verify_audit
from pipeline.release.conclusion import Conclusion
from pipeline.release.publish import Published
from pipeline.release.store import FileStore
from pipeline.release.submission import Submission
from tests.release.release_samples import POLICY_SHA256, policy, run_counts

RUN = "0123456789abcdef"
DIGEST = "ef" * 32


def submission() -> Submission:
    return Submission(
        run=RUN, veil_version="0.1.0", policy=policy(), policy_sha256=POLICY_SHA256, plain_policy=(), approvals=(),
        key_id="00c0ffee", as_of=date(2026, 6, 30), shards=("a",), files=3, bytes=123, inputs_digest="cd" * 32,
        shards_digest="ab" * 32,
    )  # fmt: skip


def conclusion() -> Conclusion:
    checks = (Check("people", passed=False, detail="2, at least 10"),)
    return Conclusion(submission(), run_counts(2), checks, parts=(), rejects=())


def written(out: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in (out / AUDIT_NAME).read_bytes().splitlines()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder after a run that was published, one that failed a check, and one that was refused."""
    log = AuditLog(FileStore(str(tmp_path)))
    log.append(Event.STARTED, submission())
    log.append(Event.PUBLISHED, submission(), conclusion(), Published(f"releases/{RUN}", DIGEST))
    log.append(Event.CHECK_FAILED, submission(), conclusion(), reason="nothing was published")
    log.append(Event.REFUSED, reason="the key is not there")
    return tmp_path


def test_each_entry_names_the_one_before(out: Path) -> None:
    entries = written(out)
    assert [entry["seq"] for entry in entries] == [1, 2, 3, 4]
    assert [entry["prev_hash"] for entry in entries] == [FIRST_PREVIOUS, *(entry["hash"] for entry in entries[:-1])]
    assert verify_audit(out).problem == ""


def test_an_entry_says_what_was_read_under_which_policy_and_what_came_of_it(out: Path) -> None:
    entry = written(out)[1]
    assert entry["policy"] == {"id": "support-research", "version": "1.2.0", "sha256": POLICY_SHA256}
    assert (entry["run"], entry["key_id"], entry["as_of"]) == (RUN, "00c0ffee", "2026-06-30")
    assert entry["inputs"] == {"files": 3, "bytes": 123, "digest": "cd" * 32}
    assert len(entry["versions"]["model"]) == 64
    assert entry["outcome"]["refused"] == {"before_notice": 1203, "language_unknown": 5}
    assert entry["outcome"]["dropped_fields"] == {"(other keys)": 1, "metadata.crm_note": 40}
    assert {"entity_type": "PERSON", "operator": "remove", "count": 40} in entry["outcome"]["redactions"]
    assert entry["outcome"]["checks"] == [{"name": "people", "passed": False, "detail": "2, at least 10"}]
    assert (entry["release"], entry["content_digest"]) == (f"releases/{RUN}", DIGEST)


def test_every_reason_why_a_record_is_kept_out_can_be_an_entry(tmp_path: Path) -> None:
    refused = tuple((reason.value, 1) for reason in RefusalReason)
    rejected = tuple((reason.value, 1) for reason in RejectReason)
    counts = run_counts(2, refused=refused, rejected=rejected)
    AuditLog(FileStore(str(tmp_path))).append(Event.FAILED, submission(), replace(conclusion(), counts=counts))
    (entry,) = written(tmp_path)
    assert entry["outcome"]["refused"] == dict(refused)
    assert entry["outcome"]["rejected"] == dict(rejected)


def test_a_rare_dropped_key_is_not_named_in_the_log(out: Path) -> None:
    assert b"anna_schmidt" not in (out / AUDIT_NAME).read_bytes()


@given(data=st.data())
def test_when_a_byte_is_flipped_then_the_entry_it_stands_in_is_named(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("out")
    log = AuditLog(FileStore(str(folder)))
    for event in (Event.STARTED, Event.FAILED, Event.STARTED):
        log.append(event, submission())
    content = bytearray((folder / AUDIT_NAME).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    (folder / AUDIT_NAME).write_bytes(content)
    entry = written_before(bytes(content), place) + 1
    assert verify_audit(folder).problem.startswith(f"entry {entry} is broken")


def written_before(content: bytes, place: int) -> int:
    """Return how many whole lines end before a place; a line feed belongs to the line that it ends."""
    return content[:place].count(b"\n")


def lines(out: Path) -> list[bytes]:
    return (out / AUDIT_NAME).read_bytes().splitlines(keepends=True)


CHANGES: list[tuple[list[int], str, str]] = [
    ([0, 2, 3], "entry 2 is broken: it says that it is entry 3", "an entry is gone"),
    ([1, 2, 3], "entry 1 is broken: it says that it is entry 2", "the first entry is gone"),
    ([0, 2, 1, 3], "entry 2 is broken: it says that it is entry 3", "two entries changed places"),
    ([0, 1, 1, 2, 3], "entry 3 is broken: it says that it is entry 2", "an entry stands twice"),
]


@pytest.mark.parametrize(("order", "problem", "why"), CHANGES)
def test_when_entries_are_lost_or_moved_then_the_first_wrong_one_is_named(
    out: Path, order: list[int], problem: str, why: str
) -> None:
    kept = lines(out)
    (out / AUDIT_NAME).write_bytes(b"".join(kept[index] for index in order))
    assert verify_audit(out).problem == problem, why


def test_an_entry_that_was_written_anew_with_its_own_hash_breaks_the_next(out: Path) -> None:
    kept = lines(out)
    forged = {**orjson.loads(kept[1]), "reason": "all is well"}
    forged["hash"] = entry_hash(forged)
    (out / AUDIT_NAME).write_bytes(b"".join([kept[0], canonical(forged) + b"\n", *kept[2:]]))
    assert verify_audit(out).problem == "entry 3 is broken: it does not follow the entry before"


def test_when_the_end_of_the_log_is_gone_then_a_release_lacks_its_entry(out: Path) -> None:
    release = out / "releases" / RUN
    release.mkdir(parents=True)
    (release / "manifest.json").write_bytes(orjson.dumps({"content_digest": DIGEST}))
    assert verify_audit(out).problem == ""
    (out / AUDIT_NAME).write_bytes(lines(out)[0])
    assert verify_audit(out).problem == f"no entry says that releases/{RUN} was published as it stands"


@given(cut=st.integers(1, 200))
def test_what_a_crash_left_of_an_entry_goes_and_every_whole_entry_stays(
    cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("out")
    log = AuditLog(FileStore(str(folder)))
    for event in (Event.STARTED, Event.PUBLISHED):
        log.append(event, submission())
    whole = lines(folder)
    (folder / AUDIT_NAME).write_bytes(b"".join(whole)[:-cut])
    assert verify_audit(folder).problem == "entry 2 is broken: it is cut off"
    log.append(Event.STARTED, submission())
    assert lines(folder)[0] == whole[0]
    assert [entry["event"] for entry in written(folder)] == ["started", "started"]
    assert verify_audit(folder).problem == ""


def test_nothing_is_chained_to_an_entry_that_cannot_be_read(out: Path) -> None:
    (out / AUDIT_NAME).write_bytes(b"".join(lines(out)[:-1]) + b"no entry\n")
    with pytest.raises(Refused, match="veil audit verify"):
        AuditLog(FileStore(str(out))).append(Event.STARTED, submission())


def test_an_object_store_gets_the_whole_log_again(out: Path) -> None:
    before = (out / AUDIT_NAME).read_bytes()
    AuditLog(FileStore(out.as_uri())).append(Event.STARTED, submission())
    assert (out / AUDIT_NAME).read_bytes().startswith(before)
    assert verify_audit(out).entries == 5


def test_the_command_says_ok_and_names_a_broken_entry(out: Path) -> None:
    good = CliRunner().invoke(veil, ["audit", "verify", str(out)])
    assert (good.exit_code, good.output) == (
        0,
        f"OK  entries that hold: 4, the last with hash {written(out)[-1]['hash']}\n",
    )
    content = (out / AUDIT_NAME).read_bytes()
    (out / AUDIT_NAME).write_bytes(content.replace(b"2, at least 10", b"9, at least 10", 1))
    bad = CliRunner().invoke(veil, ["audit", "verify", str(out)], standalone_mode=False)
    assert bad.return_value == 3
    assert bad.output.startswith(
        "PROBLEM  entry 2 is broken: its content is not what its hash says\nentries that hold: 1, "
    )
    told = orjson.loads(CliRunner().invoke(veil, ["audit", "verify", str(out), "--json"]).output)
    assert (told["ok"], told["entries"]) == (False, 1)


def test_a_folder_without_a_log_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no audit"):
        verify_audit(tmp_path)
