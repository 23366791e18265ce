"""`veil evaluate`: what a policy's path hides of labelled conversations, and what it leaves readable."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import CheckFailed, Refused

if TYPE_CHECKING:
    from pipeline.evaluation.evaluate import Watch
    from pipeline.evaluation.labelled import Labelled, LabelledInput
    from pipeline.evaluation.tally import Scores

PARTS = ("all", "train", "validation")


@click.command()
@click.argument("labelled", metavar="LABELLED...", nargs=-1, required=True)
@click.option("--policy", required=True, type=click.Path(path_type=Path), help="The policy file; a draft will do.")
@click.option(
    "--part", type=click.Choice(PARTS), default="all", show_default=True, help="Which part, by md5 of the id."
)
@click.option(
    "--predictions", type=click.Path(path_type=Path), help="Write what is hidden to this file, as JSON lines."
)
@click.option("--html", type=click.Path(path_type=Path), help="Write a page with the figures and what went wrong.")
@click.option("--no-text", is_flag=True, help="Leave all text of the conversations out of the page.")
@click.option("--no-dataset-names", is_flag=True, help="Hide no word for being a name in most of the set.")
@click.option("--without", multiple=True, metavar="PASS", help="Leave a pass of detection out; may be repeated.")
@click.option("--floor", default="", metavar="FIGURE=SHARE,...", help="Exit 3 below, such as recall=0.95,clean=0.9.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(labelled: tuple[str, ...], policy: Path, part: str, predictions: Path | None, html: Path | None,
             no_text: bool, no_dataset_names: bool, without: tuple[str, ...], floor: str,
             as_json: bool) -> None:  # fmt: skip
    """Measure what a policy hides of LABELLED conversations (JSON lines with labels), and what it leaves readable.

    Detection and anonymization alone run: no gate, no release check, no key of yours, and nothing is published. Labels
    are read by the scorer only. Files that this writes hold raw text: keep them where the input is kept.

    \b
    Example:
      veil evaluate labelled.jsonl --policy policies/eu-support-product-research.yaml --html evaluation.html
    """  # noqa: D301
    from pipeline.evaluation.evaluate import evaluate as measure
    from pipeline.evaluation.examples import Examples
    from pipeline.evaluation.floors import below, read_floors
    from pipeline.evaluation.labelled import find
    from pipeline.evaluation.pages.evaluation_page import evaluation_page
    from pipeline.evaluation.pages.page import check_place, save
    from pipeline.evaluation.trial import Trial
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.loader import load

    _check_passes(without)
    floors, source, loaded = read_floors(floor), find(labelled), load(policy, vocabulary())
    if html:
        check_place(html, shows_text=not no_text)
    examples = Examples() if html and not no_text else None
    with ExitStack() as stack:
        conversations = stack.enter_context(_progress(source, _of_part(source, part)))
        watchers: list[Watch] = []
        if examples is not None:
            watchers.append(examples)
        if predictions:
            watchers.append(stack.enter_context(_written(predictions, source)))
        trial = Trial(loaded, dataset_names=not no_dataset_names, without=without)
        scores = measure(conversations, trial, watchers)
    if as_json:
        click.echo(_json(scores, loaded.content_sha256, part))
    else:
        _print(scores)
    if html:
        click.echo(save(html, evaluation_page(scores, loaded, part, examples)), err=True)
    if short := list(below(scores.all, floors)):
        raise CheckFailed("below the floor: " + "; ".join(short))


def _check_passes(names: tuple[str, ...]) -> None:
    from pipeline.detection.switches import PASSES, unknown
    from pipeline.policy.problems import did_you_mean

    if wrong := unknown(names):
        known = ", ".join(PASSES)
        raise Refused(f"--without: unknown pass '{wrong[0]}'{did_you_mean(wrong[0], PASSES)} (known: {known})")


def _json(scores: Scores, content: str, part: str) -> str:
    from pipeline.evaluation.figures import to_json

    return json.dumps({"policy_content_sha256": content, "part": part, **to_json(scores)})


def _print(scores: Scores) -> None:
    from rich.console import Console

    from pipeline.evaluation.terminal import consequences, headline, tables

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    console.print(headline(scores), markup=False)
    for table in tables(scores):
        console.print(table)
    for line in consequences(scores):
        console.print(line, markup=False)


def _of_part(conversations: Iterable[Labelled], part: str) -> Iterator[Labelled]:
    from pipeline.evaluation.labelled import part_of

    return (each for each in conversations if part in ("all", part_of(each.conversation.id)))


@contextmanager
def _written(path: Path, source: LabelledInput) -> Iterator[Watch]:
    """Yield a watcher that writes predictions; the file is there once all of them are."""
    from pipeline.evaluation.predictions import to_line
    from pipeline.evaluation.private_file import private_file, refuse_inside_release

    refuse_inside_release(path)
    if path.exists() and source.holds(path):
        raise Refused("--predictions names a file of the input; name another one")
    verb = "replaced" if path.exists() else "wrote"
    with private_file(path) as stream:
        yield lambda _, prediction, __: stream.write(to_line(prediction))
    click.echo(f"{verb} {path}", err=True)


@contextmanager
def _progress(source: LabelledInput, conversations: Iterable[Labelled]) -> Iterator[Iterable[Labelled]]:
    """Yield the conversations; taking them moves a bar on a terminal, and does nothing elsewhere."""
    if not sys.stderr.isatty():
        yield conversations
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading the model", total=source.size)

        def taken() -> Iterator[Labelled]:
            for labelled in conversations:
                yield labelled
                bar.update(task, advance=labelled.size, description="evaluating")

        yield taken()
