from __future__ import annotations

import pickle

import pytest

from pipeline import errors


@pytest.mark.parametrize("kind", [errors.Refused, errors.CheckFailed, errors.EngineFailed, errors.DetectionFailed])
def test_errors_survive_pickling(kind: type[errors.VeilError]) -> None:
    """Workers send them."""
    copy = pickle.loads(pickle.dumps(kind("what went wrong")))
    assert (type(copy), copy.message, copy.exit_code) == (kind, "what went wrong", kind.exit_code)


def test_an_unreadable_input_keeps_its_reason() -> None:
    copy = pickle.loads(pickle.dumps(errors.UnreadableInput("truncated")))
    assert copy.reason == "truncated"
