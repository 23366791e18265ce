"""`generalise`: a coarse value for an exact one. What cannot be read becomes the label alone, never the text."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from pipeline.anonymization.generalization.ages import age_band
from pipeline.anonymization.generalization.amounts import magnitude
from pipeline.anonymization.generalization.dates import month, relative
from pipeline.anonymization.generalization.places import country_of_place
from pipeline.anonymization.generalization.urls import own_domain
from pipeline.anonymization.operator import (
    SECRET_TYPES,
    Label,
    Mention,
    OperatorExample,
    OperatorParameters,
    OperatorPlugin,
    PlanContext,
    PlanOperator,
    Strictness,
)

Target = Literal["month", "relative", "band", "country", "magnitude", "domain"]
LABELS: dict[Target, str] = {
    "month": "DATE", "relative": "DATE", "band": "AGE", "country": "PLACE", "magnitude": "AMOUNT", "domain": "URL",
}  # fmt: skip
_COARSE: dict[Target, str] = {
    "month": "its month", "relative": "how far it lies from the conversation, such as this week",
    "band": "a band of ages", "country": "its country", "magnitude": "its rough size", "domain": "its domain",
}  # fmt: skip
Domain = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)]

# Longer stretches are no single value; reading them would only cost time.
LONGEST_READ = 2048


class GeneraliseParameters(OperatorParameters):
    """What a text becomes.

    Attributes:
        to: `month` of a date; `relative`, a date's distance to the conversation; `band` of an age; `country` of a
            place; `magnitude` of an amount; `domain` of a URL.
        label: what stands in brackets before the value, and alone where there is none.
        bands: the first age of each band, ascending.
        own_domains: registered domains that may stand in the text; any other URL becomes the label.
    """

    locked_types: ClassVar[frozenset[str]] = SECRET_TYPES

    to: Target
    label: Label | None = None
    bands: Annotated[tuple[Annotated[int, Field(ge=1, le=120)], ...], Field(min_length=1)] = (16, 30, 45, 60, 75)
    own_domains: tuple[Domain, ...] = ()

    @field_validator("bands")
    @classmethod
    def _ascending(cls, bands: tuple[int, ...]) -> tuple[int, ...]:
        if any(later <= earlier for earlier, later in pairwise(bands)):
            raise ValueError("must ascend")
        return bands

    @property
    def strictness(self) -> Strictness:
        """Less strict than a pseudonym: it says something true of the value."""
        return Strictness.GENERALISE

    @property
    def leaves_nothing_within(self) -> bool:
        """Of a URL only a domain comes out that the policy's owner calls their own."""
        return self.to == "domain"

    def _no_looser(self, name: str, other: Self) -> bool:
        """Fewer borders between bands are wider bands; fewer domains of our own leave fewer in the text."""
        if name == "bands":
            return set(self.bands) <= set(other.bands)
        return name == "own_domains" and set(self.own_domains) <= set(other.own_domains)

    def meaning(self, entity_type: str) -> str:
        """Return what is left of the value."""
        del entity_type
        label = f"[{self.label or LABELS[self.to]}]"
        if self.to == "domain":
            return f"is shortened to the domain where that is your own; else it becomes {label}"
        return f"becomes {_COARSE[self.to]}; where that cannot be told, {label}"


class Generalise(PlanOperator):
    """Writes the label with the coarse value, or the label alone."""

    name = "generalise"

    def __init__(self, parameters: GeneraliseParameters, context: PlanContext) -> None:
        super().__init__(parameters, context)
        self._to = parameters.to
        self._label = parameters.label or LABELS[parameters.to]
        self._bands = parameters.bands
        self._own_domains = parameters.own_domains

    def write(self, mention: Mention) -> str:
        """Return the coarse value in brackets."""
        value = self._coarse(mention) if len(mention.text) <= LONGEST_READ else None
        return self.label(mention.entity_type) if value is None else f"[{self._label}_{value}]"

    def label(self, entity_type: str) -> str:
        """Return the label alone."""
        del entity_type
        return f"[{self._label}]"

    def _coarse(self, mention: Mention) -> str | None:
        match self._to:
            case "month":
                return month(mention.text)
            case "relative":
                return relative(mention.text, mention.started_at.date() if mention.started_at else None)
            case "band":
                return age_band(mention.text, self._bands)
            case "country":
                return country_of_place(mention.text)
            case "magnitude":
                return magnitude(mention.text)
            case "domain":
                return own_domain(mention.text, self._own_domains)


_START = datetime(2026, 5, 4, 9, 12, tzinfo=UTC)

PLUGIN = OperatorPlugin(
    name=Generalise.name,
    parameters=GeneraliseParameters,
    operator=Generalise,
    examples=(
        OperatorExample("DATE_TIME", "12 May 2026", "[DATE_2026-05]", {"to": "month"}),
        OperatorExample("DATE_TIME", "03/04/2026", "[DATE]", {"to": "month"}, reason="March or April?"),
        OperatorExample("DATE_TIME", "2026-05-01", "[DATE_THIS_WEEK]", {"to": "relative"}, started_at=_START),
        OperatorExample("DATE_TIME", "2026-05-01", "[DATE]", {"to": "relative"}, reason="the start is not known"),
        OperatorExample("AGE", "34 years old", "[AGE_30-44]", {"to": "band"}),
        OperatorExample("AGE", "I am 14", "[AGE_MINOR]", {"to": "band"}),
        OperatorExample("AGE", "34", "[AGE_18+]", {"to": "band", "bands": [18]}),
        OperatorExample("LOCATION", "Lyon, France", "[PLACE_FR]", {"to": "country"}),
        OperatorExample("LOCATION", "Little Snoring", "[PLACE]", {"to": "country"}, reason="not in the list"),
        OperatorExample("AMOUNT", "EUR 1.349,99", "[AMOUNT_1000_EUR]", {"to": "magnitude"}),
        OperatorExample(
            "URL", "https://help.acme.com/u/ana", "[URL_acme.com]", {"to": "domain", "own_domains": ["acme.com"]}
        ),
        OperatorExample(
            "URL",
            "https://ana.notacme.com",
            "[URL]",
            {"to": "domain", "own_domains": ["acme.com"]},
            reason="ends alike",
        ),
    ),
    shows_digits=True,
)
