"""Only the page that the workbench served gets an answer, and every answer forbids other sources."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from pipeline.studio.app import build
from pipeline.studio.guard import HOST, MAX_BODY_BYTES, Guard
from pipeline.studio.workbench import Workbench

PORT = 4711
TOKEN = "token-of-this-test"
CANARY = "zyxCanary"
HERE = f"http://{HOST}:{PORT}"
FORM = {"policy": "policy: veil-policy/1", "cases": ""}
OURS = {"origin": HERE, "hx-request": "true"}


@pytest.fixture
def client(workbench: Workbench) -> TestClient:
    return TestClient(Guard(build(workbench, TOKEN), TOKEN, PORT), base_url=HERE)


def test_the_page_is_served_under_the_token(client: TestClient) -> None:
    answer = client.get(f"/{TOKEN}/")
    assert answer.status_code == 200
    assert 'id="policy"' in answer.text


@pytest.mark.parametrize("path", ["/", "/wrong/", f"/{TOKEN}x/", "/static/studio.js", f"//{TOKEN}/", f"/x/{TOKEN}/"])
def test_another_path_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"{HERE}{path}").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", HOST, f"{HOST}:80", ""])
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get(f"/{TOKEN}/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({}, "no origin"),
        ({"origin": "http://evil.example", "hx-request": "true"}, "another site"),
        ({"origin": "null", "hx-request": "true"}, "a sandboxed page"),
        ({"origin": f"https://{HOST}:{PORT}", "hx-request": "true"}, "another scheme"),
        ({"origin": HERE}, "a plain form"),
    ],
)
def test_a_request_of_another_page_changes_nothing(
    client: TestClient, workbench: Workbench, headers: dict[str, str], why: str
) -> None:
    before = workbench.saved()
    assert client.post(f"/{TOKEN}/save", data=FORM, headers=headers).status_code == 403, why
    assert workbench.saved() == before


def test_a_large_body_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = client.post(f"/{TOKEN}/check", content=b"x", headers={**OURS, "content-length": str(MAX_BODY_BYTES + 1)})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"policy=a", b"policy=a&policy=b&cases=", b"policy=%ff&cases=", b"\xff", b"cases"]
)
def test_a_body_that_is_no_form_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post(f"/{TOKEN}/check", content=body, headers=OURS).status_code == 400


@pytest.mark.parametrize("path", [f"/{TOKEN}/", f"/{TOKEN}/static/studio.js", "/nowhere"])
def test_every_answer_lets_the_page_load_its_own_files_alone(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert {"cache-control": "no-store", "referrer-policy": "no-referrer"}.items() <= dict(headers).items()


def test_the_page_needs_nothing_that_its_rules_forbid(client: TestClient) -> None:
    page = re.sub(r"<textarea.*?</textarea>", "", client.get(f"/{TOKEN}/").text, flags=re.DOTALL)
    assert "<script>" not in page
    assert "style=" not in page
    assert "onclick" not in page
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize("panel", ["check", "sample", "examples", "difference", "save"])
@pytest.mark.parametrize("error", [ValueError, KeyError, AttributeError])
def test_an_error_that_quotes_a_conversation_is_told_by_its_class(
    client: TestClient,
    workbench: Workbench,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    panel: str,
    error: type[Exception],
) -> None:
    def fail(*_: object) -> None:
        raise error(CANARY)

    monkeypatch.setattr(workbench, "save" if panel == "save" else "check", fail)
    answer = client.post(f"/{TOKEN}/{panel}", data=FORM, headers=OURS)
    assert f"something went wrong ({error.__name__})" in answer.text
    assert CANARY not in answer.text + "".join(capfd.readouterr()) + caplog.text


def test_a_page_that_cannot_be_made_says_why_and_no_more(client: TestClient, workbench: Workbench) -> None:
    workbench.path.write_bytes(CANARY.encode() + b"\xff")
    answer = client.get(f"/{TOKEN}/")
    assert "cannot be read as UTF-8 text" in answer.text
    assert CANARY not in answer.text
