"""A page as a screen reader meets it: its elements in order, each closed, and the texts of those that are asked for."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a page holds."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []

    @classmethod
    def of(cls, content: str) -> Page:
        """Return a page whose elements are all closed."""
        page = cls()
        page.feed(content)
        page.close()
        assert page.open == []
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.texts:
            tag, text = self.texts[-1]
            self.texts[-1] = (tag, text + data)

    def text_of(self, tag: str) -> list[str]:
        """Return what stands in each element of a kind, up to the next element inside it."""
        return [text.strip() for found, text in self.texts if found == tag]
