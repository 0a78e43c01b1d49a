"""The audit log has one line per request and holds no secrets."""

import json
import logging
import stat
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import audit
from api.access import Audience
from api.audit import Audit, Entry
from tests.python.api.conftest import guarding, issue, write_access

pytestmark = pytest.mark.warehouse


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "data/demo/audiences/enka/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("0123456789")
    return tmp_path


def test_every_request__is_logged(folder: Path) -> None:
    path = write_access(folder)
    header = issue(path, "enka", "export")
    with guarding(path) as url:
        httpx.get(f"{url}/?a=1&b=2", headers=header)
        httpx.get(f"{url}/nothing", headers=header)
        httpx.get(f"{url}/sites", headers={"Authorization": "Bearer bess_wrong"})
        httpx.delete(f"{url}/sites", headers=header)
        httpx.get(f"{url}/sites", headers={"Host": "evil.example"})
    found = lines(folder / "data/access/audit.jsonl")
    keys = ("principal", "audience", "address", "method", "path", "query", "status")
    assert [tuple(line[key] for key in keys) for line in found] == [
        ("program:export", "enka", "127.0.0.1", "GET", "/", "a=1&b=2", 200),
        ("program:export", "enka", "127.0.0.1", "GET", "/nothing", "", 404),
        (None, None, "127.0.0.1", "GET", "/sites", "", 401),
        (None, None, "127.0.0.1", "DELETE", "/sites", "", 405),
        (None, None, "127.0.0.1", "GET", "/sites", "", 400),
    ]
    assert found[0]["bytes"] == 10
    assert all(line["duration_ms"] >= 0 and line["at"].endswith("Z") for line in found)
    assert stat.S_IMODE((folder / "data/access/audit.jsonl").stat().st_mode) == 0o600


def test_log__holds_no_secrets(folder: Path) -> None:
    path = write_access(folder)
    header = issue(path, "enka", "export")
    token = header["Authorization"].removeprefix("Bearer ")
    with guarding(path) as url:
        httpx.get(f"{url}/", headers=header | {"Cookie": "bess_session=abc"})
        httpx.get(f"{url}/{token}", params={"token": token})
        httpx.get(f"{url}/login/callback?code=sesame&state=open")
        httpx.get(f"{url}/x", params={"line": 'a\n{"principal": "forged"}'})
    text = (folder / "data/access/audit.jsonl").read_text()
    for secret in (token, token[5:], "abc", "sesame", "state=open"):
        assert secret not in text
    assert len(lines(folder / "data/access/audit.jsonl")) == 4
    assert "forged" not in {line["principal"] for line in lines(folder / "data/access/audit.jsonl")}


@pytest.mark.parametrize(("proxy", "address"), [('["127.0.0.1"]', "203.0.113.9"), ('["192.0.2.1"]', "127.0.0.1")])
def test_forwarded_address__is_logged_only_from_the_trusted_proxy(folder: Path, proxy: str, address: str) -> None:
    path = write_access(folder)
    path.write_text(f"proxy = {proxy}\n{path.read_text()}")
    with guarding(path) as url:
        httpx.get(f"{url}/", headers={"X-Forwarded-For": "203.0.113.9"})
    (line,) = lines(folder / "data/access/audit.jsonl")
    assert line["address"] == address


def test_without_access_file__nothing_is_logged(folder: Path, tmp_path: Path) -> None:
    files = Audience(warehouse=folder / "none.duckdb", site=folder / "data/demo/audiences/enka/site")
    with guarding(None, everything=files) as url:
        assert httpx.get(f"{url}/").status_code == 200
    assert not list(tmp_path.rglob("*.jsonl"))


def test_log__rotates_and_stays_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "FILE_BYTES", 2_000)
    log = Audit(tmp_path / "audit.jsonl")
    for number in range(30):
        log.write(Entry(audit.now(), "somebody", "enka", "127.0.0.1", "GET", f"/{number}", ""))
    log.close()
    files = sorted(tmp_path.glob("audit.jsonl*"))
    assert len(files) > 2
    assert sorted(int(line["path"][1:]) for file in files for line in lines(file)) == list(range(30))
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert logging.getLogger("audit").handlers == [], "audit lines must not reach other log handlers"
