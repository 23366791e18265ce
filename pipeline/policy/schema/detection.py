"""Languages, thresholds and lists of the detector."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.policy.schema.types import Fraction, Language, PolicyModel, Text


class Detection(PolicyModel):
    """Languages that may be read, how sure the detector must be, lists, and a file of recognizers of your own.

    `dataset_names`: words that are names in most conversations of the data set are hidden in all others too.
    `without`: passes that are switched off, each with the reason why nobody is found less for it.
    """

    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    threshold: Fraction = 0.2
    thresholds: dict[str, Fraction] = Field(default_factory=dict)
    dataset_names: Annotated[bool, Field(strict=True)] = True
    allow_list: Text | None = None
    deny_list: Text | None = None
    detector_file: Text | None = None
    without: dict[str, Text] = Field(default_factory=dict)
