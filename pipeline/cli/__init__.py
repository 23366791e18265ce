"""The command line: one file a command, each imported when it is called, so that `veil --help` answers at once."""

from __future__ import annotations

import logging
import os
import sys
from importlib.metadata import version

import click

from pipeline.cli.lazy import LazyGroup
from pipeline.errors import ExitCode, VeilError
from pipeline.imports import lean

COMMANDS = {
    "run": "Sanitize conversations and publish them as a Parquet dataset.",
    "publish": "Check and publish a run that was sanitized elsewhere.",
    "policy": "Check, explain, test and approve a policy file.",
    "inspect": "Look at conversations with what a policy would hide.",
    "evaluate": "Measure on labelled conversations what a policy hides.",
    "formats": "List the formats that are read, and what each was tried on.",
    "verify": "Check a published dataset before you use it.",
    "audit": "Check the log of all runs on an output folder.",
    "demo": "Run the main job on synthetic conversations.",
    "keys": "Make a key, or show which key is in use.",
    "lists": "Keep lists of people whose records are kept out.",
}
"""Commands in the order of a user's day. Each is `pipeline.cli.<name>:<name>`."""


@click.group(
    cls=LazyGroup,
    package=__name__,
    helps=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 done; 2 refused before reading; 3 a check failed; 4 the engine failed; 1 unexpected.",
)
@click.version_option(version("veil"), prog_name="veil")
def veil() -> None:
    """Turn raw customer-support conversations into Parquet that research tools may lawfully read.

    \b
    Example:
      veil keys new > veil.key && chmod 600 veil.key
      veil run chats/ --policy policies/eu-support-product-research.yaml --key file:veil.key --out datasets
    """  # noqa: D301 - \b is click's mark for text that is not wrapped


def main() -> None:
    """Run the command line. Errors end as one line without a traceback: a traceback may hold what was read."""
    logging.disable(logging.ERROR)  # libraries' log lines may quote what they read
    try:
        with lean():
            code = veil(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else ExitCode.DONE)  # click returns what a command hands to `ctx.exit`
    except BrokenPipeError:  # whoever read the output has seen enough, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or closing it fails again
        sys.exit(ExitCode.DONE)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(ExitCode.ENGINE_FAILED)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.REFUSED)
    except VeilError as error:
        click.echo(f"veil: {error.message}", err=True)
        if error.exit_code is ExitCode.ENGINE_FAILED:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(error.exit_code)  # a dead worker leaves threads of the runner waiting for ever
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last edge
        click.echo(f"veil: unexpected {type(error).__name__}; this is a fault of Veil", err=True)
        sys.exit(ExitCode.UNEXPECTED)
