"""Runners behind Beam's portable API: a job server elsewhere, workers elsewhere, staging by URI."""

from __future__ import annotations

from collections.abc import Sequence

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.portable_runner import PortableRunner

from pipeline.errors import EngineFailed
from pipeline.flow import build
from pipeline.release.job import Job
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore


def run_portable(job: Job, beam_options: Sequence[str]) -> None:
    """Run the whole path on a portable runner; return when all parts are staged.

    Args:
        job: what to run; its staging is a URI that all workers reach.
        beam_options: Beam's own options as `--name=value`, such as `--job_endpoint=host:port`.

    Raises:
        EngineFailed: the job did not end well. Finished work stays in staging.
    """
    pipeline = beam.Pipeline(runner=PortableRunner(), options=PipelineOptions(list(beam_options)))
    build(pipeline, job)
    problem = ""
    try:
        state = pipeline.run().wait_until_finish()
        if state != beam.runners.runner.PipelineState.DONE:
            problem = f"the job ended as {state}"
    except Exception as error:  # noqa: BLE001 - Beam wraps a worker's error in text of its own
        problem = f"the runner stopped ({type(error).__name__})"
    if problem:
        noted = [failure.message for failure in Staging(FileStore(job.staging)).failures()]
        raise EngineFailed((noted or [problem])[0])
