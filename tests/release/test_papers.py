"""The papers of a run: each point that the law asks for is there and says something, the same in both renderings."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.loader import load
from pipeline.policy.schema import Policy
from pipeline.release.accounting import Check
from pipeline.release.documents.conditions import TEXT_CHECKS, Standing, conditions
from pipeline.release.documents.material import Material
from pipeline.release.documents.papers import FOLDER, papers_of, render_papers
from pipeline.release.documents.risks import RISKS, relevant_parties
from tests.conftest import ROOT
from tests.release.page import Page
from tests.release.release_samples import APPROVALS, PLAIN_POLICY, START, manifest, policy, run_counts, write_data

PLANTED = "Zebulon Quill"
NAMES = ["dataset_card", "dpia_annex", "lia_annex", "release_certificate", "ropa_entry", "upstream_findings"]
EVERY_PAPER = pytest.mark.parametrize("name", NAMES)


def material(folder: Path, rules: Policy, **changes: Any) -> Material:
    draft = manifest(rules, write_data(folder, rules, [START, None], said=PLANTED), **changes)
    upstream = {"HEALTH.chat": 1234, "HEALTH.email": 3, "CARD_SECURITY_CODE.chat": 41}
    return Material(draft, rules, PLAIN_POLICY, APPROVALS, upstream)


@pytest.fixture(scope="module")
def shipped() -> Policy:
    return load(ROOT / "policies" / "eu-support-product-research.yaml", vocabulary()).policy


@pytest.fixture(params=["a policy that says the least", "the shipped policy"])
def rules(request: pytest.FixtureRequest, shipped: Policy) -> Policy:
    return shipped if request.param == "the shipped policy" else policy()


@pytest.fixture
def rendered(rules: Policy, tmp_path: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in render_papers(material(tmp_path, rules)).items()}


def sections(rendered: Mapping[str, str], name: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(rendered[f"{FOLDER}/{name}.json"])["sections"]
    return found


def leaves(content: object) -> Iterator[str]:
    """Yield every text of a value, keys left out."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from leaves(value)
    elif isinstance(content, list):
        for value in content:
            yield from leaves(value)


def test_the_papers_are_these() -> None:
    assert sorted(NAMES) == NAMES


@EVERY_PAPER
def test_no_fact_and_no_section_is_empty(rendered: dict[str, str], name: str) -> None:
    found = sections(rendered, name)
    assert found
    for key, section in found.items():
        assert section.keys() - {"heading", "law"}, key
        for fact, values in section.get("facts", {}).items():
            assert values, (key, fact)
            assert all(values), (key, fact)
        for table, rows in section.get("tables", {}).items():
            assert rows, (key, table)


@EVERY_PAPER
def test_the_page_says_all_that_the_json_says(rendered: dict[str, str], name: str) -> None:
    page = " ".join(html.unescape(re.sub(r"<[^>]*>", "", rendered[f"{FOLDER}/{name}.html"])).split())
    content = orjson.loads(rendered[f"{FOLDER}/{name}.json"])
    told = [*leaves(content["sections"]), content["title"], content["about"], content["law"], content["label_sentence"]]
    languages = {"sh", "sql"}  # the language of a listing is for machines
    assert [text for text in told if " ".join(text.split()) not in page and text not in languages] == []


@EVERY_PAPER
def test_every_paper_names_its_dataset_policy_run_and_label(rendered: dict[str, str], name: str) -> None:
    content = orjson.loads(rendered[f"{FOLDER}/{name}.json"])
    assert content["format"] == "veil-paper/1"
    assert content["paper"] == name
    assert content["run"] == "0123456789abcdef"
    assert content["policy"]["sha256"] == "ab" * 32
    assert content["label_sentence"].startswith("PERSONAL DATA")
    assert all(word in rendered[f"{FOLDER}/{name}.html"] for word in (content["run"], content["policy"]["sha256"]))


def test_no_paper_holds_what_people_said_or_a_rare_key(rendered: dict[str, str]) -> None:
    for name, content in rendered.items():
        assert PLANTED not in content, name
        assert "anna_schmidt" not in content, name


def test_no_paper_for_readers_prints_an_exact_count(rendered: dict[str, str]) -> None:
    """Tables of the papers round; the manifest and the report, which are for the controller, are exact."""
    exact = re.compile(r"\b(?:1,?203|1,?234|1,?213|5 records)\b")
    found = {name for name, content in rendered.items() if exact.search(content)}
    assert found == {"report.html"}


