"""`veil run`: the main job."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from pipeline.cli.declared import CHANNELS, source_options
from pipeline.cli.outcome import closing_lines, dry_run_json, dry_run_lines, summary_json
from pipeline.errors import EngineFailed, Refused
from pipeline.imports import lasting
from pipeline.runners.waiting import WaitingWorkers

if TYPE_CHECKING:
    from pipeline.runners.progress import OnProgress, Progress
    from pipeline.runners.submit import RunRequest


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--policy", required=True, type=click.Path(path_type=Path), help="The policy file.")
@click.option("--out", required=True, help="Folder (or URI) in which datasets are published.")
@click.option("--key", default="env:VEIL_KEY", show_default=True, help="Where the key is: env:NAME or file:PATH.")
@click.option(
    "--runner", type=click.Choice(["local", "portable"]), default="local", show_default=True, help="Where it runs."
)
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="Worker processes (local).")
@click.option("--staging", help="URI of a folder that all workers reach (remote runners).")
@click.option("--beam-option", "beam_options", multiple=True, metavar="NAME=VALUE", help="For the portable runner.")
@click.option("--format", "format_name", default="auto", show_default=True, help="Format; auto: by content.")
@click.option("--field-map", type=click.Path(path_type=Path), help="YAML file: which column or key is which field.")
@click.option("--channel", type=click.Choice(CHANNELS), help="Channel of records whose format has none.")
@click.option("--zone", help="Time zone of times that carry none, such as Europe/Berlin.")
@click.option("--namespace", help="Put before every id, to keep sources apart.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The run's date (default: today, UTC).")
@click.option("--shard-bytes", type=click.IntRange(1024), help="Input bytes a shard (default: by the input's size).")
@click.option("--limit", type=click.IntRange(1), help="Read this many records at most.")
@click.option("--dry-run", is_flag=True, help="Ask the gates alone, tell what is refused, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def run(inputs: tuple[str, ...], as_json: bool, dry_run: bool, runner: str, workers: int,
        beam_options: tuple[str, ...], **asked: object) -> None:  # fmt: skip
    """Sanitize the conversations in INPUT (files, folders or URIs) and publish them as a Parquet dataset.

    Nothing is published unless every release check passes. A run that was stopped goes on where it was when the same
    command is given again.

    \b
    Example:
      veil run chats.jsonl --policy policies/eu-support-product-research.yaml --key file:veil.key --out datasets
    """  # noqa: D301
    if dry_run:
        click.echo(_dry(_request(inputs, **asked), as_json=as_json))  # type: ignore[arg-type]
        return
    with stopped_by_signals(), WaitingWorkers(workers if runner == "local" else 0) as waiting:
        with lasting():
            from pipeline.runners.execute import execute, local_engine, portable_engine

        request = _request(inputs, **asked)  # type: ignore[arg-type]
        with progress_bar() as on_progress:
            if runner == "local":
                engine = local_engine(workers, waiting, on_progress)
            else:
                if request.staging is None or "://" not in request.staging:
                    raise Refused("a remote runner needs --staging as a URI that every worker reaches")
                engine = portable_engine([f"--{option}" for option in beam_options])
            result = execute(request, engine)
    click.echo(summary_json(result, request.out) if as_json else "\n".join(closing_lines(result, request.out)))


def _dry(request: RunRequest, *, as_json: bool) -> str:
    from pipeline.runners.dry_run import dry_run

    found = dry_run(request)
    return dry_run_json(found) if as_json else "\n".join(dry_run_lines(found))


def _request(inputs: tuple[str, ...], *, policy: Path, out: str, key: str, staging: str | None, format_name: str,
             field_map: Path | None, channel: str | None, zone: str | None, namespace: str | None,
             as_of: datetime | None, limit: int | None,
             shard_bytes: int | None) -> RunRequest:  # fmt: skip
    from pipeline.runners.submit import RunRequest

    return RunRequest(
        inputs=inputs,
        policy=policy,
        out=out,
        as_of=as_of.date() if as_of else _today(),
        options=source_options(field_map=field_map, channel=channel, zone=zone, namespace=namespace),
        format_name=format_name,
        key_reference=key,
        staging=staging,
        limit=limit,
        shard_bytes=shard_bytes,
    )


def _today() -> date:
    return datetime.now(UTC).date()


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Let a polite end (SIGTERM, Ctrl-C) stop the workers and say how to go on."""

    def stop(number: int, _: FrameType | None) -> None:
        raise EngineFailed(
            f"stopped by {signal.Signals(number).name}; the same command goes on from the finished shards"
        )

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def progress_bar() -> Iterator[OnProgress | None]:
    """Show a bar on a terminal; say nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting workers", total=None)

        def show(progress: Progress) -> None:
            finalizing = progress.shards == progress.of_shards
            description = f"writing parts ({progress.parts} done)" if finalizing else "sanitizing shards"
            bar.update(task, completed=progress.shards, total=progress.of_shards, description=description)

        yield show
