"""Made-up conversations on which the workbench shows what a policy does."""

from __future__ import annotations

from typing import Final

from pipeline.evaluation.labelled import of_fields
from pipeline.sources.format import Parsed, Record
from pipeline.synthesis import Profile, generate

SEED: Final = 41
_PLAIN: Final = Profile(edges=(), missing_language=0, without_ids=0)


def made_up(count: int) -> list[Parsed]:
    """Return records that were made up, the same every time."""
    return [
        Record(number, of_fields(fields).conversation, 0)
        for number, fields in enumerate(generate(count, SEED, profile=_PLAIN), 1)
    ]
