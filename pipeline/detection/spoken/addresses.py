"""Dictated e-mail and web addresses: "j dot miller at gmail dot com", "w w w dot example dot com".

In: the items of a turn. Out: claims. A web address needs an ending that is no word of the language. A mail address
needs a known provider, or a part before the "at" that no sentence has: a sign, letters, digits, an uncommon word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.conversation.words import common_words
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE, plain_words
from pipeline.detection.spoken.cues import cue
from pipeline.detection.spoken.items import VALUES, Gap, Item, Kind, Turn
from pipeline.detection.spoken.language import Language
from pipeline.detection.spoken.shadow import Claim, Piece

_MOST_ITEMS: Final = 40
"""Items of a mail address before its "at"; of a host between two dots."""
_MOST_WORDS: Final = 3
"""Whole words that may stand side by side before the "at"."""
_IN_LOCAL: Final = frozenset("-_.+")
_WORDS: Final = frozenset({Kind.WORD, Kind.CASE, Kind.FILLER, Kind.ORDINAL})
_SURE_ENDINGS: Final = frozenset({"com", "net", "org"})
_SECOND_LEVEL: Final = frozenset({"co", "com", "org"})


@dataclass(frozen=True, slots=True)
class _Part:
    """Items `[first, last)` of a turn, as they would be written; `sure` where no sentence has them."""

    first: int
    last: int
    sure: bool
    texts: tuple[tuple[Item, str], ...] = field(repr=False)


def addresses(turn: Turn, items: Sequence[Item], language: Language) -> Iterator[Claim]:
    """Yield the addresses of a turn, from left to right."""
    done = 0
    for index, item in enumerate(items):
        if item.kind is not Kind.SIGN or item.text not in "@." or index < done:
            continue
        found = (
            _mail(turn, items, index, done, language) if item.text == "@" else _web(turn, items, index, done, language)
        )
        if found is not None:
            done = found.last
            yield _claim(turn, found)


def _claim(turn: Turn, part: _Part) -> Claim:
    pieces = tuple(Piece(text, *_place(turn, item)) for item, text in part.texts)
    return Claim(pieces[0].start, pieces[-1].end, pieces)


def _place(turn: Turn, item: Item) -> tuple[int, int]:
    """Return where an item stands; a lost dot stands in the gap."""
    if item.first < item.last:
        return turn.span(item.first, item.last)
    return turn.spans[item.first - 1][1], turn.spans[item.first][0]


def _mail(turn: Turn, items: Sequence[Item], at: int, done: int, language: Language) -> _Part | None:
    host = _host(turn, items, at + 1, language)
    local = _local(turn, items, at, done, language) if host is not None else None
    if host is None or local is None:
        return None
    ended = any(text == "." for _, text in host.texts)
    if not (local.sure or (host.sure and ended) or cue(turn, items[local.first].first, language) == "EMAIL_ADDRESS"):
        return None
    return _Part(local.first, host.last, sure=True, texts=(*local.texts, (items[at], "@"), *host.texts))


def _local(turn: Turn, items: Sequence[Item], at: int, done: int, language: Language) -> _Part | None:
    """Go back from the "at" over what may stand before it."""
    taken: list[tuple[Item, str]] = []
    first = at
    while first > max(done, at - _MOST_ITEMS) and _belongs(turn, items, first - 1, taken, language):
        first -= 1
        taken.append((items[first], _written(turn, items[first])))
    while taken and taken[-1][1] in _IN_LOCAL:
        taken.pop()
        first += 1
    sure = any(item.kind not in _WORDS or not _is_common(turn, item, language) for item, _ in taken)
    return _Part(first, at, sure, tuple(reversed(taken))) if taken else None


def _belongs(
    turn: Turn, items: Sequence[Item], index: int, taken: Sequence[tuple[Item, str]], language: Language
) -> bool:
    """Return whether an item goes on the address to its right: beside a sign any word does, else no common one."""
    item = items[index]
    tied = not taken or taken[-1][1][:1] in _IN_LOCAL
    if not tied and turn.gap(items[index + 1].first) is not Gap.JOIN:
        return False
    if item.kind is Kind.SIGN:
        return item.text in _IN_LOCAL and bool(taken)
    if item.kind in VALUES:
        return tied or not item.weak or taken[-1][0].kind in VALUES
    if item.kind not in _WORDS:
        return False
    led = index > 0 and items[index - 1].kind is Kind.SIGN and items[index - 1].text in _IN_LOCAL
    few = sum(each.kind in _WORDS for each, _ in taken) < _MOST_WORDS
    return tied or led or (few and not _is_common(turn, item, language))


def _written(turn: Turn, item: Item) -> str:
    """Return an item's text behind the sign that ties it to the word before: "j.miller" are two words."""
    text = item.text if item.kind in VALUES or item.kind is Kind.SIGN else "".join(turn.words[item.first : item.last])
    between = turn.between(item.first)
    return f"{between}{text}" if between and between in _IN_LOCAL else text


