"""How long the trace of the runs is kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.policy.schema.types import PolicyModel


class Audit(PolicyModel):
    """The audit log and the papers of runs (Art. 5(2)): they hold counts, and outlive the datasets."""

    keep_days: Annotated[int, Field(ge=365, le=3660, strict=True)] = 2190
