"""Approvals as they stand in `<name>.approvals.yaml`, beside the policy, so that the officer's file stays untouched."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import StringConstraints, ValidationError

from pipeline.errors import Refused
from pipeline.policy.problems import Problem
from pipeline.policy.schema import Day, PolicyModel
from pipeline.policy.validate import validate
from pipeline.policy.yaml_tree import parse

# One line without control characters, so that the file we write is a file we read.
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\p{C}\p{Zl}\p{Zp}]+$")
]


class Approval(PolicyModel):
    """Somebody's approval of one content of a policy."""

    role: Line
    name: Line
    date: Day
    reference: Line
    content_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

    @property
    def person(self) -> str:
        """The name as it is compared."""
        return same_person(self.name)


def approval(*, role: str, name: str, reference: str, day: date, content_sha256: str) -> Approval:
    """Return an approval.

    Raises:
        Refused: a text is empty, longer than 200 characters or holds control characters.
    """
    try:
        return Approval(role=role, name=name, date=day, reference=reference, content_sha256=content_sha256)
    except ValidationError as error:
        fields = ", ".join(sorted({str(detail["loc"][0]) for detail in error.errors(include_input=False)}))
    raise Refused(f"{fields}: must be one line of text, 1 to 200 characters")


class ApprovalsFile(PolicyModel):
    """The whole approvals file."""

    approvals: tuple[Approval, ...] = ()


def same_person(name: str) -> str:
    """Return a name without differences of case, spacing or Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def approvals_path(policy: Path) -> Path:
    """Return where the approvals of a policy file stand."""
    return policy.with_name(f"{policy.stem}.approvals.yaml")


def read_approvals(content: bytes, file: str) -> tuple[tuple[Approval, ...], list[Problem]]:
    """Return the approvals in a file and everything that is wrong in it."""
    tree = parse(content, file)
    if tree.problems:
        return (), list(tree.problems)
    found, problems = validate(ApprovalsFile, tree.value, tree)
    return (found.approvals if found else ()), problems


def write_approvals(approvals: tuple[Approval, ...]) -> bytes:
    """Return the file that `read_approvals` reads as these approvals."""
    head = "# Written by `veil policy approve`. Each entry holds for one content of the policy only.\n"
    entries = [approval.model_dump() for approval in approvals]
    body = yaml.dump({"approvals": entries}, Dumper=_WithoutAliases, allow_unicode=True, sort_keys=False, width=1000)
    return (head + body).encode()


class _WithoutAliases(yaml.SafeDumper):
    """Writes a date twice rather than an anchor, which our own reader refuses."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def _quoted_if_like_a_number(dumper: _WithoutAliases, text: str) -> yaml.ScalarNode:
    """Write text that some readers take for a number ("0E0") in quotes, as our own reader asks for."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if text[:1] in "+-0123456789" else None)


_WithoutAliases.add_representer(str, _quoted_if_like_a_number)