RECORD = {
    "a_controller": "Art. 30(1)(a)", "b_purposes": "Art. 30(1)(b)", "c_categories": "Art. 30(1)(c)",
    "d_recipients": "Art. 30(1)(d)", "e_transfers": "Art. 30(1)(e)", "f_time_limits": "Art. 30(1)(f)",
    "g_measures": "Art. 30(1)(g), 32(1)",
}  # fmt: skip


def test_the_record_of_processing_has_points_a_to_g(rendered: dict[str, str]) -> None:
    found = sections(rendered, "ropa_entry")
    assert {key: section["law"] for key, section in found.items()} == RECORD
    assert found["a_controller"]["facts"]["controller"] == ["Example GmbH"]
    assert found["e_transfers"]["facts"]["transfers"] == [
        "none: all parties and places that the policy names are in the EEA (DE)"
    ]


def test_a_recipient_outside_the_eea_is_a_transfer_with_its_safeguard(tmp_path: Path) -> None:
    parties = {
        "controller": {"name": "Example GmbH", "contact": "privacy@example.org"},
        "recipients": [
            {"id": "research", "category": "partner", "location": "US"},
            {"id": "team", "category": "department", "location": "NO"},
            {"id": "lab", "category": "partner", "location": "GB"},
        ],
        "transfers": [{"country": "GB", "tool": "adequacy_decision", "reference": "2021/1772"}],
    }
    papers = render_papers(material(tmp_path, policy(parties=parties)))
    transfers = orjson.loads(papers[f"{FOLDER}/ropa_entry.json"])["sections"]["e_transfers"]
    assert transfers["facts"]["transfers"] == ["research: US", "lab: GB"]
    assert transfers["tables"]["third_countries"] == [
        {"party": "research", "country": "US", "safeguard": "not stated in the policy"},
        {"party": "lab", "country": "GB", "safeguard": "adequacy decision: 2021/1772"},
    ]


def test_the_impact_assessment_goes_from_context_to_governance(rendered: dict[str, str]) -> None:
    found = sections(rendered, "dpia_annex")
    assert list(found) == ["context", "data", "necessity", "identifiability", "measures", "governance"]
    asked = " ".join(section["law"] for section in found.values())
    assert all(f"Art. 35(7)({point})" in asked for point in "abcd")


def test_the_impact_assessment_says_of_every_field_why_it_leaves(rendered: dict[str, str], rules: Policy) -> None:
    rows = sections(rendered, "dpia_annex")["necessity"]["tables"]["fields"]
    assert [row["path"] for row in rows] == [rule.path for rule in rules.fields]
    assert all(row["column"] and row["less"] and row["why"] for row in rows)
    reasons = {row["column"]: row["why"] for row in rows}
    assert reasons.get("person_key", "serial contacts") == "serial contacts"


def test_every_party_has_each_risk_with_evidence_that_is_there(rendered: dict[str, str]) -> None:
    tables = sections(rendered, "dpia_annex")["identifiability"]["tables"]
    evidence = {row["number"]: row["risk"] for row in tables["evidence"]}
    found: dict[str, list[str]] = {}
    for row in tables["risks"]:
        risk = row["risk"].partition(":")[0]
        assert {evidence[number] for number in row["evidence"].split(", ")} == {risk}
        assert row["means"]
        assert row["residual"]
        found.setdefault(row["party"], []).append(risk)
    assert all(risks == list(RISKS) for risks in found.values())
    for party in ("own staff", "recipient", "rogue", "friends", "journalists", "authorities", "criminals"):
        assert any(name.startswith((party, f"a {party}")) for name in found), party


LIKELIHOODS = [
    ([], "possible", "the dataset alone"),
    (["company_directory"], "possible", "what names nobody in the data"),
    (["raw_logs"], "likely", "the originals are beside it"),
    (["crm"], "likely", "customers can be looked up"),
]


@pytest.mark.parametrize(("access", "likelihood", "why"), LIKELIHOODS)
def test_what_a_recipient_can_see_beside_the_dataset_raises_the_risk(
    tmp_path: Path, access: list[str], likelihood: str, why: str
) -> None:
    recipient = {"id": "team", "category": "department", "location": "DE", "has_access_to": access}
    parties = {"controller": {"name": "E", "contact": "p@example.org"}, "recipients": [recipient]}
    rules = policy([{"path": "turns[].text", "use": "text"}], parties=parties)
    party = next(p for p in relevant_parties(material(tmp_path, rules)) if p.name == "recipient team")
    assert (party.isolation, party.linkage, party.inference) == (likelihood,) * 3, why


def test_a_key_of_the_person_makes_linkage_likely(tmp_path: Path) -> None:
    party = next(p for p in relevant_parties(material(tmp_path, policy())) if p.name == "recipient research")
    assert (party.isolation, party.linkage) == ("possible", "likely")


