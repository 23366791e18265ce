"""Hide in written rows what only all shards together showed to be a name; all else of a row stays as it was written.

Rows of one slice of a part go in and leave in the same order. Text is replaced by one fixed label; offsets, counts of
redactions and of words follow it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.anonymization.sanitized import Redaction
from pipeline.anonymization.written_words import FixedLabel, hide_words, of_row
from pipeline.keys.pseudonyms import Pseudonymizer
from pipeline.release.rows import count_rows, redaction_row, table_of
from pipeline.release.word_count import count_words

KEY = "conversation_key"
REDACTIONS = "redactions"
Missed = Mapping[str, frozenset[str]]
"""Digests of the names that are readable, by conversation key."""


@dataclass(frozen=True, slots=True)
class LateNames:
    """How names are hidden late, loaded once a worker.

    Attributes:
        label: what stands for them.
        digest: of a folded word, as the shards made it.
        text_column: of the turns.
        words_column: of the turns, where the policy has one.
    """

    label: FixedLabel
    digest: Pseudonymizer = field(repr=False)
    text_column: str
    words_column: str | None

    def hide(self, turns: pa.Table, conversations: pa.Table, missed: Missed) -> tuple[pa.Table, pa.Table, int]:
        """Return both tables with the names hidden, and how many mentions that were."""
        if not missed:
            return turns, conversations, 0
        rest, rows = _split(turns, missed)
        counts: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        mentions = 0
        for row in rows:
            mentions += self._hide_in(row, missed[row[KEY]])
            counts[row[KEY]].update((span["entity_type"], span["operator"]) for span in row[REDACTIONS])
        turns = _merged(rest, rows, (KEY, "turn_index"))
        rest, rows = _split(conversations, missed)
        for row in rows:
            row[REDACTIONS] = count_rows(counts[row[KEY]])
        return turns, _merged(rest, rows, (KEY,)), mentions

    def _hide_in(self, row: dict[str, Any], names: frozenset[str]) -> int:
        """Hide the names in one turn's row; return how many mentions there were."""
        text = of_row(row[self.text_column], [Redaction(**span) for span in row[REDACTIONS]])
        hidden = hide_words(text, lambda word: self.digest(word) in names, self.label)
        row[self.text_column] = hidden.value
        row[REDACTIONS] = [redaction_row(each) for each in hidden.redactions]
        if self.words_column is not None:
            row[self.words_column] = count_words(hidden.value)
        like_label = [
            sum(
                (each.entity_type, each.operator) == (self.label.entity_type, self.label.operator)
                for each in redactions
            )
            for redactions in (text.redactions, hidden.redactions)
        ]
        return like_label[1] - like_label[0]


def _split(table: pa.Table, missed: Missed) -> tuple[pa.Table, list[dict[str, Any]]]:
    """Return the rows of all other conversations as a table, and those of these as objects."""
    chosen = pc.is_in(table[KEY], pa.array(sorted(missed), pa.string()))
    return table.filter(pc.invert(chosen)), table.filter(chosen).to_pylist()


def _merged(rest: pa.Table, rows: list[dict[str, Any]], order: tuple[str, ...]) -> pa.Table:
    merged = pa.concat_tables([rest, table_of(rows, rest.schema)])
    return merged.sort_by([(name, "ascending") for name in order])
