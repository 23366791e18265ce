"""From answers to two files: a commented policy, a draft, and its examples."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.policy.drafting.questions import Answers

LANGUAGES_WITH_EXAMPLES: Final = ("en", "de", "fr", "es")
"""The examples are written in the first of these that the policy reads, else in English, to be translated."""


def policy_text(answers: Answers) -> str:
    """Return the policy file that the answers make."""
    return _environment().get_template("policy.yaml.jinja").render(answers)


def cases_text(answers: Answers) -> str:
    """Return the examples: for each kind that the policy names one in which it is found, and a near miss."""
    spoken = next((each for each in answers["languages"] if each in LANGUAGES_WITH_EXAMPLES), None)
    return (
        _environment()
        .get_template("cases.yaml.jinja")
        .render(language=spoken or answers["languages"][0], words=spoken or "en", channel=answers["channels"][0])
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - YAML, not HTML: every answer passes the filter `quoted`
        loader=PackageLoader("pipeline.policy.drafting", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = _quoted
    return environment


def _quoted(value: object) -> str:
    """Return a value as YAML that reads back as just that: JSON's text is YAML's."""
    return json.dumps(str(value), ensure_ascii=False)
