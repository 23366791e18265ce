from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.policy.loader import load
from pipeline.policy.problems import PolicyProblems
from pipeline.policy.vocabulary import Vocabulary

BROKEN = """\
policy: veil-policy/1
metadata:
  id: Small Policy
  versoin: 1.0.0
  title: NO
  title: again
  effective_from: 2026-13-01
  effective_until: 2026-12-31 12:00:00
  approvals_required: 1
channels: {chta: {notice: {version: 1.10, date: 2026-01-01}}}
fields:
  - {path: chanel}
  - {path: metadata.tags, type: list, use: monht}
entities:
  PERSN: {operator: psuedonymise}
  PERSON: {operator: replace, lable: X}
detection: {languages: [en], thresholds: {PERSON: "0.3", EMAIL_ADRESS: 2}}
"""

EXPECTED = [
    "1: dataset_id: is missing",
    "1: legal_basis: is missing",
    "1: parties: is missing",
    "1: purpose: is missing",
    "2: metadata.author: is missing",
    "2: metadata.owner: is missing",
    "2: metadata.version: is missing",
    "3: metadata.id: must be small letters and digits, parted by single hyphens",
    "4: metadata.versoin: unknown key; did you mean 'version'?",
    "5: metadata.title: an unquoted yes/no word is read as true or false; write true or false, or put it in quotes",
    "6: metadata.title: is written twice; first in line 5",
    "7: metadata.effective_from: is no date of the calendar",
    "8: metadata.effective_until: is read as a point in time; write a date as YYYY-MM-DD, or put it in quotes",
    "9: metadata.approvals_required: should be greater than or equal to 2",
    "10: channels.chta: unknown value 'chta'; did you mean 'chat'? (known: call, chat, email, ticket, sms, social)",
    "10: channels.chta.notice.version: must be text; put it in quotes",
    "12: fields[0].path: unknown path 'chanel'; did you mean 'channel'?",
    (
        "13: fields[1].use: unknown value 'monht'; did you mean 'month'? "
        "(known: keep, month, duration, gap_band, response_band, contacts_24h_band, person_key, text, words)"
    ),
    "15: entities.PERSN: unknown entity type 'PERSN'; did you mean 'PERSON'?",
    (
        "15: entities.PERSN.operator: unknown operator 'psuedonymise'; did you mean 'pseudonymise'? "
        "(known: generalise, keep, mask, pseudonymise, remove, replace)"
    ),
    "16: entities.PERSON.lable: unknown key; did you mean 'label'?",
    "17: detection.thresholds.EMAIL_ADRESS: should be less than or equal to 1",
    "17: detection.thresholds.EMAIL_ADRESS: unknown entity type 'EMAIL_ADRESS'; did you mean 'EMAIL_ADDRESS'?",
    "17: detection.thresholds.PERSON: must be a number",
]


def test_every_problem_is_told_at_once_by_line(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(PolicyProblems) as caught:
        load(path, vocabulary)
    assert str(caught.value).splitlines() == [f"{path}:{line}" for line in EXPECTED]


def test_problems_survive_pickling(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(PolicyProblems) as caught:
        load(tmp_path / "none.yaml", vocabulary)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.problems) == (PolicyProblems, str(caught.value), caught.value.problems)


def test_a_minimal_policy_loads_with_strict_defaults(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    loaded = load(write(), vocabulary)
    assert loaded.policy.default.operator == "remove"
    assert loaded.policy.label == "personal_pseudonymised"
    assert loaded.policy.pseudonyms.unidentified == "own_person"
    assert (loaded.cases, loaded.approvals, dict(loaded.files)) == ((), (), {})


def test_operators_defaults_are_written_out(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    def edit(values: dict[str, dict[str, object]]) -> None:
        values["entities"]["AGE"] = {"operator": "generalise", "to": "band"}

    loaded = load(write(edit), vocabulary)
    assert loaded.policy.entities["AGE"].parameters == {"to": "band", "bands": [16, 30]}


def test_a_loaded_policy_survives_pickling_and_shows_no_list_value(
    write: Callable[..., Path], vocabulary: Vocabulary
) -> None:
    def edit(values: dict[str, dict[str, object]]) -> None:
        values["detection"]["deny_list"] = "staff.txt"

    cases = "- {name: one, text: hello Brunhilde, expect: 'hello [NAME]'}\n"
    loaded = load(write(edit, staff__txt="Kunigunde\tPERSON\n", p__cases__yaml=cases), vocabulary)
    assert pickle.loads(pickle.dumps(loaded)) == loaded
    assert loaded.deny_list == {"Kunigunde": "PERSON"}
    assert "Kunigunde" not in repr(loaded)
    assert "Brunhilde" not in repr(loaded)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(data=st.data())
def test_any_damage_to_a_policy_is_a_policy_problem_or_harmless(
    data: st.DataObject, write: Callable[..., Path], vocabulary: Vocabulary
) -> None:
    path = write()
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(at, min(len(content), at + 30)))
    path.write_bytes(content[:at] + data.draw(st.binary(max_size=5)) + content[end:])
    try:
        load(path, vocabulary)
    except PolicyProblems as error:
        assert error.problems  # noqa: PT017  (both ends are fine; anything else is not)
