"""The shipped policies with the real operators and entity types: they load, have examples, fit the editors' schema."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from pipeline.detection.entity_types import DIRECT_TYPES
from pipeline.errors import Refused
from pipeline.evaluation.case_report import report
from pipeline.evaluation.cases import run_cases
from pipeline.evaluation.sanitizer import build
from pipeline.evaluation.vocabulary import vocabulary as real_vocabulary
from pipeline.policy.approvals import check
from pipeline.policy.comparison.compare import compare
from pipeline.policy.comparison.verdicts import Verdict
from pipeline.policy.explain import explain, plain_text
from pipeline.policy.json_schema import json_schema
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.loader import load
from pipeline.policy.vocabulary import Vocabulary
from pipeline.policy.yaml_tree import parse

FOLDER = Path(__file__).parents[2] / "policies"
SHIPPED = sorted(path for path in FOLDER.glob("*.yaml") if "." not in path.stem)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return real_vocabulary()


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest, vocabulary: Vocabulary) -> LoadedPolicy:
    return load(request.param, vocabulary)


def test_these_are_shipped() -> None:
    assert {path.stem for path in SHIPPED} == {
        "call-centre",
        "eu-support-product-research",
        "fr-overlay",
        "hipaa-safe-harbor",
        "strict-base",
    }


def test_it_has_examples_and_a_name_like_its_file(shipped: LoadedPolicy) -> None:
    assert shipped.cases
    assert shipped.policy.metadata.id == shipped.path.stem


def test_no_direct_identifier_is_kept(shipped: LoadedPolicy) -> None:
    rules = {kind: shipped.policy.entities.get(kind, shipped.policy.default).operator for kind in DIRECT_TYPES}
    assert set(rules.values()) <= {"remove", "replace", "pseudonymise"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_fits_the_schema_and_a_misspelt_operator_does_not(path: Path, vocabulary: Vocabulary) -> None:
    validator = jsonschema.Draft202012Validator(json_schema(vocabulary))
    tree = parse(path.read_bytes(), "f")
    values = json.loads(json.dumps(tree.value, default=str))
    validator.validate(values)
    values["entities"]["PERSON"] = {"operator": "psuedonymise"}
    assert not validator.is_valid(values)


def test_it_can_be_explained(shipped: LoadedPolicy) -> None:
    assert shipped.policy.purpose.statement in plain_text(explain(shipped))


def test_as_shipped_it_is_approved_by_nobody(shipped: LoadedPolicy) -> None:
    with pytest.raises(Refused, match="0 of 2 approvals"):
        check(shipped, date(2026, 6, 1))


def test_it_fits_on_two_screens_or_so(shipped: LoadedPolicy) -> None:
    assert len(shipped.path.read_text(encoding="utf-8").splitlines()) <= 150


def test_its_examples_pass_and_try_every_kind_from_both_sides(shipped: LoadedPolicy) -> None:
    told = report(shipped.policy, tuple(run_cases(shipped, build(shipped))))
    assert [(result.name, result.differences) for result in told.failed] == []
    assert [(kind.entity_type, kind.missing) for kind in told.uncovered] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_readme_of_the_policies_names_it(path: Path) -> None:
    assert f"| `{path.stem}` |" in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["call-centre", "fr-overlay"])
def test_what_extends_the_base_is_nowhere_looser(name: str, vocabulary: Vocabulary) -> None:
    policy = load(FOLDER / f"{name}.yaml", vocabulary)
    assert policy.base is not None
    assert policy.policy.exceptions == ()
    verdicts = {change.verdict for change in compare(policy.base, policy, vocabulary)}
    assert Verdict.LOOSER not in verdicts
    assert Verdict.STRICTER in verdicts
