"""How many steps a regular expression takes over a text: Python's matcher, which backtracks, written again to count.

The steps of `re` are done in C and cannot be counted from outside; time can, but machines differ. This matcher follows
the tree that `re` makes and tries what `re` tries, in the same order. `re` skips some places by their first character;
that saves a fixed share and changes nothing of how steps grow. `tests/support/test_steps.py` holds both to one result.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import _constants as codes  # type: ignore[attr-defined]  # Python's own parser: the only one that `re` follows
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

Node = Any  # trees of Python's parser: sequences, pairs and numbers
Spans = dict[int, tuple[int, int]]
Next = Callable[[int, Spans], int | None]
"""What has to match behind a place. It returns where all of it ends."""

_REPEATS: Final = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_CATEGORIES: Final = {
    codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_WORD: r"\w", codes.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
_ONE: Final = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)


def parsed(pattern: re.Pattern[Any]) -> Node:
    """Return the tree of a pattern."""
    source = pattern.pattern
    return parser.parse(source, pattern.flags if isinstance(source, bytes) else pattern.flags & ~re.DEBUG)


def is_unbounded(part: Node) -> bool:
    """Return whether a parsed expression, or any part of it, repeats without bound."""
    if isinstance(part, tuple) and part and part[0] in _REPEATS:
        _, most, body = part[1]
        return bool(most == codes.MAXREPEAT) or is_unbounded(body)
    if isinstance(part, tuple | list | parser.SubPattern):
        return any(is_unbounded(each) for each in part)
    return False


class Matcher:
    """A pattern that counts its steps: characters, places and groups tried, in `steps`, over all its calls."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        """Read the pattern."""
        self.steps = 0
        self._tree = parsed(pattern)
        self._flags = pattern.flags
        self._ones: dict[tuple[int, int], re.Pattern[str]] = {}
        self._text = ""

    def match(self, text: str, start: int = 0, *, whole: bool = False) -> int | None:
        """Return where a match at a place ends, or nothing.

        Args:
            text: All of the text.
            start: The place.
            whole: Whether the match has to reach the end of the text.
        """
        self._text = text
        last: Next = (lambda at, _: at if at == len(text) else None) if whole else (lambda at, _: at)
        return self._sequence(list(self._tree), 0, start, {}, self._flags, last)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the pattern's matches stand, as `finditer` does."""
        found, at, empty_from = [], 0, 0
        while at <= len(text):
            end = self.match(text, at)
            if end is not None and end >= max(at, empty_from):
                found.append((at, end))
            at = end if end is not None and end > at else at + 1
        return found

    def _sequence(self, nodes: list[Node], index: int, at: int, spans: Spans, flags: int, then: Next) -> int | None:
        while index < len(nodes) and nodes[index][0] in _ONE:
            if not self._is_one(nodes[index], at, flags):
                return None
            index, at = index + 1, at + 1
        if index == len(nodes):
            return then(at, spans)
        return self._one(
            nodes[index], at, spans, flags,
            lambda end, known: self._sequence(nodes, index + 1, end, known, flags, then),
        )  # fmt: skip

    def _is_one(self, node: Node, at: int, flags: int) -> bool:
        self.steps += 1
        if at >= len(self._text):
            return False
        key = (id(node), flags)
        if key not in self._ones:
            self._ones[key] = re.compile(_written(node), flags & (re.IGNORECASE | re.ASCII | re.DOTALL))
        return self._ones[key].match(self._text, at) is not None

    def _one(self, node: Node, at: int, spans: Spans, flags: int, then: Next) -> int | None:
        self.steps += 1
        kind, value = node
        if kind in _REPEATS:
            return self._repeat(node, at, spans, flags, then)
        if kind in (codes.ASSERT, codes.ASSERT_NOT):
            return self._look(node, at, spans, flags, then)
        if kind is codes.AT:
            return then(at, spans) if self._is_at(value, at, flags) else None
        return _OTHERS[kind](self, value, at, spans, flags, then)

    def _look(self, node: Node, at: int, spans: Spans, flags: int, then: Next) -> int | None:
        kind, (way, body) = node
        begin = at - body.getwidth()[0] if way < 0 else at
        kept = dict(spans)
        holds = begin >= 0 and self._inner(body, begin, kept, flags) is not None
        if holds is not (kind is codes.ASSERT):
            return None
        return then(at, kept if holds else spans)

    def _group(self, value: Node, at: int, spans: Spans, flags: int, then: Next) -> int | None:
        group, added, removed, body = value

        def closed(end: int, known: Spans) -> int | None:
            return then(end, known if group is None else {**known, group: (at, end)})

        return self._sequence(list(body), 0, at, spans, (flags | added) & ~removed, closed)

    def _branch(self, value: Node, at: int, spans: Spans, flags: int, then: Next) -> int | None:
        ends = (self._sequence(list(body), 0, at, spans, flags, then) for body in value[1])
        return next((end for end in ends if end is not None), None)

    def _same_again(self, group: Node, at: int, spans: Spans, _: int, then: Next) -> int | None:
        if group not in spans:
            return None
        said = self._text[slice(*spans[group])]
        self.steps += len(said)
        return then(at + len(said), spans) if self._text.startswith(said, at) else None

    def _if_group(self, value: Node, at: int, spans: Spans, flags: int, then: Next) -> int | None:
        group, yes, no = value
        return self._sequence(list((yes if group in spans else no) or ()), 0, at, spans, flags, then)

    def _atomic(self, body: Node, at: int, spans: Spans, flags: int, then: Next) -> int | None:
        kept = dict(spans)
        end = self._inner(body, at, kept, flags)
        return None if end is None else then(end, kept)

    def _inner(self, body: Node, at: int, spans: Spans, flags: int) -> int | None:
        return self._sequence(list(body), 0, at, spans, flags, _keeping(spans))

    def _repeat(self, node: Node, at: int, spans: Spans, flags: int, then: Next) -> int | None:
        kind, (least, most, body) = node
        if kind is codes.POSSESSIVE_REPEAT:
            return self._atomic([(codes.MAX_REPEAT, node[1])], at, spans, flags, then)
        nodes = list(body)
        if len(nodes) == 1 and nodes[0][0] in _ONE:
            return self._run(nodes[0], (at, least, int(most)), spans, flags, then, greedy=kind is codes.MAX_REPEAT)

        def again(count: int, here: int, known: Spans) -> int | None:
            def repeated(end: int, then_known: Spans) -> int | None:
                return None if end == here and count >= least else again(count + 1, end, then_known)

            def more() -> int | None:
                return self._sequence(nodes, 0, here, known, flags, repeated) if count < most else None

            def done() -> int | None:
                return then(here, known) if count >= least else None

            ways = (more, done) if kind is codes.MAX_REPEAT else (done, more)
            return next((end for end in (way() for way in ways) if end is not None), None)

        return again(0, at, spans)

    def _run(
        self, one: Node, limits: tuple[int, int, int], spans: Spans, flags: int, then: Next, *, greedy: bool
    ) -> int | None:
        """Match a run of one kind of character: as long as possible and then shorter, or the other way round."""
        start, least, most = limits
        end = start
        while end - start < (most if greedy else least) and self._is_one(one, end, flags):
            end += 1
        if end - start < least:
            return None
        while True:
            self.steps += 1
            reached = then(end, spans)
            if reached is not None:
                return reached
            if greedy:
                end -= 1
                if end - start < least:
                    return None
            else:
                if end - start >= most or not self._is_one(one, end, flags):
                    return None
                end += 1

    def _is_at(self, where: Node, at: int, flags: int) -> bool:
        text = self._text
        if where in (codes.AT_BOUNDARY, codes.AT_NON_BOUNDARY):
            word = re.compile(r"\w", flags & re.ASCII)
            before, behind = at > 0 and word.match(text, at - 1), word.match(text, at)
            return (bool(before) != bool(behind)) is (where is codes.AT_BOUNDARY)
        lines = bool(flags & re.MULTILINE)
        if where in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING):
            return at == 0 or (lines and where is codes.AT_BEGINNING and text[at - 1] == "\n")
        return at == len(text) or (where is codes.AT_END and text[at] == "\n" and (lines or at == len(text) - 1))


_OTHERS: Final = {
    codes.SUBPATTERN: Matcher._group,
    codes.BRANCH: Matcher._branch,
    codes.GROUPREF: Matcher._same_again,
    codes.GROUPREF_EXISTS: Matcher._if_group,
    codes.ATOMIC_GROUP: Matcher._atomic,
}


def _keeping(spans: Spans) -> Next:
    """Return an end of all that notes the groups that were found up to it."""

    def end(at: int, known: Spans) -> int:
        spans.update(known)
        return at

    return end


def _written(node: Node) -> str:
    """Return the expression of one character."""
    kind, value = node
    if kind is codes.ANY:
        return "."
    if kind in (codes.LITERAL, codes.NOT_LITERAL):
        return f"[{'^' if kind is codes.NOT_LITERAL else ''}{_escaped(value)}]"
    return "[" + "".join(map(_item, value)) + "]"


def _item(item: Node) -> str:
    kind, value = item
    if kind is codes.NEGATE:
        return "^"
    if kind is codes.RANGE:
        return f"{_escaped(value[0])}-{_escaped(value[1])}"
    return _CATEGORIES[value] if kind is codes.CATEGORY else _escaped(value)


def _escaped(number: int) -> str:
    return f"\\U{number:08x}"
