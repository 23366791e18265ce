"""The label: a dataset is called what it is, and the one that promises most is never had for the asking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.policy.edits import Edit, both, notice, recipient, whole

Values = dict[str, Any]

PAPER: Values = {
    "reference": "AA-1",
    "assessor": "J. Doe",
    "date": date(2026, 1, 1),
    "valid_until": date(2026, 6, 30),
    "relevant_entities": ["research"],
    "isolation": "no record stands out",
    "linkage": "nothing to link with",
    "inference": "no value follows",
}
NO_TEXT = whole(fields=[{"path": "channel"}, {"path": "turns[].text", "use": "words", "to": "words"}])
OUTSIDE = both(recipient(acts_as="separate_controller"), notice(recipients=["research"]))
LABEL = whole(label="anonymity_assessed")


def assessed(*edits: Edit, **paper: object) -> Edit:
    """Return a policy that claims the label with a paper that holds, changed by edits."""
    return both(OUTSIDE, NO_TEXT, LABEL, whole(anonymity_assessment={**PAPER, **paper}), *edits)


TABLE: list[tuple[Edit, str]] = [
    (both(OUTSIDE, NO_TEXT, LABEL), "label: needs anonymity_assessment"),
    (
        assessed(whole(fields=[{"path": "turns[].text", "use": "text"}])),
        "fields[0].use: text of single records can single people out",
    ),
    (
        assessed(
            lambda v: v["fields"].append({
                "path": "participants[].customer_id",
                "use": "person_key",
                "to": "person_key",
                "justification": "why",
            })
        ),
        "fields[2].use: links records of a person",
    ),
    (assessed(valid_until=date(2025, 12, 31)), "anonymity_assessment.valid_until: must be after date"),
    (
        assessed(date=date(2025, 1, 1), valid_until=date(2025, 12, 31)),
        "anonymity_assessment.valid_until: has expired before the policy is in force",
    ),
    (assessed(relevant_entities=[]), "anonymity_assessment.relevant_entities: must not be empty"),
    (
        assessed(relevant_entities=["research", "everyone"]),
        "anonymity_assessment.relevant_entities[1]: 'everyone' is no recipient",
    ),
    (
        assessed(lambda v: v["parties"]["recipients"].append({"id": "other", "category": "staff", "location": "DE"})),
        "anonymity_assessment.relevant_entities: leaves out the recipient other",
    ),
    (
        assessed(recipient(acts_as="controller_staff")),
        "anonymity_assessment.relevant_entities[0]: 'research' acts as controller_staff",
    ),
    (
        assessed(recipient(acts_as="processor")),
        "anonymity_assessment.relevant_entities[0]: 'research' acts as processor",
    ),
    (
        assessed(recipient(has_access_to=["crm"])),
        "anonymity_assessment.relevant_entities[0]: 'research' can see crm",
    ),
    (assessed(assessor=""), "anonymity_assessment.assessor: must not be empty"),
    (assessed(), "label: no run gives this label: publish under another one"),  # nothing else is wrong
    (whole(anonymity_assessment=PAPER), "anonymity_assessment: belongs to label anonymity_assessed"),
]


@pytest.mark.parametrize(("edit", "expected"), TABLE)
def test_the_label_of_an_assessment_is_refused_with_the_reason(
    problems: Callable[..., list[str]], edit: Edit, expected: str
) -> None:
    found = problems(edit)
    assert len(found) == 1, found
    assert found[0].startswith(expected)
