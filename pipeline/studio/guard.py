"""Which requests the workbench answers: those of the page that it served, on this machine, to whoever has the address.

A random token in the path keeps other users of the machine out; the checks of `Host` and `Origin` keep other pages in
the same browser out (DNS rebinding, cross-site requests). The content security policy lets the page load its own files
and nothing else.
"""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST: Final = "127.0.0.1"
MAX_BODY_BYTES: Final = 4 * 1024 * 1024

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Final = {
    "content-security-policy": _POLICY,
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Guard:
    """Wraps the app: refuses what does not belong to it, and gives every answer the same strict headers."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = {f"{HOST}:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say no."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        fault = self._fault(scope)
        if fault is None:
            await self._app(scope, receive, send_with_headers)
        else:
            await PlainTextResponse(fault.phrase, fault)(scope, receive, send_with_headers)

    def _fault(self, scope: Scope) -> HTTPStatus | None:
        """Return the status of a refusal, or None."""
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return HTTPStatus.FORBIDDEN
        token = scope["path"].split("/")[1]
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            return HTTPStatus.NOT_FOUND
        if scope["method"] in ("GET", "HEAD"):
            return None
        origin = headers.get("origin")
        if origin not in {f"http://{host}" for host in self._hosts} or "hx-request" not in headers:
            return HTTPStatus.FORBIDDEN
        length = headers.get("content-length", "")
        return None if length.isdigit() and int(length) <= MAX_BODY_BYTES else HTTPStatus.REQUEST_ENTITY_TOO_LARGE
