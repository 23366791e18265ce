"""`veil keys`: make a key and show its id. A key is shown once, when it is made, and never again."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pipeline.errors import Refused


@click.group()
def keys() -> None:
    """Make a key, or show which key is in use.

    \b
    Example:
      veil keys new --out veil.key
      veil keys show-id --key file:veil.key
    """  # noqa: D301


@keys.command()
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this new file (mode 0600) instead.")
def new(out: Path | None) -> None:
    """Print a new key: 64 hex digits. Keep it away from the datasets; without it nothing can be linked again.

    \b
    Example:
      veil keys new --out veil.key
    """  # noqa: D301
    from pipeline.keys.source import new_key_text

    if out is None:
        click.echo(new_key_text())
        return
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(f"the key file cannot be made: {os.strerror(error.errno or 0)}") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(new_key_text() + "\n")
    click.echo(f"wrote a new key to {out}; use it as --key file:{out}")


@keys.command("show-id")
@click.option("--key", "reference", default="env:VEIL_KEY", show_default=True, help="env:NAME or file:PATH.")
def show_id(reference: str) -> None:
    """Print the id of a key: 8 hex digits that name it without telling it.

    \b
    Example:
      veil keys show-id --key file:veil.key
    """  # noqa: D301
    from pipeline.keys.source import read_key

    click.echo(read_key(reference).key_id)
