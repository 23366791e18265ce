"""`veil policy schema`: the JSON Schema with which editors complete and check policies."""

from __future__ import annotations

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of policy files, for editors.

    \b
    Example:
      veil policy schema > veil-policy.schema.json
    """  # noqa: D301
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.policy.json_schema import json_schema

    click.echo(json.dumps(json_schema(vocabulary()), indent=2, ensure_ascii=False))
