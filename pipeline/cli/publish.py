"""`veil publish`: conclude a run whose steps finished elsewhere."""

from __future__ import annotations

import click

from pipeline.cli.outcome import closing_lines, summary_json


@click.command()
@click.argument("staging", metavar="STAGING")
@click.option("--out", required=True, help="Folder (or URI) in which datasets are published.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def publish(staging: str, out: str, as_json: bool) -> None:
    """Check the finished run in STAGING (the folder named after the run) and publish it.

    \b
    Example:
      veil publish s3://bucket/staging/0123456789abcdef --out s3://bucket/datasets
    """  # noqa: D301
    from pipeline.release.store import FileStore
    from pipeline.runners.execute import finish

    result = finish(FileStore(staging), FileStore(out))
    click.echo(summary_json(result, out) if as_json else "\n".join(closing_lines(result, out)))
