"""`veil policy` with a small vocabulary and a stand-in for the record path, which hides the word `secret`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result
from pydantic import ConfigDict

from pipeline.anonymization.sanitized import Redaction, SanitizedConversation, SanitizedText, SanitizedTurn
from pipeline.cli.policy import policy
from pipeline.conversation.model import Conversation
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.vocabulary import OperatorTerms, Parameters, Vocabulary

POLICY = """\
policy: veil-policy/1
metadata:
  id: small
  version: 1.0.0
  title: A small policy
  status: ready
  author: Maya Keller
  owner: {name: Insights, contact: insights@example.eu}
  effective_from: 2026-01-01
  effective_until: 2026-12-31
dataset_id: small
parties:
  controller: {name: Example GmbH, contact: privacy@example.eu}
  recipients: [{id: research, category: internal, location: DE}]
purpose: {id: research, statement: Find needs., original_purpose: care}
legal_basis: {basis: consent, no_dpia_because: a few people}
channels: {chat: {notice: {version: v1, date: 2025-01-01}}}
fields: [{path: "turns[].text", use: text}]
detection: {languages: [en]}
entities: {SECRET: {operator: remove}}
"""
CASES = """\
- {name: a secret, language: en, text: my secret, expect: 'my [X]'}
- {name: a secretary, language: en, text: my secretary, expect: my secretary, near_miss_of: SECRET}
"""
Veil = Callable[..., Result]


class Nothing(Parameters):
    model_config = ConfigDict(extra="forbid")

    def hides_as_much_as(self, other: Parameters) -> bool:
        return self == other


def build(loaded: LoadedPolicy) -> Callable[[Conversation], SanitizedConversation]:
    def sanitize(record: Conversation) -> SanitizedConversation:
        turns = tuple(SanitizedTurn(index, None, _hidden(turn.text)) for index, turn in enumerate(record.turns))
        return SanitizedConversation(record.channel, "en", turns=turns)

    return sanitize


def _hidden(text: str) -> SanitizedText:
    written = re.sub(r"\bsecret\b", "[X]", text)
    return SanitizedText(written, (Redaction(0, 3, "SECRET", "remove"),) if written != text else ())


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Vocabulary(frozenset({"SECRET"}), {"remove": OperatorTerms(Nothing)})
    stand_in: dict[str, Callable[..., object]] = {"vocabulary": lambda: words, "build": build}
    for name, attribute in (("vocabulary", "vocabulary"), ("sanitizer", "build")):
        module = ModuleType(f"pipeline.evaluation.{name}")
        setattr(module, attribute, stand_in[attribute])
        monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "small.cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path / "small.yaml"


def veil(*arguments: object) -> Result:
    return CliRunner().invoke(policy, [str(argument) for argument in arguments])


def approve(path: Path, role: str = "dpo", name: str = "J. Doe") -> Result:
    return veil("approve", path, "--role", role, "--name", name, "--reference", "X-1", "--date", "2026-06-01")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_lint_passes_a_policy(path: Path) -> None:
    result = veil("lint", path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{path}: no problems (content ")


def test_lint_exits_2_and_tells_every_problem(path: Path) -> None:
    replace(path, "version: 1.0.0", "versoin: 1.0.0")
    replace(path, "operator: remove", "operator: remoev")
    result = veil("lint", path)
    assert result.exit_code == 2
    assert result.stdout.splitlines() == [
        f"{path}:2: metadata.version: is missing",
        f"{path}:4: metadata.versoin: unknown key; did you mean 'version'?",
        f"{path}:20: entities.SECRET.operator: unknown operator 'remoev'; did you mean 'remove'? (known: remove)",
    ]


def test_lint_speaks_json(path: Path) -> None:
    assert json.loads(veil("lint", path, "--json").stdout)["problems"] == []
    replace(path, "title: A small policy", "title: NO")
    result = veil("lint", path, "--json")
    problem = json.loads(result.stdout)["problems"][0]
    assert result.exit_code == 2
    assert (problem["line"], problem["path"]) == (5, "metadata.title")


@pytest.mark.parametrize("command", ["lint", "explain", "test"])
def test_a_policy_that_is_not_there_is_refused(command: str, tmp_path: Path) -> None:
    assert veil(command, tmp_path / "none.yaml").exit_code == 2


def test_explain_shows_defaults(path: Path) -> None:
    result = veil("explain", path)
    assert result.exit_code == 0
    assert "The dataset is deleted after 365 days" in result.stdout
    sections = json.loads(veil("explain", path, "--json").stdout)
    assert sections[0]["heading"] == "The policy"


def test_explain_writes_a_page_and_replaces_nothing_else(path: Path, tmp_path: Path) -> None:
    page = tmp_path / "policy.html"
    assert veil("explain", path, "--html", page).stdout == f"wrote {page}\n"
    assert "The dataset is deleted after 365 days" in page.read_text(encoding="utf-8")
    assert veil("explain", path, "--html", page).stdout == f"replaced {page}\n"
    assert veil("explain", path, "--html", path).exit_code == 2
    assert path.read_text(encoding="utf-8") == POLICY


def test_schema_is_a_json_schema() -> None:
    result = veil("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_test_prints_a_line_for_each_example_and_each_kind(path: Path) -> None:
    result = veil("test", path)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "pass  a secret",
        "pass  a secretary",
        "",
        "kind    examples  near misses",
        "SECRET         1            1",
        "",
        "2 of 2 examples pass",
        "1 of 1 kinds have an example and a near miss",
    ]


def test_test_exits_3_where_an_example_fails(path: Path) -> None:
    replace(path.with_name("small.cases.yaml"), "'my [X]'", "'my secret'")
    result = veil("test", path)
    assert result.exit_code == 3
    assert result.stdout.splitlines()[:2] == ["FAIL  a secret", "      turn 0: expected 'my secret', got 'my [X]'"]
    assert "SECRET         0            1  needs an example in which it is found" in result.stdout
    assert "1 of 2 examples pass" in result.stdout


@pytest.mark.parametrize(
    ("left_out", "needed"),
    [(0, "an example in which it is found"), (1, "a near miss")],
    ids=["without an example", "without a near miss"],
)
def test_test_exits_3_and_approve_2_where_a_kind_lacks_an_example(path: Path, left_out: int, needed: str) -> None:
    lines = CASES.splitlines(keepends=True)
    del lines[left_out]
    path.with_name("small.cases.yaml").write_text("".join(lines), encoding="utf-8")
    result = veil("test", path)
    assert result.exit_code == 3
    assert f"needs {needed}\n" in result.stdout
    assert "0 of 1 kinds have an example and a near miss" in result.stdout
    refused = approve(path)
    assert refused.exit_code == 2
    assert "not approved: examples fail or are missing" in refused.stderr
    assert not path.with_name("small.approvals.yaml").exists()


def test_test_speaks_json(path: Path) -> None:
    told = json.loads(veil("test", path, "--json").stdout)
    assert told["passed"]
    assert [case["name"] for case in told["cases"]] == ["a secret", "a secretary"]
    assert told["kinds"] == [
        {"entity_type": "SECRET", "shown_by": ["a secret"], "near_misses": ["a secretary"], "missing": ""}
    ]


def test_test_exits_2_without_examples(path: Path) -> None:
    path.with_name("small.cases.yaml").unlink()
    assert veil("test", path).exit_code == 2


def test_approve_writes_beside_the_policy_and_leaves_it_as_it_is(path: Path) -> None:
    assert approve(path).exit_code == 0
    assert path.read_text(encoding="utf-8") == POLICY
    written = path.with_name("small.approvals.yaml").read_text(encoding="utf-8")
    assert "name: J. Doe" in written
    assert approve(path, "data_owner", "M. Roe").exit_code == 0


def test_approve_exits_2_where_an_example_fails(path: Path) -> None:
    replace(path.with_name("small.cases.yaml"), "'my [X]'", "'my secret'")
    assert approve(path).exit_code == 2
    assert not path.with_name("small.approvals.yaml").exists()


@pytest.mark.parametrize(
    ("role", "name", "reason"),
    [
        ("owner", "Maya Keller", "the author may not approve"),
        ("owner", "j. doe", "this person has approved it before"),
        ("DPO", "M. Roe", "somebody in this role has approved it before"),
        ("owner", " ", "name: must be one line of text"),
    ],
)
def test_approve_exits_2_where_it_would_not_count(path: Path, role: str, name: str, reason: str) -> None:
    approve(path)
    result = approve(path, role, name)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_approve_refuses_a_draft(path: Path) -> None:
    replace(path, "status: ready", "status: draft")
    result = approve(path)
    assert result.exit_code == 2
    assert "the policy is draft, not ready" in result.stderr


def test_the_commands_import_nothing_heavy() -> None:
    """`veil --help` must answer at once: the group itself pulls in neither pydantic nor yaml."""
    import subprocess

    code = (
        "import sys; import pipeline.cli.policy; "
        "sys.exit(any(name in sys.modules for name in ('pydantic', 'yaml', 'presidio_analyzer')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
