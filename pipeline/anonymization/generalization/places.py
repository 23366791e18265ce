"""From a place to its country, by a short list of countries and large cities under their names in seven languages."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from pipeline.conversation.normal_form import fold_text


def country_of_place(text: str) -> str | None:
    """Return the country (ISO 3166-1 alpha-2) of a place, or None where it is not in the list.

    Of "Lyon, France" the last part decides, so that a town of the same name elsewhere ("Paris, Texas") gives nothing
    wrong; only a last part that is the whole text may be a city.
    """
    parts = [" ".join(part.split()).removeprefix("the ") for part in re.split(r"[,;()]", fold_text(text))]
    known = [_gazetteer().get(part) for part in parts if part]
    return known[-1] if known else None


@cache
def _gazetteer() -> dict[str, str]:
    lines = resources.files(__package__).joinpath("places.txt").read_text(encoding="utf-8").splitlines()
    countries: dict[str, str] = {}
    for line in lines:
        code, _, names = line.partition(":")
        if names:
            countries.update((fold_text(name.strip()), code) for name in names.split(","))
    return countries
