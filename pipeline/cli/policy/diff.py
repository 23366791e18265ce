"""`veil policy diff`: what another version of a policy loosens and tightens, and what that does to a sample."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.declared import CHANNELS, records_of, source_options
from pipeline.cli.policy.shared import JSON, exit_codes, load

if TYPE_CHECKING:
    from pipeline.evaluation.policy_sample import SampleDiff
    from pipeline.policy.loaded import LoadedPolicy
    from pipeline.sources.format import SourceOptions

POLICY = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("old", metavar="OLD", type=POLICY)
@click.argument("new", metavar="NEW", type=POLICY)
@click.option("--sample", multiple=True, help="Conversations to try both policies on; may be given again.")
@click.option("--format", "format_name", default="auto", show_default=True, help="Format of the sample.")
@click.option("--field-map", type=click.Path(path_type=Path), help="YAML file: which column or key is which field.")
@click.option("--channel", type=click.Choice(CHANNELS), help="Channel of records whose format has none.")
@click.option("--zone", help="Time zone of times that carry none, such as Europe/Berlin.")
@click.option("--limit", type=click.IntRange(1), help="Try this many records of the sample at most.")
@JSON
def diff(old: Path, new: Path, sample: tuple[str, ...], format_name: str, field_map: Path | None, channel: str | None,
         zone: str | None, limit: int | None, as_json: bool) -> None:  # fmt: skip
    """Tell every change from policy OLD to policy NEW as looser, stricter or neutral, in plain words.

    With a sample it also tells what the change does: records refused, places hidden by kind, share of text kept. Only
    counts are shown, no text. Both policies may be drafts.

    \b
    Example:
      veil policy diff approved.yaml draft.yaml --sample chats.jsonl --limit 200
    """  # noqa: D301
    from pipeline.evaluation.diff_text import as_json as to_json
    from pipeline.evaluation.diff_text import as_text
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.comparison.compare import compare

    with exit_codes():
        before, after = load(old), load(new)
        changes = compare(before, after, vocabulary())
        tried = None
        if sample:
            options = source_options(field_map=field_map, channel=channel, zone=zone)
            tried = _tried(before, after, sample, format_name, options, limit)
    if as_json:
        click.echo(json.dumps(to_json(before, after, changes, tried), ensure_ascii=False))
    else:
        click.echo(as_text(before, after, changes, tried), nl=False)


def _tried(
    before: LoadedPolicy,
    after: LoadedPolicy,
    sample: tuple[str, ...],
    format_name: str,
    options: SourceOptions,
    limit: int | None,
) -> SampleDiff:
    from pipeline.evaluation.policy_sample import compare_on
    from pipeline.evaluation.trial import Trial
    from pipeline.release.worker import detects_like

    records = islice(records_of(sample, format_name, options), limit)
    first = Trial(before, dataset_names=False)
    like = first if detects_like(before, after) else None
    return compare_on(records, first, Trial(after, dataset_names=False, like=like))
