from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.release.housekeeping import clear_stale
from pipeline.release.store import FileStore


def test_only_the_staging_of_other_runs_that_lived_too_long_is_deleted(tmp_path: Path) -> None:
    base = FileStore(str(tmp_path))
    for run in ("old", "kept"):
        base.write(f"{run}/submission.json", b"{}")
        base.write(f"{run}/turns/s000000.parquet", b"rows")
    day = timedelta(hours=24)
    now = datetime.now(UTC)
    assert clear_stale(base, keep="kept", older_than=day, now=now + timedelta(hours=23)) == 0
    assert clear_stale(base, keep="kept", older_than=day, now=now + timedelta(hours=25)) == 1
    assert base.list("") == ("kept/submission.json", "kept/turns/s000000.parquet")


def test_where_nothing_was_staged_there_is_nothing_to_clear(tmp_path: Path) -> None:
    base = FileStore(str(tmp_path / "none"))
    assert clear_stale(base, keep="run", older_than=timedelta(0), now=datetime.now(UTC)) == 0
