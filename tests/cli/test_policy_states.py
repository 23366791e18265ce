"""What a policy in each state of its life may do: one that is ready, in force and approved as it stands publishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import veil
from pipeline.errors import Refused
from pipeline.evaluation import trial as trial_module
from pipeline.evaluation.trial import Trial
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.approval import approvals_path, read_approvals, write_approvals
from pipeline.policy.loader import load
from pipeline.runners.submit import RunRequest, prepare
from pipeline.sources.format import SourceOptions
from tests.conftest import KEY_TEXT
from tests.support.evaluation import conversation, label
from tests.support.runs import AS_OF, SHIPPED, approved_policy, write_records

Later = Callable[[Path], object]


def untouched(_: Path) -> None:
    """Leave the approved policy as it is."""


def edited(old: str, new: str) -> Later:
    """Return a change of the policy after it was approved."""

    def edit(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def example_added(path: Path) -> None:
    cases = path.with_name(f"{path.stem}.cases.yaml")
    with cases.open("a", encoding="utf-8") as stream:
        stream.write('- {name: one more, language: en, text: "ok", expect: "ok"}\n')


def one_approval_taken_away(path: Path) -> None:
    file = approvals_path(path)
    approvals, _ = read_approvals(file.read_bytes(), str(file))
    file.write_bytes(write_approvals(approvals[:1]))


STATES = [
    ("approved", untouched, None),
    ("draft", edited("status: ready", "status: draft"), "it is draft, not ready"),
    ("suspended", edited("status: ready", "status: suspended"), "it is suspended, not ready"),
    ("retired", edited("status: ready", "status: retired"), "it is retired, not ready"),
    ("changed", edited("threshold: 0.2", "threshold: 0.3"), "changed since 2 approvals were given"),
    ("with another example", example_added, "changed since 2 approvals were given"),
    ("under-approved", one_approval_taken_away, "1 of 2 approvals by different people in different roles"),
    ("expired", "2028-01-01", "it expired on 2027-12-31"),
    ("not yet in force", "2025-12-31", "it is in force from 2026-01-01, not yet on 2025-12-31"),
]


@pytest.fixture(scope="module")
def shipped() -> Trial:
    return Trial(load(SHIPPED, vocabulary()))


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    text = "my mail is zw.77@mail.example"
    turns = (text, [label(text, "zw.77@mail.example", "EMAIL_ADDRESS")])
    return write_records(tmp_path / "in" / "chats.jsonl", [conversation("c-1", turns)])


@pytest.mark.parametrize(("state", "later", "reason"), STATES, ids=[state for state, _, _ in STATES])
def test_who_may_publish_inspect_and_evaluate(
    state: str,
    later: Later | str,
    reason: str | None,
    talk: Path,
    shipped: Trial,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    policy, as_of = approved_policy(tmp_path / "policy"), AS_OF
    if callable(later):
        later(policy)
    else:
        as_of = later
    reasons = why_no_run(policy, talk, as_of, tmp_path / "out", monkeypatch)
    assert (reason in reasons) if reason else not reasons
    monkeypatch.setattr(trial_module, "Trial", lambda *_, **__: shipped)  # loaded once; the policy is read as always
    for command in ("inspect", "evaluate"):
        result = CliRunner().invoke(veil, [command, str(talk), "--policy", str(policy)], catch_exceptions=False)
        assert result.exit_code == 0, (state, command)


def why_no_run(policy: Path, talk: Path, as_of: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return why a run is refused before anything is read; nothing where it is not."""
    monkeypatch.setenv("VEIL_KEY", KEY_TEXT)
    request = RunRequest((str(talk),), policy, str(out), date.fromisoformat(as_of), SourceOptions())
    try:
        prepare(request)
    except Refused as error:
        assert not out.exists()
        _, _, reasons = error.message.partition("may not be used: ")
        return reasons.split("; ")
    return []
