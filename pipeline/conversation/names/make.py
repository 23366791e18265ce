"""Write the name files again: `python -m pipeline.conversation.names.make`.

Needs `faker`, which nothing else does; install it in an environment of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pipeline.conversation.normal_form import fold_text

_HEADER = (
    "# Source: Faker 40 (Daniele Faraglia and contributors), https://github.com/joke2k/faker, MIT license; "
    "changed: all locales together, words in Latin script alone, case and accents folded"
)
_KINDS: Final = {"given.txt": "first_name", "family.txt": "last_name"}
_WORD = re.compile(r"[a-z]{2,}")
_PARTICLES: Final = frozenset([
    "de",
    "del",
    "della",
    "der",
    "den",
    "van",
    "von",
    "da",
    "do",
    "dos",
    "das",
    "di",
    "du",
    "la",
    "le",
    "las",
    "los",
    "el",
    "al",
    "bin",
    "ibn",
    "ben",
    "abu",
    "ter",
    "ten",
    "zu",
])


def names(attribute: str) -> Iterator[str]:
    """Yield the names of all locales, as Faker writes them; `attribute` is how its lists of them begin."""
    package = importlib.import_module("faker.providers.person")
    for locale in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"{package.__name__}.{locale.name}").Provider
        for name in dir(provider):
            values = getattr(provider, name)
            if name.startswith(attribute) and isinstance(values, dict | tuple | list | set):
                yield from (value for value in values if isinstance(value, str))


def parts(written: Iterable[str]) -> frozenset[str]:
    """Return the words of names in Latin script, folded, without particles."""
    found: set[str] = set()
    for name in written:
        if all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha()):
            found.update(_WORD.findall(fold_text(name)))
    return frozenset(found - _PARTICLES)


def main() -> None:
    """Write both files beside this module, sorted, so that a new version shows as a small difference."""
    for name, attribute in _KINDS.items():
        path = Path(__file__).with_name(name)
        path.write_text("\n".join([_HEADER, *sorted(parts(names(attribute))), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
