"""How common a word is in a language, on the Zipf scale: 3 is once in a million words, 6 once in a thousand.

Source: van Heuven et al. (2014), SUBTLEX-UK, Quarterly Journal of Experimental Psychology 67(6), for the scale;
wordfreq for the figures. The files lie in `ranks/`; `make` wrote them, a line for each tenth of the scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

UNKNOWN = 0.0
"""What a word has that is rarer than all of the list (under about 2.8), or no word at all."""


@cache
def frequencies(language: str | None) -> Mapping[str, float]:
    """Return the Zipf frequency of the 40,000 commonest words of a language, by their folded form.

    A language without a list has no known words.
    """
    file = resources.files(__package__).joinpath("ranks", f"{language}.txt")
    if language is None or not file.is_file():
        return {}
    found: dict[str, float] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            figure, *words = line.split()
            found.update(dict.fromkeys(words, float(figure)))
    return found
