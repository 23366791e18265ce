"""`compromised_keys.json`: the keys that somebody else knows. Whoever publishes puts it beside `latest.json`.

```json
{"format": "veil-compromised-keys/1",
 "keys": [{"key_id": "00c0ffee", "since": "2026-11-02", "reason": "stolen_laptop", "signed_off_by": "J. Doe, DPO"}]}
```

With a known key the input of a pseudonym can be found by trying (EDPB Guidelines 01/2025 para 80-81), so every dataset
made with it is affected, also those from before that day.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from pipeline.errors import Refused

COMPROMISED_NAME = "compromised_keys.json"


class CompromisedKey(BaseModel):
    """One key: since when others may know it, why (a code, no sentence), and who takes responsibility for saying so."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, strict=True)

    key_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
    since: date
    reason: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    signed_off_by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class CompromisedKeys(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, strict=True)

    format: Literal["veil-compromised-keys/1"]
    keys: tuple[CompromisedKey, ...]


def read_compromised_keys(content: bytes) -> tuple[CompromisedKey, ...]:
    """Return the keys in a file.

    Raises:
        Refused: it is no such file. A list that cannot be read must not pass for an empty one.
    """
    try:
        return CompromisedKeys.model_validate_json(content).keys
    except ValidationError:
        raise Refused(f"{COMPROMISED_NAME} is not in the format veil-compromised-keys/1") from None
