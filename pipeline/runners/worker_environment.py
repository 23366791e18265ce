"""Beam's view of the local workers: an environment whose workers are `WaitingWorkers`, not commands that it starts."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from itertools import count

from apache_beam.portability.api import endpoints_pb2
from apache_beam.runners.portability.fn_api_runner.worker_handlers import GrpcWorkerHandler, WorkerHandler
from apache_beam.transforms.environments import Environment, python_sdk_capabilities
from google.protobuf import json_format, text_format

from pipeline.runners.waiting import WaitingWorkers

URN = "veil:env:waiting_workers:v1"
_NUMBERS = count(1)
_POOLS: dict[bytes, tuple[WaitingWorkers, Callable[[], None]]] = {}


class WaitingWorkersEnvironment(Environment):
    """What a pipeline is built with. The runner hands its payload, a name in `_POOLS`, to the handler below."""

    def __init__(self, workers: WaitingWorkers, on_death: Callable[[], None]) -> None:
        super().__init__(python_sdk_capabilities())
        self._name = str(next(_NUMBERS)).encode()
        _POOLS[self._name] = workers, on_death

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WaitingWorkersEnvironment) and self._name == other._name

    def __hash__(self) -> int:
        return hash(self._name)

    def to_runner_api_parameter(self, context: object) -> tuple[str, bytes]:
        """Return the kind of environment and its payload."""
        del context
        return URN, self._name


@WorkerHandler.register_environment(URN, bytes)
class _Handler(GrpcWorkerHandler):
    """Begins one waiting worker. One that ends with an error did not end in order: it was killed."""

    def __init__(self, name: bytes, state: object, provision_info: object, grpc_server: object) -> None:
        super().__init__(state, provision_info, grpc_server)
        self._workers, self._on_death = _POOLS[name]
        self._thread: threading.Thread | None = None

    def start_worker(self) -> None:
        control = endpoints_pb2.ApiServiceDescriptor(url=self.control_address)
        process = self._workers.begin({
            "CONTROL_API_SERVICE_DESCRIPTOR": text_format.MessageToString(control),
            "PIPELINE_OPTIONS": json_format.MessageToJson(self.provision_info.provision_info.pipeline_options),
            "WORKER_ID": self.worker_id,
        })
        self._thread = threading.Thread(target=self._wait, args=(process,), name="wait-for-worker", daemon=True)
        self._thread.start()

    def stop_worker(self) -> None:
        if self._thread is not None:
            self._thread.join()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        if process.wait():
            self._on_death()
