"""The plan is validated whole before any record is read, and never leaves its process."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from pipeline.anonymization.operator import Mention
from pipeline.anonymization.plan import Plan, build, operator_terms, shipped_operators
from pipeline.errors import Refused
from pipeline.keys.master import MasterKey
from pipeline.policy.schema import Policy


def test_when_several_things_are_wrong_then_all_are_listed(
    make_policy: Callable[..., Policy], master: MasterKey
) -> None:
    policy = make_policy(
        {
            "PERSON": {"operator": "psuedonymise"},
            "AGE": {"operator": "generalise", "to": "bands"},
            "USERNAME": {"operator": "mask", "keep_last": 9},
            "CREDIT_CARD": {"operator": "mask"},
            "ORGANIZATION": {"operator": "keep"},
            "CUSTOMER_ID": {"operator": "pseudonymise", "scope": "dataset"},
        },
        {"operator": "mask"},
        [{"path": "participants[].name"}],
    )
    with pytest.raises(Refused) as caught:
        build(policy, master=master)
    for part in (
        "entities.PERSON: unknown operator",
        "entities.AGE.to:",
        "entities.USERNAME.keep_last:",
        "entities.CREDIT_CARD: mask may not be used",
        "entities.ORGANIZATION: keep needs a justification",
        "entities.CUSTOMER_ID: pseudonymise needs a justification",
        "default: what nobody thought of may not pass",
        "fields.participants[].name:",
    ):
        assert part in caught.value.message


@pytest.mark.parametrize("entity_type", ["CREDIT_CARD", "IBAN_CODE", "PHONE_NUMBER", "EMAIL_ADDRESS", "PASSWORD"])
def test_what_opens_an_account_is_never_kept(make_plan: Callable[..., Plan], entity_type: str) -> None:
    with pytest.raises(Refused):
        make_plan({entity_type: {"operator": "keep", "justification": "because"}})


def test_when_the_policy_names_no_rule_then_the_default_acts(make_plan: Callable[..., Plan]) -> None:
    plan: Plan = make_plan({}, {"operator": "replace"})
    bound = plan.operator_for("NEVER_NAMED")
    assert bound.name == "replace"
    assert bound.operator.write(Mention("x", "NEVER_NAMED")) == "[NEVER_NAMED]"
    assert bound is plan.operator_for("NEVER_NAMED"), "resolved once"


def test_kept_types_are_those_the_policy_keeps(mixed_plan: Plan) -> None:
    assert mixed_plan.kept_types == {"KEPT"}


def test_a_plan_is_never_pickled_and_shows_no_key(mixed_plan: Plan, master: MasterKey) -> None:
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(mixed_plan)
    assert repr(master.secret) not in repr(mixed_plan)
    assert repr(master.secret) not in repr(mixed_plan.operator_for("TOKEN"))


def test_the_loader_learns_what_each_operator_takes() -> None:
    terms = operator_terms()
    assert terms.keys() == shipped_operators().keys()
    assert terms["keep"].needs_justification
    assert terms["pseudonymise"].reversible
    assert "CREDIT_CARD" in terms["mask"].locked_types
