"""Other names for the people of a window: lists of names, made-up ones and ordinary words, new ones every epoch.

So the network learns from a name's surroundings, its letters and its capitals, and no name by heart.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

from pipeline.conversation.names import family_names, given_names
from pipeline.detection.training.student_data import Lexis, Window
from pipeline.detection.training.types import LABELS
from pipeline.synthesis.made_up_names import made_up

PERSON: Final = LABELS.index("PERSON")
SHORTEST: Final = 3
RENAMED: Final = 0.6
"""Share of windows whose people get other names."""
INVENTED: Final = 0.35
"""Share of new names that nobody bears."""


class Renaming:
    """Draws names, each in the capitals of the one it replaces."""

    def __init__(self, lexis: Lexis) -> None:
        self._lexis = lexis
        self._names = sorted(name for name in given_names() | family_names() if len(name) >= SHORTEST)

    def __call__(self, window: Window, chance: random.Random) -> Window:
        """Return the window, perhaps with other names: the same one for the same name."""
        if chance.random() >= RENAMED or not (window.labels == PERSON).any():
            return window
        words = window.words.copy()
        others: dict[str, str] = {}
        for place in (window.labels == PERSON).nonzero()[0].tolist():
            word = self._lexis.word(words[place])
            if len(word) < SHORTEST or not word.isalpha():
                continue
            key = word.casefold()
            if key not in others:
                others[key] = made_up(chance) if chance.random() < INVENTED else chance.choice(self._names)
            words[place] = self._lexis.number(_like(others[key], word))
        return replace(window, words=words)


def _like(name: str, model: str) -> str:
    if model.isupper():
        return name.upper()
    return name.capitalize() if model[0].isupper() else name
