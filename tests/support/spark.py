"""Whether PySpark can run here, and settings that keep it to this machine and to one folder."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path


def spark_missing() -> str | None:
    """Return what PySpark lacks here, or None where it can run."""
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed: pip install --require-hashes -r requirements-spark.lock"
    if shutil.which("java") is None:
        return "PySpark is installed, but there is no Java: install a JRE of version 17 or newer"
    return None


def spark_environment(folder: Path) -> dict[str, str]:
    """Return environment variables under which Spark speaks to this machine alone and leaves files in one folder."""
    options = (
        f"--master local[2] --conf spark.ui.enabled=false --conf spark.sql.warehouse.dir={folder}/warehouse"
        " --conf spark.sql.shuffle.partitions=2 --driver-java-options -XX:TieredStopAtLevel=1"  # quick for little data
    )
    return {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder),
        "PYSPARK_SUBMIT_ARGS": f"{options} pyspark-shell",
    }
