"""Serve the workbench on the loopback address, until it is interrupted."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from pipeline.errors import Refused
from pipeline.studio.app import build
from pipeline.studio.guard import HOST, Guard
from pipeline.studio.workbench import Workbench

TOKEN_BYTES: Final = 24


def serve(workbench: Workbench, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C.

    Args:
        workbench: what is served.
        port: 0 for any that is free.
        on_ready: called with the address once requests are taken; it holds the token, so it is shown to the user alone.

    Raises:
        Refused: the port is taken.
    """
    listener = _listen(port)
    bound = int(listener.getsockname()[1])
    token = secrets.token_urlsafe(TOKEN_BYTES)
    app = Guard(build(workbench, token), token, bound)
    # No access log: every line of it would hold the token.
    settings = uvicorn.Config(app, access_log=False, log_level="error", server_header=False, lifespan="off", ws="none")
    on_ready(f"http://{HOST}:{bound}/{token}/")
    uvicorn.Server(settings).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise Refused(f"port {port} cannot be used; leave out --port to take any that is free") from None
    return listener
