"""The papers: self-contained, honest, without small counts in the card and without any record's text."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.conversation.outcomes import RefusalReason, RejectReason
from pipeline.errors import CheckFailed
from pipeline.policy.schema import Policy
from pipeline.release.documents.charts import CHART_WIDTH, bars, flow, redaction_bars
from pipeline.release.documents.environment import markdown_text, sql_name, sql_text
from pipeline.release.documents.material import Material
from pipeline.release.documents.papers import PAPER_PATHS, render_papers
from pipeline.release.documents.wording import REASONS, about, size
from pipeline.release.labels import forbidden_words
from pipeline.release.manifest import MANIFEST_NAME, Manifest, RedactionCount
from tests.release.page import Page
from tests.release.release_samples import PLAIN_POLICY, START, manifest, policy, write_data

PLANTED = "Zebulon Quill"


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, str]:
    rules = policy()
    draft = manifest(rules, write_data(tmp_path, rules, [START, None], said=PLANTED))
    return {name: content.decode() for name, content in render_papers(Material(draft, rules, PLAIN_POLICY)).items()}


def card_of(draft: Manifest, rules: Policy) -> str:
    return render_papers(Material(draft, rules, PLAIN_POLICY))["dataset_card.md"].decode()


def test_what_was_put_right_stands_in_both_papers(papers: dict[str, str]) -> None:
    assert "| a time in another unit than its field is for | 1,230 |" in papers["dataset_card.md"]
    assert '<td>a time in another unit than its field is for</td><td class="n">1,234</td>' in papers["report.html"]


def test_every_paper_is_there_without_a_records_text(papers: dict[str, str]) -> None:
    assert set(papers) == PAPER_PATHS
    for name, content in papers.items():
        assert PLANTED not in content, name
        assert "anna_schmidt" not in content, "a rare dropped key may be a value"
        assert forbidden_words(content) == (), name


PAGES = sorted(path for path in PAPER_PATHS if path.endswith(".html"))
EVERY_PAGE = pytest.mark.parametrize("name", PAGES)


@EVERY_PAGE
def test_a_page_loads_nothing_from_elsewhere(papers: dict[str, str], name: str) -> None:
    page = Page.of(papers[name])
    assert {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "form", "base"} == set()
    for _, attributes in page.elements:
        assert not {"src", "style", "onload", "onclick"} & attributes.keys()
    assert "url(" not in papers[name]
    assert "@import" not in papers[name]


@EVERY_PAGE
def test_a_page_links_to_files_of_the_release_alone(papers: dict[str, str], name: str) -> None:
    links = {attributes["href"] or "" for _, attributes in Page.of(papers[name]).elements if "href" in attributes}
    listed = {*papers, MANIFEST_NAME}
    assert {link for link in links if posixpath.normpath(f"{posixpath.dirname(name)}/{link}") not in listed} == set()


@EVERY_PAGE
def test_a_page_can_be_read_without_seeing_it(papers: dict[str, str], name: str) -> None:
    page = Page.of(papers[name])
    tags = [tag for tag, _ in page.elements]
    assert next(attributes for tag, attributes in page.elements if tag == "html") == {"lang": "en"}
    assert tags.count("main") == 1
    assert page.text_of("title") != [""]
    headings = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings)), "no level is left out"
    assert all(page.text_of("caption")), "every table says what it shows"
    assert tags.count("caption") == tags.count("table")
    assert [a for tag, a in page.elements if tag == "th" and a.get("scope") not in {"col", "row"}] == []
    assert all(page.text_of("a")), "a link has a name"
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a} <= set(ids)


@EVERY_PAGE
def test_a_pages_security_policy_allows_its_own_style_sheet_alone(papers: dict[str, str], name: str) -> None:
    style = re.search(r"<style>(.*)</style>", papers[name], re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    page = Page.of(papers[name])
    policies = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"]


def test_the_report_escapes_the_policys_words(papers: dict[str, str]) -> None:
    assert "Support | &lt;research&gt;" in papers["report.html"]
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; more." in papers["report.html"]


REPORT_SAYS = [
    "1,213 read = 2 released + 1,208 refused + 2 rejected + 1 duplicates",
    "held before people were told of this purpose",
    "hiding personal data failed",
    "PERSONAL DATA - pseudonymised. GDPR applies. Not anonymous.",
    "metadata.crm_note",
    "(other keys)",
    "Names become [PERSON_1].",
    "all read, all accounted for",
    "month=2026-05",
]


@pytest.mark.parametrize("words", REPORT_SAYS)
def test_the_report_says_what_the_run_did(papers: dict[str, str], words: str) -> None:
    assert words in papers["report.html"]


def test_the_card_rounds_counts_and_hides_small_ones(papers: dict[str, str]) -> None:
    card = papers["dataset_card.md"]
    assert "| refused | held before people were told of this purpose | 1,200 |" in card
    assert "| refused | the language could not be told | <10 |" in card
    assert "| `PERSON` | pseudonymise | 1,230 |" in card
    assert "| `EMAIL_ADDRESS` | replace | <10 |" in card
    for exact in ("1,203", "1203", "1,234", "1234"):
        assert exact not in card


def test_the_card_names_every_column_with_its_meaning(papers: dict[str, str]) -> None:
    card = papers["dataset_card.md"]
    given = "As the record gives it; null where it gives none or another value."
    assert f"| `plan` | {given} | string |  | free, pro | `metadata.plan` | keep | yes |" in card
    assert f"| `csat` | {given} | int64 |  | 1 to 5 | `metadata.csat` | keep | no |" in card
    assert "| string |  | YYYY-MM, unknown | `started_at` | month | yes |" in card
    assert "| int32 | seconds | whole numbers from 0 | `closed_at` | duration | no |" in card
    assert "# Support \\| \\<research\\>" in card


def test_the_values_in_the_card_are_those_that_the_policy_lets_through(papers: dict[str, str]) -> None:
    card = papers["dataset_card.md"]
    assert "| string |  | chat | `channel` | keep | yes |" in card
    assert "| string |  | en, und | `language` | keep | yes |" in card
    assert "| string |  | customer, agent | `turns[].role` | keep | no |" in card
    assert "| first, \\<10s, 10-60s, 1-5min, 5-60min, \\>1h, unknown | `turns[].at` | gap\\_band | no |" in card


def test_a_long_list_of_values_is_cut_and_counted(tmp_path: Path) -> None:
    values = [f"v{number}" for number in range(41)]
    rules = policy([{"path": "metadata.product", "type": "string", "allowed_values": values}])
    card = card_of(manifest(rules, write_data(tmp_path, rules, [START])), rules)
    assert "v38, v39, … (41 in all) |" in card


def test_where_no_text_leaves_the_card_knows_no_dialogues(tmp_path: Path) -> None:
    rules = policy([{"path": "channel"}])
    card = card_of(manifest(rules, write_data(tmp_path, rules, [START])), rules)
    assert "dialogue" not in card


def test_when_the_policys_words_are_not_true_then_nothing_is_rendered(tmp_path: Path) -> None:
    rules = policy()
    draft = manifest(rules, write_data(tmp_path, rules, [START]))
    with pytest.raises(CheckFailed, match=r"^report\.html"):
        render_papers(Material(draft, rules, [("What comes out", ["An anonymised dataset."])]))


def test_every_reason_is_explained_in_words_that_fit_the_chart() -> None:
    codes = {reason.value for reason in (*RefusalReason, *RejectReason)}
    assert codes <= REASONS.keys()
    assert max(map(len, REASONS.values())) <= 54


ROUNDED = [(0, "0"), (1, "<10"), (9, "<10"), (10, "10"), (14, "10"), (15, "20"), (1234, "1,230")]


@pytest.mark.parametrize(("count", "expected"), ROUNDED)
def test_counts_in_the_card_are_about(count: int, expected: str) -> None:
    assert about(count) == expected


@given(st.integers(10, 10**9))
def test_a_rounded_count_is_at_most_five_off(count: int) -> None:
    assert abs(int(about(count).replace(",", "")) - count) <= 5


SIZES = [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KB"), (5 << 20, "5.0 MB"), (3 << 50, "3,072.0 TB")]


@pytest.mark.parametrize(("count", "expected"), SIZES)
def test_sizes_are_in_readable_units(count: int, expected: str) -> None:
    assert size(count) == expected


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 10**9)), min_size=1, max_size=6))
def test_segments_lie_side_by_side_within_the_chart(parts: list[tuple[str, int]]) -> None:
    segments = flow(parts)
    assert [segment.count for segment in segments] == [count for _, count in parts if count]
    for before, after in pairwise(segments):
        assert after.x >= before.x + before.width - 0.02
    assert all(segment.x >= 0 and segment.x + segment.width <= CHART_WIDTH + 0.02 for segment in segments)
    assert all(segment.width >= 1.99 for segment in segments), "what happened once is still seen"


def test_bars_are_sorted_and_colored_by_operator() -> None:
    counts = [("URL", "replace", 1), ("PERSON", "remove", 2), ("PERSON", "replace", 5)]
    found = redaction_bars([RedactionCount(entity_type=t, operator=o, count=n) for t, o, n in counts])
    assert [(bar.label, bar.count, [s.series for s in bar.segments]) for bar in found] == [
        ("PERSON", 7, [0, 1]),
        ("URL", 1, [0]),
    ]
    assert bars({}) == ()
    assert [bar.label for bar in bars({"b": 1, "a": 1, "none": 0})] == ["a", "b"]


@given(st.text(max_size=40))
def test_quoted_texts_end_where_they_should(text: str) -> None:
    assert sql_text(text)[1:-1].replace("''", "").count("'") == 0
    assert sql_name(text)[1:-1].replace('""', "").count('"') == 0
    assert "\n" not in markdown_text(text)
    assert not re.search(r"(?<!\\)[<>|]", markdown_text(text))
