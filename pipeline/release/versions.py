"""What made a dataset: the versions of Veil and of what it stands on, and the digest of the detection model."""

from __future__ import annotations

import platform
from functools import lru_cache
from importlib.metadata import version

from pipeline.detection.model.digest import model_digest
from pipeline.release.job import veil_version
from pipeline.release.manifest_entries import Versions


@lru_cache(maxsize=1)
def versions_in_use() -> Versions:
    """Return the versions of this process."""
    return Versions(
        veil=veil_version(),
        python=platform.python_version(),
        pyarrow=version("pyarrow"),
        beam=version("apache-beam"),
        presidio=version("presidio-analyzer"),
        model=model_digest(),
    )
