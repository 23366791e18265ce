"""HTML becomes what its reader saw: nothing hidden stays, nothing seen goes, and no page takes long."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.format import RecordError
from pipeline.sources.markup import text_of_html
from tests.support.steps import assert_linear_on_text

SEEN = [
    ("plain text", "plain text", "no markup"),
    ("a < b and c > d", "a < b and c > d", "signs that are no tags"),
    ("1 & 2 &c. AT&T", "1 & 2 &c. AT&T", "ampersands that are no entities"),
    ("<p>One</p><p>Two</p>", "One\n\nTwo", "paragraphs"),
    ("One<br>Two<br/>Three", "One\nTwo\nThree", "line breaks"),
    ("<b>Anna</b> <i>Schmidt</i>", "Anna Schmidt", "inline tags part no words"),
    ("An<b>na</b>", "Anna", "nor join others"),
    ("caf&eacute; &amp; bar &#233; &#xe9;", "café & bar é é", "entities"),
    ("<a href='https://example.com/?u=ana'>here</a>", "here", "a link's target is hidden"),
    ("<img src='x' alt='a cat'>text", "text", "images"),
    ("<script>var a = 'x'</script>text", "text", "scripts"),
    ("<style>p { color: red }</style>text", "text", "style sheets"),
    ("<!-- a note -->text", "text", "comments"),
    ("<div style='display:none'>hidden</div>text", "text", "hidden by style"),
    ("<div style='DISPLAY: NONE !important'>hidden</div>text", "text", "hidden by style, shouted"),
    ("<div hidden>hidden</div>text", "text", "hidden by attribute"),
    ("<title>head</title><body>text</body>", "text", "the head is not the page"),
    ("<template>hidden</template>text", "text", "templates"),
    ("<noscript>seen</noscript> text", "seen text", "what is seen without scripts is seen in mail"),
    ("<ul><li>a</li><li>b</li></ul>", "* a\n  * b", "lists"),
    ("<p>open <b>tags", "open tags", "tags that stay open"),
    ("</div></p>text", "text", "tags that were never open"),
    ("&nbsp;", "", "nothing to see"),
    ("<p></p>", "", "an empty page"),
    ("<br>", "", "a line break alone"),
    ("<?xml version='1.0' encoding='utf-8'?><p>text</p>", "text", "a declaration of encoding"),
    ("&bogus; &#99999999; &# &#x;<b>text</b>", None, "entities that are none"),
]


@pytest.mark.parametrize(("html", "expected", "why"), SEEN, ids=[why for *_, why in SEEN])
def test_what_is_seen_stays_and_nothing_else(html: str, expected: str | None, why: str) -> None:
    read = text_of_html(html)
    if expected is None:
        assert "text" in read
    else:
        assert read.strip() == expected.strip()


@pytest.mark.parametrize("depth", [10, 150, 300])
def test_deep_pages_lose_nothing(depth: int) -> None:
    html = "<blockquote>" * depth + "deep" + "</blockquote>" * depth + "<p>after</p>"
    assert text_of_html(html).split() == ["deep", "after"]


def test_pages_too_deep_are_rejected_and_not_cut() -> None:
    with pytest.raises(RecordError):
        text_of_html("<div>" * 1000 + "deep")


@dataclass(frozen=True)
class Page:
    """What a page begins with, what is repeated in it, how often to be more than any reader can nest, and its end."""

    part: str
    times: int
    behind: str = ""
    before: str = ""

    def html(self, times: int) -> str:
        return self.before + self.part * times + self.behind


HOSTILE = {
    "open tags": Page("<div>", 100_000, "text"),
    "levels of lists": Page("<ul><li>", 50_000, "text"),
    "tables in tables": Page("<table><tr><td>", 3_000, "text"),
    "open quotes": Page("<a href='", 50_000, "text"),
    "open comments": Page("<!--", 100_000, "text"),
    "angle brackets": Page("<", 100_000),
    "ampersands": Page("&", 100_000, "&amp;"),
    "entities": Page("&amp;", 50_000),
    "attributes": Page("a=1 ", 100_000, ">text</p>", "<p "),
    "one long word": Page("x", 500_000, before="<p>"),
    "blank lines": Page("<br>", 20_000, "text"),
    "spaces before no line end": Page(" ", 200_000, "x", "<p>"),
    "spaces kept": Page(" ", 100_000, "x</pre>", "<pre>"),
    "blank lines kept": Page("\n \t", 50_000, "x</pre>", "<pre>"),
}


def read_or_reject(html: str) -> None:
    with contextlib.suppress(RecordError):
        text_of_html(html)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_long(name: str) -> None:
    """Twice the page, about twice the steps, in Python and in regular expressions; a very long one ends."""
    page = HOSTILE[name]
    assert_linear_on_text(read_or_reject, page.html, 100)
    read_or_reject(page.html(page.times))


def test_a_very_deep_page_that_is_closed_ends() -> None:
    read_or_reject("<b>" * 100_000 + "text" + "</b>" * 100_000)


@pytest.mark.parametrize("html", ["<b>a\0b</b>", "<b>\ud800</b>", "<b>\x01\x1f</b>", "<b>\ufffe</b>"])
def test_characters_that_are_none_give_text_or_a_reject(html: str) -> None:
    with contextlib.suppress(RecordError):
        assert isinstance(text_of_html(html), str)


pieces = st.sampled_from([
    "<", ">", "</", "<p>", "</p>", "<div hidden>", "<!--", "-->", "&amp;", "&", "#", "x", " ", "\n", "'", '"', "<br",
    "\0", "<table>", "<td>", "<script>", "</script>", "<![CDATA[", "]]>", "<?", "é",
])  # fmt: skip


@given(st.lists(pieces, max_size=60).map("".join) | st.text())
def test_any_text_gives_text_or_a_reject(html: str) -> None:
    with contextlib.suppress(RecordError):
        assert isinstance(text_of_html(html), str)


@given(st.text(alphabet=st.characters(exclude_characters="<&")))
def test_text_without_markup_stays_as_it_is(text: str) -> None:
    assert text_of_html(text) == text