def _is_common(turn: Turn, item: Item, language: Language) -> bool:
    words = turn.words[item.first : item.last]
    return all(word in common_words(language.code) or word in GRAMMAR_AND_MORE for word in words)


def _web(turn: Turn, items: Sequence[Item], dot: int, done: int, language: Language) -> _Part | None:
    """Read a host around its first dot; what stands before is one word, or letters and digits."""
    first = dot
    while first > max(done, dot - _MOST_ITEMS) and items[first - 1].kind in VALUES:
        first -= 1
    while first < dot and items[first].weak:
        first += 1
    if first == dot and first > done and items[first - 1].kind in _WORDS:
        first -= 1
        if turn.words[items[first].first] in GRAMMAR_AND_MORE or turn.gap(items[dot].first) is not Gap.JOIN:
            return None
    rest = _host(turn, items, dot + 1, language, after_dot=True) if first < dot else None
    if rest is None:
        return None
    label = tuple((item, _written(turn, item)) for item in items[first:dot])
    return _Part(first, rest.last, sure=True, texts=(*label, (items[dot], "."), *rest.texts))


def _host(
    turn: Turn, items: Sequence[Item], first: int, language: Language, *, after_dot: bool = False
) -> _Part | None:
    """Read labels and dots up to an ending: "gmail dot com", "gmail com", "shop dot co dot uk"; or a provider alone.

    Args:
        turn: the turn.
        items: its items.
        first: the item behind the "at" or the first dot.
        language: whose words they are.
        after_dot: whether the host has begun before, so that an ending must not be a word of the language.
    """
    texts: list[tuple[Item, str]] = []
    at, known, good, dotted = first, False, 0, after_dot
    while len(texts) < _MOST_ITEMS and (label := _label(turn, items, at)):
        name = "".join(text for _, text in label)
        texts += label
        at += len(label)
        known = known or name in language.providers
        if (dotted and _is_ending(name, language, strict=after_dot)) or (not dotted and name in language.providers):
            good = len(texts)
        following = items[at] if at < len(items) else None
        if following is None or turn.gap(following.first) is Gap.STOP:
            break
        if following.kind is Kind.SIGN and following.text == ".":
            texts.append((following, "."))
            at += 1
        elif name in language.providers or name in _SECOND_LEVEL:
            if turn.words[following.first] not in language.endings:
                break
            texts.append((Item(Kind.SIGN, ".", following.first, following.first), "."))  # the dot was lost
        else:
            break
        dotted = True
    texts = texts[:good]
    last = first + sum(item.first < item.last for item, _ in texts)
    return _Part(first, last, known, tuple(texts)) if texts else None


def _label(turn: Turn, items: Sequence[Item], first: int) -> list[tuple[Item, str]]:
    """Read one word, or letters and digits, with hyphens between."""
    label: list[tuple[Item, str]] = []
    for item in items[first : first + _MOST_ITEMS]:
        hyphen = item.kind is Kind.SIGN and item.text == "-" and bool(label)
        spelled = item.kind in VALUES and (not label or label[-1][0].kind in VALUES or label[-1][1] == "-")
        word = item.kind in _WORDS and (not label or label[-1][1] == "-")
        if not (hyphen or spelled or word) or (label and turn.gap(item.first) is not Gap.JOIN):
            break
        label.append((item, item.text if item.kind in (*VALUES, Kind.SIGN) else turn.words[item.first]))
    return label


def _is_ending(name: str, language: Language, *, strict: bool) -> bool:
    if strict and name not in _SURE_ENDINGS and name in plain_words(language.code):
        return False
    return name in language.endings