def test_the_balancing_test_has_its_parts_and_the_five_points(rendered: dict[str, str], shipped: Policy) -> None:
    found = sections(rendered, "lia_annex")
    assert list(found) == ["interest", "necessity", "balancing", "safeguards", "compatibility", "opt_out"]
    points = ["original", "a_link", "b_context", "c_nature", "d_consequences", "e_safeguards"]
    assert list(found["compatibility"]["facts"]) == points


def test_the_balancing_test_repeats_the_policys_own_words(shipped: Policy, tmp_path: Path) -> None:
    found = sections({n: c.decode() for n, c in render_papers(material(tmp_path, shipped)).items()}, "lia_annex")
    assert found["interest"]["facts"]["reference"] == ["LIA-2025-031 of 2025-11-20"]
    assert found["compatibility"]["facts"]["a_link"] == [
        "It improves the product that the customer contacted us about."
    ]
    assert len(found["safeguards"]["facts"]["named"]) == 4


def test_the_card_says_what_is_allowed_left_out_and_how_to_report(rendered: dict[str, str]) -> None:
    found = sections(rendered, "dataset_card")
    assert {"uses", "left_out", "hidden", "limits", "duties", "columns"} <= found.keys()
    assert found["left_out"]["tables"]["left_out"][0] == {
        "outcome": "refused", "reason": "held before people were told of this purpose", "records": "1,200",
    }  # fmt: skip
    assert {"expires", "leak", "cite"} <= found["duties"]["facts"].keys()
    assert any("name elsewhere in the data set" in text for text in found["hidden"]["prose"])


def test_findings_at_the_source_are_rounded_counts_by_kind_and_channel(rendered: dict[str, str]) -> None:
    rows = sections(rendered, "upstream_findings")["findings"]["tables"]["findings"]
    told = {(row["kind"], row["channel"]): row["records"] for row in rows}
    nowhere = "all channels together"
    assert told == {
        ("CARD_SECURITY_CODE", "chat"): "40",
        **{(kind, nowhere): "0" for kind in ("PASSWORD", "PIN", "SECRET", *SPECIAL_TYPES - {"HEALTH"})},
        ("HEALTH", "chat"): "1,230",
        ("HEALTH", "email"): "<10",
    }
    assert all(row["action"] for row in rows)


def test_the_certificate_has_eleven_conditions_and_hides_no_gap(rendered: dict[str, str]) -> None:
    rows = sections(rendered, "release_certificate")["conditions"]["tables"]["conditions"]
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 12)]
    for row in rows:
        assert (row["standing"] == "met") == (row["missing"] == "nothing"), row["number"]
        assert row["evidence"] != "none" or row["standing"] == "not provided by this version"


def test_passed_checks_of_the_written_text_do_not_prove_that_nothing_was_missed(tmp_path: Path) -> None:
    passed = [Check(name, passed=True, detail="0 found, 0 allowed") for name in TEXT_CHECKS]
    for folder, checks in (("with", passed), ("without", passed[:1])):
        condition = conditions(material(tmp_path / folder, policy(), checks=checks))[3]
        assert condition.standing is Standing.PARTLY
        assert "no bound is measured" in condition.missing
        assert (f"{TEXT_CHECKS[1]}: not recorded as passed" in condition.missing) == (folder == "without")


BASES: list[tuple[dict[str, Any], str, str]] = [
    ({"basis": "contract"}, "the policy does not state the five points of Art. 6(4)", "another purpose"),
    ({"basis": "legitimate_interests"}, "the policy does not state the balancing test", "no paper"),
]


@pytest.mark.parametrize(("basis", "missing", "why"), BASES)
def test_the_first_condition_says_what_the_legal_basis_lacks(
    tmp_path: Path, basis: dict[str, Any], missing: str, why: str
) -> None:
    first = conditions(material(tmp_path, policy(legal_basis=basis)))[0]
    assert first.standing is Standing.PARTLY, why
    assert missing in first.missing, why


def test_the_first_condition_is_met_where_the_purpose_and_its_papers_are_stated(
    tmp_path: Path, shipped: Policy
) -> None:
    assert conditions(material(tmp_path, shipped))[0].standing is Standing.MET


def test_where_consent_is_the_basis_the_first_condition_points_to_the_gate(tmp_path: Path) -> None:
    first = conditions(material(tmp_path, policy(legal_basis={"basis": "consent"})))[0]
    assert first.standing is Standing.MET
    assert any("no_consent" in pointer for pointer in first.evidence)


