"""Which columns a table can have, for one who knows no policy: by what the columns say they are made of."""

from __future__ import annotations

import pyarrow as pa

from pipeline.release.column_kinds import Kind
from pipeline.release.columns import CONVERSATION_FIXED, CONVERSATION_KINDS, TURN_FIXED, TURN_KINDS, made_of
from pipeline.release.tables import CONVERSATIONS, FIELD_TYPES, TURNS, type_of

_FIXED = {CONVERSATIONS: CONVERSATION_FIXED, TURNS: TURN_FIXED}
_KINDS = {CONVERSATIONS: CONVERSATION_KINDS, TURNS: TURN_KINDS}


def required_columns(table: str) -> tuple[str, ...]:
    """Return the names of the columns that a table has under any policy."""
    return tuple(column.name for column in _FIXED[table])


def possible_types(table: str, name: str, operator: str, source: str) -> tuple[pa.DataType, ...]:
    """Return the types that a column of a table can have; none where Veil writes no such column."""
    for column in _FIXED[table]:
        if column.name == name:
            return (type_of(column.kind),) if (column.operator, column.source) == (operator, source) else ()
    made = made_of(operator, source)
    if made is None or made[0] not in _KINDS[table] or made[0] is Kind.MONTH:  # the month stands in folder names
        return ()
    return tuple(FIELD_TYPES.values()) if made[0] is Kind.FIELD else (type_of(made[0]),)
