"""What can be wrong with a release: a stable code, the check it belongs to, and what its reader does about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Check(StrEnum):
    """What is checked, in the order of a report."""

    MANIFEST = "The manifest is there and well-formed, and records passed release checks"
    FILES = "Every file is the one listed, and no other file is there"
    CONTENT = "The content digest is that of the files, and the announced one"
    SCHEMA = "Columns, types and footers are those that Veil writes, and agree with the manifest"
    VIEWS = "The views read the files listed and no others"
    LABEL = "The label is one that may be given, with its own sentence"
    WORDS = "Nothing calls personal data by a word that is not true of them"
    PURPOSE = "The dataset was made for the reader's purpose"
    EXPIRY = "The dataset may still be used"
    KEY = "The dataset's key is not known to others"
    RELEASE = "No other release has taken its place"


class Code(StrEnum):
    """One kind of problem. Codes are stable: scripts may compare them."""

    MANIFEST_MISSING = "manifest_missing"
    MANIFEST_MALFORMED = "manifest_malformed"
    CHECKS_MISSING = "checks_missing"
    CHECKS_FAILED = "checks_failed"
    FILE_MISSING = "file_missing"
    FILE_SIZE = "file_size"
    FILE_DIGEST = "file_digest"
    FILE_UNREADABLE = "file_unreadable"
    FILE_NOT_LISTED = "file_not_listed"
    TABLE_MISSING = "table_missing"
    CONTENT_DIGEST = "content_digest"
    CONTENT_NOT_ANNOUNCED = "content_not_announced"
    PARQUET_UNREADABLE = "parquet_unreadable"
    PARQUET_ROWS = "parquet_rows"
    FOOTER_DIFFERS = "footer_differs"
    FOOTER_EXTRA = "footer_extra"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TYPE = "column_type"
    COLUMN_UNDESCRIBED = "column_undescribed"
    COLUMNS_DIFFER = "columns_differ"
    PAGES = "pages"
    PAPER_MISSING = "paper_missing"
    VIEWS_MISSING = "views_missing"
    VIEWS_READ_OTHERS = "views_read_others"
    LABEL_UNKNOWN = "label_unknown"
    LABEL_SENTENCE = "label_sentence"
    ASSESSMENT_MISSING = "assessment_missing"
    ASSESSMENT_MALFORMED = "assessment_malformed"
    ASSESSMENT_OTHER_CONTENT = "assessment_other_content"
    ASSESSMENT_EXPIRED = "assessment_expired"
    UNTRUE_WORDS = "untrue_words"
    PURPOSE_DIFFERS = "purpose_differs"
    EXPIRED = "expired"
    KEY_COMPROMISED = "key_compromised"
    KEY_LIST_UNREADABLE = "key_list_unreadable"
    SUPERSEDED = "superseded"
    LATEST_UNREADABLE = "latest_unreadable"


_COPY_AGAIN = "Do not use it. Copy the release again from where it was published; if it stays so, tell the publisher."
_TAMPERED = (
    "Do not use it. Tell the publisher: this was written after the release was made, or by something else than Veil."
)
_MISLABELED = "Do not use it, and treat it as personal data. Tell the publisher's data protection officer."
_TELL = "Do not use it. Tell the publisher, who runs it again."

ADVICE: Mapping[Code, tuple[Check, str]] = MappingProxyType({
    Code.MANIFEST_MISSING: (Check.MANIFEST, _COPY_AGAIN),
    Code.MANIFEST_MALFORMED: (Check.MANIFEST, _TAMPERED),
    Code.CHECKS_MISSING: (Check.MANIFEST, _TELL),
    Code.CHECKS_FAILED: (Check.MANIFEST, _TELL),
    Code.FILE_MISSING: (Check.FILES, _COPY_AGAIN),
    Code.FILE_SIZE: (Check.FILES, _COPY_AGAIN),
    Code.FILE_DIGEST: (Check.FILES, _COPY_AGAIN),
    Code.FILE_UNREADABLE: (Check.FILES, "Check that you may read the folder; else copy the release again."),
    Code.FILE_NOT_LISTED: (Check.FILES, "Move it out of the folder: whoever reads folders would read it as data."),
    Code.TABLE_MISSING: (Check.FILES, _TELL),
    Code.CONTENT_DIGEST: (Check.CONTENT, _TAMPERED),
    Code.CONTENT_NOT_ANNOUNCED: (Check.CONTENT, _TAMPERED),
    Code.PARQUET_UNREADABLE: (Check.SCHEMA, _TAMPERED),
    Code.PARQUET_ROWS: (Check.SCHEMA, _TAMPERED),
    Code.FOOTER_DIFFERS: (Check.SCHEMA, _TAMPERED),
    Code.FOOTER_EXTRA: (Check.SCHEMA, _TAMPERED),
    Code.COLUMN_MISSING: (Check.SCHEMA, _TAMPERED),
    Code.COLUMN_UNKNOWN: (Check.SCHEMA, _TAMPERED),
    Code.COLUMN_TYPE: (Check.SCHEMA, _TAMPERED),
    Code.COLUMN_UNDESCRIBED: (Check.SCHEMA, _TAMPERED),
    Code.COLUMNS_DIFFER: (Check.SCHEMA, _TAMPERED),
    Code.PAGES: (Check.SCHEMA, _TAMPERED),
    Code.PAPER_MISSING: (Check.FILES, _TELL),
    Code.VIEWS_MISSING: (Check.VIEWS, _TELL),
    Code.VIEWS_READ_OTHERS: (Check.VIEWS, "Do not run views.sql. Tell the publisher."),
    Code.LABEL_UNKNOWN: (Check.LABEL, _MISLABELED),
    Code.LABEL_SENTENCE: (Check.LABEL, _MISLABELED),
    Code.ASSESSMENT_MISSING: (Check.LABEL, _MISLABELED),
    Code.ASSESSMENT_MALFORMED: (Check.LABEL, _MISLABELED),
    Code.ASSESSMENT_OTHER_CONTENT: (Check.LABEL, _MISLABELED),
    Code.ASSESSMENT_EXPIRED: (Check.LABEL, "Treat it as personal data until somebody has assessed it again."),
    Code.UNTRUE_WORDS: (Check.WORDS, _MISLABELED),
    Code.PURPOSE_DIFFERS: (
        Check.PURPOSE,
        "Do not use it for this. Ask the publisher for a dataset made for your purpose.",
    ),
    Code.EXPIRED: (Check.EXPIRY, "Delete this copy and every other one. Ask the publisher for a newer release."),
    Code.KEY_COMPROMISED: (
        Check.KEY,
        "Stop using it: its pseudonyms can be reversed. Ask the publisher what to do with your copies.",
    ),
    Code.KEY_LIST_UNREADABLE: (Check.KEY, "Do not use it before the publisher has put the list in order."),
    Code.SUPERSEDED: (Check.RELEASE, "Use the release that latest.json names, unless you repeat earlier work."),
    Code.LATEST_UNREADABLE: (Check.RELEASE, "Ask the publisher which release is the newest."),
})
WARNINGS = frozenset({Code.SUPERSEDED, Code.LATEST_UNREADABLE})
"""What does not forbid the use of a release."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `what` names files, codes and dates, and never a value from the data."""

    code: Code
    what: str

    @property
    def check(self) -> Check:
        """The check that found it."""
        return ADVICE[self.code][0]

    @property
    def advice(self) -> str:
        """What the reader does about it."""
        return ADVICE[self.code][1]

    @property
    def is_warning(self) -> bool:
        """Whether the release may be used all the same."""
        return self.code in WARNINGS
