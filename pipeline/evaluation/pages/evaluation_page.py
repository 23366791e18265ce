"""The page of an evaluation: the figures, and where it went wrong, unless no text is wanted."""

from __future__ import annotations

from pipeline.evaluation.examples import MOST, Examples, most_frequent
from pipeline.evaluation.pages.page import render
from pipeline.evaluation.tally import Rate, Scores, largest_first
from pipeline.evaluation.terminal import consequences, headline
from pipeline.policy.loaded import LoadedPolicy


def evaluation_page(scores: Scores, loaded: LoadedPolicy, part: str, examples: Examples | None) -> bytes:
    """Return the page; without examples it holds figures alone."""
    labels = scores.all.recall.of
    passes = sorted(scores.by_pass.items(), key=lambda item: (-item[1].alone, -item[1].lost, item[0]))
    return render(
        "evaluation.html.jinja",
        shows_text=examples is not None,
        title=f"Evaluation of {loaded.policy.metadata.id} {loaded.policy.metadata.version}",
        content=loaded.content_sha256,
        part=part,
        headline=headline(scores),
        consequences=list(consequences(scores)),
        all=scores.all,
        by_type=largest_first(scores.by_type),
        groups=[("language", largest_first(scores.by_language)), ("channel", largest_first(scores.by_channel))],
        passes=[(name, each, Rate(each.alone, labels)) for name, each in passes],
        kinds=_kinds(examples) if examples else [],
        not_shown=examples.not_shown if examples else 0,
        most=MOST,
    )


def _kinds(examples: Examples) -> list[tuple[str, str, list[object]]]:
    return [
        (
            "Missed",
            "Labels of which a letter or digit stays readable. What is hidden of them is struck through.",
            list(most_frequent(examples.missed)),
        ),
        (
            "Hidden outside labels",
            "Each costs letters that no label covers. Where a set is labelled incompletely, some are rightly hidden.",
            list(most_frequent(examples.wrong)),
        ),
    ]
