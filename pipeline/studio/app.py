"""The workbench as a Starlette app: one page, and a small answer for each of its panels."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.resources import files
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import VeilError
from pipeline.studio import panels
from pipeline.studio.workbench import Edited, Workbench

Panel = Callable[[Workbench, Edited], str]
PANELS: dict[str, Panel] = {
    "check": panels.checked,
    "sample": panels.sample,
    "examples": panels.examples,
    "difference": panels.difference,
    "save": panels.save,
}
"""What each panel of the page is answered with, by the last part of its address."""


def build(workbench: Workbench, token: str) -> Starlette:
    """Return the app; every address of it begins with the token."""
    static = StaticFiles(directory=str(files("pipeline.studio") / "static"))
    inside = [
        Route("/", partial(_page, workbench), methods=["GET"]),
        *[Route(f"/{name}", partial(_panel, workbench, panel), methods=["POST"]) for name, panel in PANELS.items()],
        Mount("/static", static),
    ]
    return Starlette(routes=[Mount(f"/{token}", routes=inside)])


async def _page(workbench: Workbench, _: Request) -> Response:
    return HTMLResponse(await _answer(panels.page, workbench))


async def _panel(workbench: Workbench, panel: Panel, request: Request) -> Response:
    edited = _edited(await request.body())
    if edited is None:
        return Response("refused", 400)
    return HTMLResponse(await _answer(panel, workbench, edited))


async def _answer(make: Callable[..., str], *arguments: object) -> str:
    """Return what a function makes, or why it could not: an error's own text may quote a conversation."""
    try:
        return await to_thread.run_sync(make, *arguments)
    except VeilError as error:
        return panels.failed(error.message)
    except Exception as error:  # noqa: BLE001 - whatever it is, its class alone is told
        return panels.failed(f"something went wrong ({type(error).__name__})")


def _edited(body: bytes) -> Edited | None:
    """Return the two texts of a form as browsers send it: line ends are CRLF on the way."""
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
        (policy,), (cases,) = fields["policy"], fields["cases"]
    except (KeyError, ValueError):
        return None
    return Edited(policy.replace("\r\n", "\n"), cases.replace("\r\n", "\n"))
