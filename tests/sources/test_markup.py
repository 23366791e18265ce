"""HTML becomes what its reader saw: nothing hidden stays, nothing seen goes, and no page takes long."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.format import RecordError
from pipeline.sources.markup import text_of_html

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


HOSTILE = {
    "100,000 open tags": "<div>" * 100_000 + "text",
    "100,000 levels, closed": "<b>" * 100_000 + "text" + "</b>" * 100_000,
    "100,000 levels of lists": "<ul><li>" * 50_000 + "text",
    "tables in tables": "<table><tr><td>" * 3_000 + "text",
    "open quotes": "<a href='" * 50_000 + "text",
    "open comments": "<!--" * 100_000 + "text",
    "angle brackets": "<" * 300_000,
    "ampersands": "&" * 300_000 + "&amp;",
    "entities": "&amp;" * 100_000,
    "attributes": "<p " + "a=1 " * 100_000 + ">text</p>",
    "one long word": "<p>" + "x" * 1_000_000,
    "blank lines": "<br>" * 100_000 + "text",
    "spaces before no line end": "<p>" + " " * 500_000 + "x",
    "spaces kept": "<pre>" + " " * 300_000 + "x</pre>",
    "blank lines kept": "<pre>" + "\n \t" * 100_000 + "x</pre>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_long(name: str) -> None:
    began = time.process_time()
    with contextlib.suppress(RecordError):
        text_of_html(HOSTILE[name])
    assert time.process_time() - began < 10


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
