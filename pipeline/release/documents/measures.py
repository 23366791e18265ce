"""What protects people in every release, whatever the policy says (Art. 32), and what is left to others."""

from __future__ import annotations

from pipeline.release.documents.material import Material
from pipeline.release.documents.wording import about

LEFT_TO_OTHERS = (
    "Encryption at rest and in transit, and who may open the folder: the storage's task, not Veil's.",
    "Keeping the key apart from the dataset, and away from whoever reads it: the controller's task.",
    "Deleting every copy when the dataset expires: the controller's and each recipient's task.",
)
"""What no run of this version does or checks."""
_SWEEP = (
    "Values that a record gives of itself are searched for in its written text, by code that shares nothing with"
    " detection, and so are numbers with a check digit: one hit, and nothing is published."
)


def measures(material: Material) -> tuple[str, ...]:
    """Return the technical measures of this release, with what this run counted."""
    key, approvals = material.manifest.key_id, len(material.approvals)
    return (
        f"Personal data in text is hidden before anything is written: {about(material.hidden)} mentions in this run.",
        "Fields that the policy does not name never leave; they are counted.",
        f"Pseudonyms are keyed (HMAC-SHA256, key {key}); the key stands in no file of the release.",
        _linkage(material),
        _SWEEP,
        "Files hold no statistics or dictionaries of free text, no input file names and no exact times.",
        "Staged files are readable by their owner alone and are deleted when the run ends.",
        "A release appears whole or not at all; every file is listed with its SHA-256; veil verify checks a copy.",
        "Every run on the output folder is an entry of an audit log that is chained by hashes.",
        f"The policy was approved by {approvals} people for this content of it; a change stops the run.",
    )


def _linkage(material: Material) -> str:
    if material.links_persons:
        return "Records of one person can be joined inside the dataset, for the reason that the policy gives."
    return "No key joins the records of a person: names are numbered anew in each conversation."
