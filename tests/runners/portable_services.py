"""A Beam job service and two external worker pools, each a process with its own HOME and working folder.

Beam's local job service asks one address for workers and asks for one worker. Here it asks for two, and the address is
a small pool service of ours that hands the requests to the two real pools in turn.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import grpc
from apache_beam.portability.api import beam_fn_api_pb2_grpc

JOB_SERVICE = """
import sys
from apache_beam.runners.portability import local_job_service_main
from apache_beam.runners.portability.fn_api_runner import fn_runner
init = fn_runner.FnApiRunner.__init__
def two_workers(self, *args, **kwargs):
    init(self, *args, **kwargs)
    self._num_workers = 2
fn_runner.FnApiRunner.__init__ = two_workers
local_job_service_main.run(sys.argv[1:])
"""


class _InTurn(beam_fn_api_pb2_grpc.BeamFnExternalWorkerPoolServicer):  # type: ignore[misc]
    def __init__(self, ports: list[int]) -> None:
        channels = [grpc.insecure_channel(f"localhost:{port}") for port in ports]
        self._pools = cycle([beam_fn_api_pb2_grpc.BeamFnExternalWorkerPoolStub(channel) for channel in channels])
        self._started: dict[str, Any] = {}

    def StartWorker(self, request: Any, context: Any) -> Any:  # noqa: N802 - the service's name
        del context
        self._started[request.worker_id] = pool = next(self._pools)
        return pool.StartWorker(request)

    def StopWorker(self, request: Any, context: Any) -> Any:  # noqa: N802
        del context
        return self._started[request.worker_id].StopWorker(request)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _process(arguments: list[str], folder: Path, port: int, **extra: str) -> Iterator[None]:
    """Run a Python process in a home and folder of its own, until the block ends."""
    folder.mkdir(parents=True)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # the pools start their workers as `python`
    environment = {"PATH": path, "HOME": str(folder), "TMPDIR": str(folder), **extra}
    command = [sys.executable, "-P", *arguments]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            _wait_for(port, process)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "a service ended at once"
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError


@contextmanager
def services(root: Path, key: str) -> Iterator[tuple[int, int]]:
    """Run everything; yield the ports of the job service and of the pools' common address."""
    job_port, front_port, *pool_ports = (_free_port() for _ in range(4))
    with ExitStack() as stack:
        root.mkdir()
        script = root / "job_service.py"
        script.write_text(JOB_SERVICE)
        stack.enter_context(_process([str(script), f"--port={job_port}"], root / "job", job_port))
        for number, port in enumerate(pool_ports):
            pool = ["-m", "apache_beam.runners.worker.worker_pool_main", f"--service_port={port}"]
            stack.enter_context(_process(pool, root / f"pool{number}", port, VEIL_KEY=key, PYTHONSAFEPATH="1"))
        front = grpc.server(ThreadPoolExecutor(4))
        beam_fn_api_pb2_grpc.add_BeamFnExternalWorkerPoolServicer_to_server(_InTurn(pool_ports), front)
        front.add_insecure_port(f"localhost:{front_port}")
        front.start()
        stack.callback(lambda: front.stop(0).wait())
        yield job_port, front_port
