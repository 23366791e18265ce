"""Every value of a policy is told, and changing one changes the section that tells it and no other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from pipeline.evaluation.pages.policy_page import policy_page
from pipeline.policy.approval import Approval
from pipeline.policy.explain import Explanation, explain, explanations, plain_text
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.loader import load
from pipeline.policy.schema import Policy
from pipeline.policy.vocabulary import Vocabulary
from tests.policy import rich

CONTENT = [each.name for each in explanations() if each.tells_content]


@pytest.fixture
def loaded(minimal: dict[str, Any]) -> LoadedPolicy:
    return rich.policy(minimal)


def test_every_section_of_the_schema_has_an_explanation() -> None:
    told = {path.split(".")[0] for each in explanations() for path in each.explains}
    assert told == set(Policy.model_fields), "add a file to pipeline/policy/explain/sections"


def test_every_field_of_the_schema_is_tried(loaded: LoadedPolicy) -> None:
    assert list(rich.empty_fields(loaded.policy)) == [], "let tests/policy/rich.py fill it"


def test_every_value_is_shown_defaults_included(loaded: LoadedPolicy) -> None:
    values = loaded.policy.model_dump(mode="json", by_alias=True)
    text = plain_text(explain(loaded))
    shown = {at: rich.value_at(values, at) for at in rich.leaves(values)}
    assert [at for at, value in shown.items() if not isinstance(value, bool) and str(value) not in text] == []
    assert "Kunigunde" not in text  # a deny list holds people's names
    assert "1 values in d.txt" in text


def test_changing_one_value_changes_its_section_and_no_other(loaded: LoadedPolicy) -> None:
    before = sections_of_page(loaded)
    wrong = []
    for at in rich.leaves(loaded.policy.model_dump(mode="json", by_alias=True)):
        if at == ("policy",):  # there is one version of the schema
            continue
        other = replace(loaded, policy=rich.changed(loaded.policy, at))
        after = sections_of_page(other)
        moved = [name for name in before if before[name] != after[name]]
        if moved != [explanation_of(at).name]:
            wrong.append((at, moved))
    assert wrong == []


@pytest.mark.parametrize("name", [each.name for each in explanations() if not each.tells_content])
def test_each_section_is_changed_by_some_value(name: str, loaded: LoadedPolicy) -> None:
    paths = rich.leaves(loaded.policy.model_dump(mode="json", by_alias=True))
    assert any(explanation_of(at).name == name for at in paths)


def test_leaving_out_one_entry_changes_its_section_and_no_other(loaded: LoadedPolicy) -> None:
    policy = loaded.policy
    before = explain(loaded)
    smaller = {
        "fields": policy.model_copy(update={"fields": policy.fields[1:]}),
        "entities": policy.model_copy(update={"entities": {"PERSON": policy.entities["PERSON"]}}),
        "records": policy.model_copy(update={"channels": dict([*policy.channels.items()][:1])}),
        "parties": policy.model_copy(update={"parties": policy.parties.model_copy(update={"processors": ()})}),
        "legal-basis": policy.model_copy(update={"legal_basis": policy.legal_basis.model_copy(update={"dpia": None})}),
    }
    for name, other in smaller.items():
        after = explain(replace(loaded, policy=other))
        assert [new.name for old, new in zip(before, after, strict=True) if old != new] == [name]


def test_the_content_section_alone_tells_hash_approvals_and_examples(loaded: LoadedPolicy) -> None:
    given = Approval(
        role="dpo", name="J. Doe", date=loaded.policy.metadata.effective_from, reference="X", content_sha256="0" * 64
    )
    after = explain(replace(loaded, content_sha256="f" * 64, approvals=(given,)))
    assert [new.name for old, new in zip(explain(loaded), after, strict=True) if old != new] == CONTENT
    assert "it does not count" in plain_text(after)


def test_text_and_page_say_the_same(loaded: LoadedPolicy) -> None:
    page = policy_page(loaded).decode()
    written = [unescaped(line) for line in re.findall(r"<li>(?!<a)(.*?)</li>", page)]
    assert written == [line.strip() for section in explain(loaded) for line in section.lines]
    headings = [unescaped(heading) for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]
    assert headings == [section.heading for section in explain(loaded)]


def test_the_page_loads_nothing_and_its_parts_have_names_for_screen_readers(loaded: LoadedPolicy) -> None:
    page = policy_page(loaded).decode()
    assert not re.search(r"<script|\bsrc=|\bhref=\"(?!#)|@import|url\(", page)
    assert '<html lang="en">' in page
    assert page.count("<h1") == page.count("<main") == page.count("<nav aria-label=") == 1
    sections = [section.name for section in explain(loaded)]
    assert re.findall(r'<section id="([\w-]+)" aria-labelledby="\1-heading">', page) == sections
    assert re.findall(r'<a href="#([\w-]+)">', page) == sections
    assert "@media print" in page


def test_markup_in_a_policy_is_text_on_the_page(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    path = write(lambda values: values["purpose"].update(statement="<script>alert(1)</script>"))
    page = policy_page(load(path, vocabulary)).decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_is_not_named_is_said_to_be_denied(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    text = plain_text(explain(load(write(), vocabulary)))
    assert "Every other channel is refused" in text
    assert "Every other field is dropped" in text
    assert "Every other kind of personal data: remove" in text


def test_headings_and_names_are_unique_and_no_section_is_empty(loaded: LoadedPolicy) -> None:
    sections = explain(loaded)
    assert len({each.heading for each in sections}) == len({each.name for each in sections}) == len(sections)
    assert all(each.lines for each in sections)


def explanation_of(at: rich.Path) -> Explanation:
    """Return the section that explains a path: the one that names the longest part of it."""
    dotted = [".".join(str(part) for part in at[:end]) for end in range(len(at), 0, -1)]
    return next(each for path in dotted for each in explanations() if path in each.explains)


def sections_of_page(loaded: LoadedPolicy) -> dict[str, str]:
    page = policy_page(loaded).decode()
    return dict(re.findall(r'<section id="([\w-]+)"(.*?)</section>', page, re.DOTALL))


def unescaped(text: str) -> str:
    return Markup(text).unescape()
