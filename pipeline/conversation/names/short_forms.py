"""Short and pet forms of given names in seven languages: who is known as William may be called Bill.

The files lie in `nicknames/`, one a language. All are read whatever a conversation's own language, since people keep
their names when they call elsewhere; but a form that is a common word there ("else", of Elisabeth) must be at home in
that language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import LANGUAGES, common_words

_Forms = Mapping[str, frozenset[str]]


def other_forms(name: str, language: str | None) -> frozenset[str]:
    """Return what else the bearer of a given name may be called, all folded.

    Of a full name these are its short forms; of a short one the full names it stands for, and their other short forms
    where it stands for one name alone ("Bill" of "Will", but no "Tina" of "Chris").

    Args:
        name: one word, folded.
        language: the conversation's, or None.
    """
    common, at_home = common_words(language), _forms(language).get(name, frozenset())
    return frozenset(form for form in _all_forms().get(name, ()) if form not in common or form in at_home)


@cache
def _all_forms() -> _Forms:
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for language in LANGUAGES:
        for name, others in _forms(language).items():
            found[name] |= others
    return dict(found)


@cache
def _forms(language: str | None) -> _Forms:
    groups = tuple(_groups(language)) if language in LANGUAGES else ()
    meanings: defaultdict[str, int] = defaultdict(int)
    for _, short in groups:
        for name in short:
            meanings[name] += 1
    found: defaultdict[str, set[str]] = defaultdict(set)
    for full, short in groups:
        for name in full:
            found[name] |= full | short
        for name in short:
            found[name] |= full | short if meanings[name] == 1 else full
    return {name: frozenset(others - {name}) for name, others in found.items()}


def _groups(language: str | None) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the spellings of a name and its short forms."""
    file = resources.files(__package__).joinpath("nicknames", f"{language}.txt")
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            full, _, short = fold_text(line).partition(":")
            yield frozenset(full.split()), frozenset(short.split())
