"""`veil demo`: the main job on synthetic conversations, from nothing to a dataset that can be queried."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date, datetime
from pathlib import Path

import click

from pipeline.cli.outcome import closing_lines

QUERY = (
    "SELECT product, channel, count(*) AS conversations, round(avg(csat), 2) AS csat"
    " FROM read_parquet('{files}') GROUP BY ALL ORDER BY conversations DESC LIMIT 8"
)
APPROVERS = (("dpo", "Dana Demo"), ("data_owner", "Omar Demo"))


@click.command()
@click.option(
    "--policy", required=True, type=click.Path(path_type=Path, exists=True), help="The policy to approve a copy of."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("out/demo"), show_default=True, help="Folder for all of it."
)
@click.option("--conversations", type=click.IntRange(1), default=3000, show_default=True, help="How many to make up.")
@click.option("--seed", default=1, show_default=True, help="Same seed, same conversations.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), default="2026-10-01", show_default=True, help="The run's date."
)
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="Worker processes.")
def demo(policy: Path, out: Path, conversations: int, seed: int, as_of: datetime, workers: int) -> None:
    """Make synthetic conversations, approve a copy of POLICY as two people who do not exist, and run the main job.

    \b
    Example:
      veil demo --policy policies/eu-support-product-research.yaml --out out/demo
    """  # noqa: D301
    from pipeline.cli.run import progress_bar
    from pipeline.runners.execute import execute, local_engine
    from pipeline.runners.submit import RunRequest
    from pipeline.runners.waiting import WaitingWorkers
    from pipeline.sources.format import SourceOptions

    out.mkdir(parents=True, exist_ok=True)
    source = _conversations(out, conversations, seed)
    approved = _approved_copy(policy, out, as_of.date())
    key = _key(out)
    request = RunRequest(
        inputs=(str(source),), policy=approved, out=str(out / "datasets"), as_of=as_of.date(),
        options=SourceOptions(), key_reference=f"file:{key}",
    )  # fmt: skip
    click.echo(f"sanitizing with {workers} workers")
    began = time.monotonic()
    with WaitingWorkers(workers) as waiting, progress_bar() as on_progress:
        result = execute(request, local_engine(workers, waiting, on_progress))
    seconds = time.monotonic() - began
    click.echo("\n".join(closing_lines(result, request.out)))
    click.echo(f"{seconds:.1f} s, {result.conclusion.counts.read / seconds:.0f} conversations a second\n")
    _tell(out / "datasets" / result.published.folder)


def _conversations(out: Path, count: int, seed: int) -> Path:
    from pipeline.synthesis import generate
    from pipeline.synthesis.writing import write_jsonl

    path = out / "conversations.jsonl"
    write_jsonl(generate(count, seed), path)
    click.echo(f"made {count} synthetic conversations: {path}")
    return path


def _approved_copy(policy: Path, out: Path, day: date) -> Path:
    """Copy the policy with its examples and approve the copy. Approving runs the examples, as for any policy."""
    from pipeline.cli.policy.test import run_examples, tell
    from pipeline.errors import CheckFailed
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.approval import approval
    from pipeline.policy.approvals import approve
    from pipeline.policy.loader import cases_path, load

    folder = out / "policy"
    folder.mkdir(exist_ok=True)
    copy = folder / policy.name
    for source in (policy, cases_path(policy)):
        shutil.copyfile(source, folder / source.name)
    copy.with_name(f"{copy.stem}.approvals.yaml").unlink(missing_ok=True)
    report = run_examples(load(copy, vocabulary()))
    if not report.passed:
        tell(report, quiet=True)
        raise CheckFailed("an example of the policy does not come out as written: veil policy test")
    for role, name in APPROVERS:
        loaded = load(copy, vocabulary())
        approve(
            loaded,
            approval(role=role, name=name, reference="DEMO", day=day, content_sha256=loaded.content_sha256),
        )
    click.echo(f"approved a copy of the policy: {copy}")
    return copy


def _key(out: Path) -> Path:
    """Return the demo's own key, made once."""
    from pipeline.keys.source import new_key_text

    path = out / "veil.key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(new_key_text() + "\n")
    return path


def _tell(release: Path) -> None:
    click.echo(f"dataset   {release}/data")
    click.echo(f"manifest  {release}/manifest.json")
    click.echo(f"report    {release}/report.html")
    click.echo("\nask it something (DuckDB):\n")
    files = release / "data" / "conversations" / "*" / "*.parquet"
    query = QUERY.format(files=files)
    click.echo(f'.venv/bin/python -c "import duckdb; duckdb.sql(\\"{query}\\").show()"')
