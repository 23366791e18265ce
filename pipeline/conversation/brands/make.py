"""Write the list of brands again: `python -m pipeline.conversation.brands.make NSI ICONS`.

NSI and ICONS are the unpacked npm packages `name-suggestion-index` 8 and `simple-icons` 16 (`npm pack`).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from pipeline.conversation.brands import LONGEST
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE

_HEADER: Final = """\
# Source: name-suggestion-index 8 (OpenStreetMap's community), the npm package of that name, BSD-3-Clause
# Source: simple-icons 16 (its contributors), the npm package of that name, CC0 1.0
# Source: goods.txt, written by the Veil authors
# Changed: brands of some countries, words in Latin script alone, case and accents folded
"""
_WORLD: Final = ("001", "005", "019", "021", "039", "150", "154", "155", "419")
"""The world, Europe, the Americas and parts of them (UN M49)."""
_EUROPE: Final = ("at", "be", "ch", "de", "es", "fr", "gb", "ie", "it", "lu", "nl", "pt")
_OVERSEAS: Final = ("ar", "au", "br", "ca", "cl", "co", "in", "mx", "nz", "pe", "us", "za")
_PLACES: Final = frozenset((*_WORLD, *_EUROPE, *_OVERSEAS))
_WORD: Final = re.compile(r"[^\W_]+")
_LATIN: Final = re.compile(r"[a-z0-9]+")
_SHORTEST: Final = 3


def shops(package: Path) -> Iterator[str]:
    """Yield the brands of shops, restaurants, banks and the like, as they are written."""
    categories = json.loads((package / "dist/json/nsi.min.json").read_text(encoding="utf-8"))["nsi"]
    for path, category in categories.items():
        if path.startswith("brands/"):
            for item in category["items"]:
                if not _PLACES.isdisjoint(map(str, item["locationSet"].get("include", ()))):
                    yield item["displayName"]


def makers(package: Path) -> Iterator[str]:
    """Yield brands of software, machines, services and goods."""
    for icon in json.loads((package / "data/simple-icons.json").read_text(encoding="utf-8")):
        yield icon["title"]


def goods() -> Iterator[str]:
    """Yield brands that both packages lack."""
    lines = Path(__file__).with_name("goods.txt").read_text(encoding="utf-8").splitlines()
    yield from (line for line in lines if not line.startswith("#"))


def folded(names: Iterable[str]) -> Iterator[str]:
    """Yield brands as folded words, without plain words, letters and long ones."""
    for name in names:
        words = _WORD.findall(fold_text(re.sub(r"\(.*?\)", "", name)))
        says = [word for word in words if len(word) > 1]
        if len(words) > LONGEST or not all(map(_LATIN.fullmatch, words)) or sum(map(len, says)) < _SHORTEST:
            continue
        if not GRAMMAR_AND_MORE.issuperset(says) and any(map(str.isalpha, says)):
            yield " ".join(words)


def main() -> None:
    """Write the file beside this module, sorted, so that a new version shows as a small difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shops", type=Path, metavar="NSI")
    parser.add_argument("makers", type=Path, metavar="ICONS")
    asked = parser.parse_args()
    found = set(folded(chain(shops(asked.shops), makers(asked.makers), goods())))
    path = Path(__file__).with_name("brands.txt")
    path.write_text("\n".join((_HEADER.strip(), *sorted(found))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
