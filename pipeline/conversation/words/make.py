"""Write the word files again: `python -m pipeline.conversation.words.make`.

Needs `wordfreq` and `faker`, which nothing else does; install them in an environment of their own. Faker's lists of
first and last names say which of the commonest words may be names; `name_words` says which of those are words all the
same. The name lists themselves are written nowhere.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import LANGUAGES, LIMIT
from pipeline.conversation.words.name_words import WORDS_THAT_ARE_NAMES_TOO

_HEADER = (
    "# Source: wordfreq 3 (Robyn Speer), https://github.com/rspeer/wordfreq, data under CC BY-SA 4.0; "
    "changed: case and accents folded, names removed"
)
_HEADER_RANKS = _HEADER.replace(", names removed", "")
_LOCALES: Final = (
    "en_US",
    "en_GB",
    "en_IE",
    "en_IN",
    "de_DE",
    "de_AT",
    "es_ES",
    "es_MX",
    "fr_FR",
    "it_IT",
    "nl_NL",
    "pt_PT",
    "pt_BR",
)
_RANKED = 40_000
_WORDS_TO_READ = 2 * LIMIT  # more than are kept, since names, digits and doubles fall away


def names() -> frozenset[str]:
    """Return the first and last names that Faker knows in all its locales we read, in lower case."""
    found: set[str] = set()
    for locale in _LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if attribute.startswith(("first_name", "last_name")) and isinstance(values, dict | tuple | list | set):
                found.update(str(value).casefold() for value in values)
    return frozenset(found)


def words(language: str, known_names: frozenset[str]) -> Iterator[str]:
    """Yield the folded words of a language, commonest first, each once, without digits and mere names."""
    wordfreq = importlib.import_module("wordfreq")
    both = WORDS_THAT_ARE_NAMES_TOO[language]
    seen: set[str] = set()
    for word in wordfreq.top_n_list(language, _WORDS_TO_READ):
        folded = fold_text(word)
        if not folded.isalpha() or folded in seen or (word in known_names and len(word) > 2 and word not in both):  # noqa: PLR2004
            continue
        seen.add(folded)
        yield folded


def ranks(language: str) -> Iterator[str]:
    """Yield lines of a Zipf frequency and the folded words that have it, commonest first; names are words too."""
    wordfreq = importlib.import_module("wordfreq")
    by_figure: dict[float, list[str]] = {}
    seen: set[str] = set()
    for word in wordfreq.top_n_list(language, _RANKED):
        folded = fold_text(word)
        if folded.isalpha() and folded not in seen:
            seen.add(folded)
            by_figure.setdefault(round(wordfreq.zipf_frequency(word, language), 1), []).append(folded)
    for figure, found in sorted(by_figure.items(), reverse=True):
        yield f"{figure} {' '.join(sorted(found))}"


def main() -> None:
    """Write two files a language beside this module, sorted, so that a new version shows as a small difference."""
    known_names = names()
    for language in LANGUAGES:
        chosen = sorted(islice(words(language, known_names), LIMIT))
        path = Path(__file__).with_name(f"{language}.txt")
        path.write_text("\n".join([_HEADER, *chosen, ""]), encoding="utf-8")
        path = path.with_name("ranks") / path.name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join([_HEADER_RANKS, *ranks(language), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
