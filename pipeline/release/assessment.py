"""The assessment that the label `anonymity_assessed` needs: a person says for whom nobody in the data is identifiable.

No run of Veil writes it or gives that label. It is bound to the content digest, as an approval is to a policy's
content; its signature is a name, a role and a date, which the publisher vouches for, and no cryptography.

Source: EDPB Guidelines 02/2026 (consultation text) para 11-15: always for named parties, and for a time.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from pipeline.errors import CheckFailed
from pipeline.release.manifest_entries import Entry, Sha256

ASSESSMENT_NAME = "documents/assessment.json"
ASSESSED_LABEL = "anonymity_assessed"
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\p{C}]+$")]


class AssessedParty(Entry):
    """A party for whom the data were assessed, and where its analysis of singling out, linking and inference stands."""

    name: Line
    analysis: Line


class Assessment(Entry):
    """The whole document. Days are inclusive."""

    format: Literal["veil-assessment/1"]
    content_digest: Sha256
    parties: Annotated[tuple[AssessedParty, ...], Field(min_length=1)]
    signed_by: Line
    role: Line
    signed_on: date
    valid_until: date

    @property
    def label_sentence(self) -> str:
        """The one sentence that may stand for this label."""
        parties = ", ".join(party.name for party in self.parties)
        return (
            f"Assessed as anonymous for {parties} by {self.signed_by}, valid to {self.valid_until}."
            " Personal data for everybody else."
        )

    def holds_on(self, day: date) -> bool:
        """Whether it is signed and has not expired."""
        return self.signed_on <= day <= self.valid_until


def read_assessment(content: bytes) -> Assessment:
    """Return the assessment in a document.

    Raises:
        CheckFailed: it is none.
    """
    try:
        return Assessment.model_validate_json(content)
    except ValidationError:
        raise CheckFailed(f"{ASSESSMENT_NAME} is not in the format veil-assessment/1") from None
