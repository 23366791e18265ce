"""`veil evaluate`: what a policy's path hides of labelled conversations, and what it leaves readable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.evaluation.labelled import Labelled

PARTS = ("all", "train", "validation")


@click.command()
@click.argument("labelled", metavar="LABELLED...", nargs=-1, required=True)
@click.option("--policy", required=True, type=click.Path(path_type=Path), help="The policy file; a draft will do.")
@click.option(
    "--predictions", type=click.Path(path_type=Path), help="Write what is hidden to this file, as JSON lines."
)
@click.option("--part", type=click.Choice(PARTS), default="all", show_default=True, help="Which part, by the ids' md5.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(labelled: tuple[str, ...], policy: Path, predictions: Path | None, part: str, as_json: bool) -> None:
    """Measure what a policy hides of LABELLED conversations (JSON lines with labels), and what it leaves readable.

    Detection and anonymization alone run: no gate, no release check, no key of yours, nothing published. Labels are
    read by the scorer only.

    \b
    Example:
      veil evaluate labelled.jsonl --policy policies/eu-support-product-research.yaml --predictions predictions.jsonl
    """  # noqa: D301
    from pipeline.evaluation.evaluate import Watch
    from pipeline.evaluation.evaluate import evaluate as measure
    from pipeline.evaluation.figures import to_json
    from pipeline.evaluation.labelled import find
    from pipeline.evaluation.predictions import to_line
    from pipeline.evaluation.private_file import private_file, refuse_inside_release
    from pipeline.evaluation.trial import Trial
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.loader import load

    loaded = load(policy, vocabulary())
    source = find(labelled)
    with ExitStack() as stack:
        watchers: list[Watch] = []
        if predictions:
            refuse_inside_release(predictions)
            stream = stack.enter_context(private_file(predictions))
            watchers.append(lambda _, prediction, __: stream.write(to_line(prediction)))
        scores = measure(_of_part(iter(source), part), Trial(loaded), watchers)
    click.echo(json.dumps(to_json(scores), indent=None if as_json else 2))


def _of_part(conversations: Iterator[Labelled], part: str) -> Iterator[Labelled]:
    from pipeline.evaluation.labelled import part_of

    return (each for each in conversations if part in ("all", part_of(each.conversation.id)))