LISTED = {name: {"file": f"{name}.json"} for name in ("objections", "erasures", "restrictions")}
PASSING = {"missing": "pass", "justification": "a shop for adults"}
GATES: list[tuple[dict[str, Any], list[str], str]] = [
    ({"lists": LISTED}, [], "every list, every gate at its strictest"),
    ({}, ["objections, erasures, restrictions: the policy does not say how"], "no list and no reason"),
    (
        {"lists": {"objections": LISTED["objections"], "absent_because": "deleted at the source"}},
        ["erasures, restrictions: deleted at the source"],
        "one list, a reason for the others",
    ),
    ({"lists": LISTED, "gates": {"age": PASSING}}, ["how old the customer is may pass: a shop"], "unknown ages pass"),
    ({"lists": LISTED, "gates": {"recording_notice": PASSING}}, ["the recording may pass: a shop"], "calls pass"),
]


@pytest.mark.parametrize(("parts", "missing", "why"), GATES)
def test_the_second_condition_says_what_the_gates_and_lists_of_the_policy_let_pass(
    tmp_path: Path, parts: dict[str, Any], missing: list[str], why: str
) -> None:
    second = conditions(material(tmp_path, policy(**parts)))[1]
    assert (second.standing is Standing.MET) == (missing == []), why
    assert all(words in second.missing for words in missing), why


def test_the_balancing_test_says_who_was_looked_up_and_how_many_were_refused(tmp_path: Path) -> None:
    lists = {"objections": {"file": "o.json", "max_age_days": 2}, "absent_because": "deleted at the source"}
    rules = policy(lists=lists, gates={"days_to_object": 14})
    counts = run_counts(2, refused=(("objected", 57),), read=62)
    papers = {n: c.decode() for n, c in render_papers(material(tmp_path, rules, counts=counts)).items()}
    told = sections(papers, "lia_annex")["opt_out"]["facts"]
    assert told["gate"] == ["refused by a list of at most 2 days of age: 60"]
    assert told["erasure"] == ["nobody is looked up in a list: deleted at the source"]
    assert told["time"] == ["14 days from the end of a conversation"]


def test_every_pointer_of_the_certificate_leads_to_a_paper_and_a_part_of_it(rendered: dict[str, str]) -> None:
    rows = sections(rendered, "release_certificate")["conditions"]["tables"]["conditions"]
    pointers = [pointer for row in rows for pointer in row["evidence"].split("; ")]
    pages = [re.fullmatch(r"(\w+\.html)(?:: (.+))?", pointer) for pointer in pointers]
    found = [page for page in pages if page]
    assert len(found) >= 5
    for page in found:
        ids = {attributes.get("id") for _, attributes in Page.of(rendered[f"{FOLDER}/{page.group(1)}"]).elements}
        named = re.sub(r" \(.*\)", "", page.group(2) or "")
        assert {part for part in named.split(", ") if part and part not in ids} == set(), page.group()


def test_two_runs_differ_in_the_lines_of_run_and_time_alone(rules: Policy, tmp_path: Path) -> None:
    later = {"run": "fedcba9876543210", "created_at": datetime(2026, 7, 3, 4, 5, tzinfo=UTC)}
    first = render_papers(material(tmp_path / "a", rules))
    second = render_papers(material(tmp_path / "b", rules, **later))
    assert first.keys() == second.keys()
    marks = ("0123456789abcdef", "2026-06-30T12:05", "2026-06-30 12:05")
    for name, content in first.items():
        pairs = zip(content.decode().splitlines(), second[name].decode().splitlines(), strict=True)
        for before, after in pairs:
            assert before == after or any(mark in before for mark in marks), (name, before)


def test_a_policys_words_do_not_become_markup(tmp_path: Path) -> None:
    recipient = {"id": "team", "category": "<script>alert(1)</script> & | more", "location": "DE"}
    parties = {"controller": {"name": "<b>E</b>", "contact": "p@example.org"}, "recipients": [recipient]}
    papers = render_papers(material(tmp_path, policy(parties=parties)))
    for name, content in papers.items():
        if name.endswith(".html"):
            assert b"<script>alert" not in content, name
            assert b"<b>E</b>" not in content, name
    assert b"\\<script\\>alert(1)\\</script\\> & \\| more" in papers["dataset_card.md"]


def test_papers_are_made_in_the_order_of_the_index(tmp_path: Path) -> None:
    made = papers_of(material(tmp_path, policy()))
    assert sorted(paper.name for paper in made) == NAMES
    page = Page.of(render_papers(material(tmp_path / "again", policy()))[f"{FOLDER}/index.html"].decode())
    linked = [a["href"] for tag, a in page.elements if tag == "a" and str(a["href"]).endswith(".json")]
    assert linked == [*(f"{paper.name}.json" for paper in made), "../manifest.json"]
