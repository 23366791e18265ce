"""The words of one language that tell of health, religion, politics, sexuality, ethnicity, a union or a crime.

A *term* counts wherever it stands ("diabetic"). A *cued* word has another meaning as well and counts only where a
person is spoken of right before it: "I am disabled", not "my account is disabled". What stands in a phrase under
`unless` is about something else. All is compared without case and accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

import yaml

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.coverage import Coverage
from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.detection.recognizer import Span, words

LANGUAGES: Final = ("en", "de", "es", "fr")

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # with libyaml it takes a tenth of the time
_REACH: Final = 48
"""Characters before a cued word in which its cue must stand."""

_WORDS_BETWEEN: Final = r"(?:[ ,'-]{1,2}\w{1,16}){0,2}[ '-]{0,2}\Z"
"""At most two words stand between: "I am also completely deaf"."""

_NOTHING: Final = re.compile(r"(?!)")
_NOBODY: Final = re.compile(
    r"\b(?:account|app|phone|router|screen|card|button|service|website|site|server|device|computer|pc|laptop|printer"
    r"|konto|handy|karte|gerat|webseite|seite|rechner|cuenta|movil|tarjeta|pagina|web|telefono|ordenador"
    r"|compte|carte|telephone|ordinateur|appareil|ecran|bouton)\b"
)
"""Things between the cue and the word: it is they that are ill, blind or disabled."""


_WORD: Final = re.compile(r"\w+")
_STEM: Final = 4
"""Characters of a stem that are compared; no stem is shorter."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The words of one type, and the keys of which a text must hold one to be searched for them."""

    terms: re.Pattern[str] = field(repr=False)
    cued: re.Pattern[str] = field(repr=False)
    unless: re.Pattern[str] = field(repr=False)
    keys: Keys = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keys:
    """Words and beginnings of words of which a text must hold one for any entry to stand in it.

    Nearly all turns hold none and need not be searched, which takes ten times as long.
    """

    words: frozenset[str] = field(repr=False)
    stems: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, entries: Iterable[str]) -> Keys:
        """Return the longest word of each folded entry; of one that `*` lets go on, its beginning."""
        longest = [max(re.findall(r"\w+\*?", entry), key=len) for entry in entries]
        return cls(
            frozenset(word for word in longest if not word.endswith("*")),
            frozenset(word[:-1][:_STEM] for word in longest if word.endswith("*")),
        )

    def may_stand_in(self, present: AbstractSet[str]) -> bool:
        """Return whether a text of these words needs to be searched."""
        if not self.words.isdisjoint(present):
            return True
        return not self.stems.isdisjoint([word[:_STEM] for word in present])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: how a person is spoken of, and what tells of each type."""

    person: re.Pattern[str] = field(repr=False)
    kinds: Mapping[str, Kind] = field(repr=False)
    keys: Keys = field(repr=False)

    def find(self, folded: str, types: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Yield type, start and end of each word that counts, in a folded text."""
        present = frozenset(_WORD.findall(folded))
        if not self.keys.may_stand_in(present):
            return
        for name in types:
            kind = self.kinds.get(name)
            if kind is None or not kind.keys.may_stand_in(present):
                continue
            spans = [*(match.span() for match in kind.terms.finditer(folded)), *self._cued(kind, folded)]
            if not spans:
                continue
            others = Coverage(match.span() for match in kind.unless.finditer(folded))
            yield from ((name, *span) for span in spans if not others.holds(*span))

    def _cued(self, kind: Kind, folded: str) -> Iterator[Span]:
        for match in kind.cued.finditer(folded):
            cue = self.person.search(folded, max(0, match.start() - _REACH), match.start())
            if cue and not _NOBODY.search(folded, cue.end("cue"), match.start()):
                yield match.span()


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of one of `LANGUAGES`.

    Raises:
        KeyError: the file names a type that is none; a programming error.
    """
    source = resources.files(__package__) / "data" / f"{language}.yaml"
    parts = yaml.load(source.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a SafeLoader
    person = words(*map(fold_text, parts.pop("self"))).pattern
    kinds = {name: _kind(lists) for name, lists in parts.items()}
    if unknown := kinds.keys() - SPECIAL_TYPES:
        raise KeyError(*unknown)
    keys = [kind.keys for kind in kinds.values()]
    any_of = Keys(frozenset().union(*(key.words for key in keys)), frozenset().union(*(key.stems for key in keys)))
    return Lexicon(re.compile(rf"(?P<cue>{person}){_WORDS_BETWEEN}"), kinds, any_of)


def _kind(lists: Mapping[str, Sequence[str]]) -> Kind:
    terms, cued, unless = (lists.get(part, ()) for part in ("terms", "cued", "unless"))
    keys = Keys.of(map(fold_text, (*terms, *cued)))
    return Kind(_pattern(terms), _pattern(cued), _pattern(unless), keys)


def _pattern(entries: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of the entries, the longest first."""
    return words(*sorted(map(fold_text, entries), key=len, reverse=True)) if entries else _NOTHING
