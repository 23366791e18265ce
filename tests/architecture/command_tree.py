"""All commands of `veil`, computed from the command line itself."""

from __future__ import annotations

from collections.abc import Iterator

import click

from pipeline.cli import veil


def commands(group: click.Group = veil, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command and group below a group, with its words."""
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield (*path, name), command
            if isinstance(command, click.Group):
                yield from commands(command, (*path, name))
