"""What the commands of `veil policy` share: their arguments, how a policy is loaded, how an error ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import VeilError

if TYPE_CHECKING:
    from pipeline.policy.loaded import LoadedPolicy

POLICY = click.argument("path", metavar="POLICY", type=click.Path(dir_okay=False, path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


def load(path: Path) -> LoadedPolicy:
    """Return the policy in a file, read with the words that this version of Veil knows.

    Raises:
        PolicyProblems: something is wrong in it.
    """
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.loader import load as load_policy

    return load_policy(path, vocabulary())


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn Veil's errors into a message and an exit code."""
    try:
        yield
    except VeilError as error:
        click.echo(error.message, err=True)
        sys.exit(error.exit_code)
