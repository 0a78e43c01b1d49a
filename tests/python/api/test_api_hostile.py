"""Hostile requests to a running server are refused in bounded time and memory, and reveal nothing."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import duckdb
import httpx
import pytest

from api.access import Audience
from api.endpoints import ENDPOINTS
from tests.python.api.conftest import SMALL_WAREHOUSE, guarding, issue, write_access
from tests.python.made_up_metadata import describe

pytestmark = pytest.mark.warehouse

ROOT = Path(__file__).resolve().parents[3]
SQL = [
    "' or '1'='1",
    '"; drop table dim_site; --',
    "thames' union select 1 --",
    "thames\x00",
    "../../etc/passwd",
    "%27",
]
STALLED_SECONDS = 1.5


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Audience:
    """The small warehouse, and a site with a secret file beside it."""
    folder = tmp_path_factory.mktemp("hostile")
    for page in ("site", "site/sites", "site/sites/thames", "site2"):
        (folder / page).mkdir()
        (folder / page / "index.html").write_text("a page" if page != "site2" else "SECRET")
    (folder / "SECRET").write_text("SECRET")
    (folder / "site/large.bin").write_bytes(os.urandom(30_000_000))
    (folder / "site/link").symlink_to(folder / "SECRET")
    return Audience(warehouse=SMALL_WAREHOUSE, site=folder / "site")


@pytest.fixture(scope="module")
def url(files: Audience) -> Iterator[str]:
    with guarding(None, everything=files) as url:
        yield url


@pytest.fixture(scope="module")
def strict(files: Audience, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with tight limits."""
    folder = tmp_path_factory.mktemp("strict")
    (folder / "access.toml").write_text(f"""
address = "http://127.0.0.1:4000"
[audiences.enka]
warehouse = "{files.warehouse}"
site = "{files.site}"
[limits]
requests_per_minute = 30
stalled_seconds = {STALLED_SECONDS}
connections = 12
""")
    with guarding(folder / "access.toml") as url:
        yield url


def send(url: str, text: bytes) -> bytes:
    """Send bytes unchanged; returns the response until the server closes the connection or is silent."""
    host, port = url.removeprefix("http://").split(":")
    with closing(socket.create_connection((host, int(port)), timeout=5)) as connection:
        connection.sendall(text)
        response = b""
        try:
            while part := connection.recv(65536):
                response += part
        except (TimeoutError, ConnectionResetError):
            pass
        return response


def get(url: str, target: str, *headers: str) -> bytes:
    """Send a request with a target that no client normalises."""
    lines = [f"GET {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers]
    return send(url, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))


def status_of(response: bytes) -> int:
    return int(response.split(b" ", 2)[1])


@pytest.mark.parametrize("text", SQL)
def test_sql_in_a_parameter__is_treated_as_text(url: str, text: str) -> None:
    for endpoint in ENDPOINTS:
        names = [*endpoint.filters, "from", "to", "period", "format", "limit", "offset", "tags", "trend"]
        with httpx.Client(base_url=url, timeout=60) as client:
            for name in names:
                answer = client.get(endpoint.path, params={name: text})
                assert answer.status_code in (200, 404, 422), (endpoint.path, name)
                if answer.status_code == 200 and name in endpoint.filters:
                    assert answer.json()["count"] == 0
    assert httpx.get(f"{url}/sites").json()["count"] == 3


@pytest.mark.parametrize(
    "target",
    [
        "/../SECRET", "/%2e%2e/SECRET", "/..%2fSECRET", "/..%5cSECRET", "/%252e%252e/SECRET", "/sites/../../SECRET",
        "/sites/%2e%2e/%2e%2e/SECRET", "/metrics/site/..%2f..%2f..%2fSECRET", "/....//SECRET", "/link", "/../site2/",
        "/%2e%2e/site2/index.html", "//etc/passwd", "/%00", "/SECRET%00.html", "/./../SECRET", "/%c0%ae%c0%ae/SECRET",
        "http://127.0.0.1/../SECRET", "/sites/thames/..;/..;/SECRET", "/" + "%2e%2e%2f" * 40 + "etc/passwd",
    ],
)  # fmt: skip
def test_path_traversal__is_refused(url: str, target: str) -> None:
    for accept in ("text/html", "application/json"):
        response = get(url, target, f"Accept: {accept}")
        assert status_of(response) in (400, 404)
        assert b"SECRET" not in response.partition(b"\r\n\r\n")[2].replace(target.encode(), b"")
        assert b"root:" not in response


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=99999999999999999999999", 422), ("offset=-1", 422), ("limit=1e3", 422), ("offset=99999999999999", 422),
        ("limit=NaN", 422), ("from=0001-01-01&to=9999-12-31", 200), ("from=99999-01-01", 422), ("to=-1", 422),
        ("from=2024-03-01T00:00%2B99:99", 422), ("from=0001-01-01T00:00%2B14:00", 422), ("offset=2147483647", 200),
        ("period=%F0%9F%92%A9", 422), ("to=9999-12-31T23:59-14:00", 422),
    ],
)  # fmt: skip
def test_numbers_and_dates__outside_their_range_are_refused(url: str, query: str, status: int) -> None:
    assert httpx.get(f"{url}/metrics/revenue?{query}").status_code == status


@pytest.mark.parametrize(
    "accept",
    ["application/vnd.apache.arrow.stream;" * 500, ",,,;;;", "\x7f", "text/csv;q=99999", "*/*;q=" + "9" * 5000, "é",
     "application/vnd.apache.arrow.stream;codecs=\"'", "a" * 9000],
)  # fmt: skip
def test_malformed_accept_header__gets_a_valid_response(url: str, accept: str) -> None:
    response = get(url, "/sites?limit=1", f"Accept: {accept}")
    assert status_of(response) in (200, 400)


def test_huge_headers__are_refused(url: str) -> None:
    response = get(url, "/sites", "X-Large: " + "x" * 200_000)
    assert not response or status_of(response) in (400, 431)
    assert status_of(get(url, "/sites", *(f"X-{number}: y" for number in range(20_000)))) == 400
    assert httpx.get(f"{url}/health").status_code == 200


def test_long_address_and_body__are_refused(url: str) -> None:
    assert status_of(get(url, "/sites?site=" + "x" * 9_000)) == 414
    assert status_of(get(url, "/" + "x" * 9_000)) == 414
    large = httpx.request("GET", f"{url}/sites", content=b"x" * 2_000)
    assert (large.status_code, large.json()["detail"]) == (413, "A body may have 1,024 bytes at most.")
    start = b"GET /sites HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    assert status_of(send(url, start + b"Transfer-Encoding: chunked\r\n\r\n5\r\n")) == 411
    for length in (b"-1", b"1e9", b"0x10", b"1, 2", b"9" * 60):
        response = send(url, start + b"Content-Length: " + length + b"\r\n\r\n")
        assert status_of(response) in (400, 413)


@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_methods__other_than_get_and_head_are_refused(url: str, verb: str) -> None:
    for path in ("/", "/sites", "/metrics/revenue", "/health", "/openapi.json", "/nothing", "/logout"):
        refused = httpx.request(verb.encode(), url + path)
        assert refused.status_code == 405
        assert refused.headers["allow"] == "GET, HEAD"


def test_head_request__returns_no_body(url: str) -> None:
    answer = httpx.head(f"{url}/")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4000", "127.0.0.1.evil.example", "", "localhost.", "[::1"]
)
def test_unknown_host_header__is_refused(url: str, host: str) -> None:
    for path in ("/", "/sites", "/health", "/sites/"):
        response = send(url, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert status_of(response) == 400
        assert b"evil.example" not in response


def test_trailing_slash__does_not_redirect_to_another_host(url: str) -> None:
    assert httpx.get(f"{url}/sites/").json()["count"] == 3
    assert httpx.get(f"{url}/metrics/revenue/?limit=1").json()["limit"] == 1
    assert httpx.get(f"{url}/sites//").status_code == 200
    # The redirect to a folder of the site names no host, whatever the request's headers say.
    page = httpx.get(f"{url}/sites/thames?a=b", headers={"Accept": "text/html", "X-Forwarded-Host": "evil.example"})
    assert (page.status_code, page.headers["location"]) == (307, "/sites/thames/?a=b")
    for target in ("//evil.example/%2e%2e/sites/thames", "//evil.example/sites", "/%5cevil.example/..%2fsites"):
        location = [line for line in get(url, target, "Accept: text/html").split(b"\r\n") if b"ocation:" in line]
        assert all(line.split(b": ")[1].startswith(b"/") and b"//" not in line for line in location)


def test_forwarded_header_of_a_client__does_not_evade_the_rate_limit(strict: str, files: Audience) -> None:
    assert files.site.exists()
    spoofed = [httpx.get(f"{strict}/sites", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(40)]
    assert 429 in spoofed, "each forged address had a rate limit of its own"
    limited = httpx.get(f"{strict}/sites")
    assert limited.status_code == 429
    assert 1 <= int(limited.headers["retry-after"]) <= 60
    assert "More than 30 requests in a minute" in limited.json()["detail"]
    assert httpx.get(f"{strict}/health").status_code == 200


def is_closed(connection: socket.socket, seconds: float) -> bool:
    """Whether the server closes a connection within some time."""
    connection.settimeout(seconds)
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


def open_to(url: str) -> socket.socket:
    host, port = url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)))


def send_slowly(connection: socket.socket, part: bytes) -> None:
    """Send the same bytes again and again until the server closes the connection."""

    def send_on() -> None:
        with suppress(OSError):
            while True:
                connection.sendall(part)
                time.sleep(0.2)

    threading.Thread(target=send_on, daemon=True).start()


def test_slow_request__is_disconnected(strict: str) -> None:
    with closing(open_to(strict)) as connection, closing(open_to(strict)) as silent:
        connection.sendall(b"GET /health HTTP/1.1\r\n")
        send_slowly(connection, b"x: y\r\n")
        assert is_closed(connection, 20)
        assert is_closed(silent, 20), "a silent connection counts as well"


def test_slow_body__is_disconnected(strict: str) -> None:
    with closing(open_to(strict)) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\n")
        send_slowly(connection, b"x")
        assert is_closed(connection, 20)


def test_unread_response__is_disconnected(files: Audience, tmp_path: Path) -> None:
    """The client reads nothing and the send buffer is full: the server disconnects it and serves others."""
    (tmp_path / "access.toml").write_text(f"""
address = "http://127.0.0.1:4000"
[audiences.enka]
warehouse = "{files.warehouse}"
site = "{files.site}"
[limits]
stalled_seconds = {STALLED_SECONDS}
""")
    header = issue(tmp_path / "access.toml", "enka", "reader")["Authorization"]
    with guarding(tmp_path / "access.toml") as url, closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        host, port = url.removeprefix("http://").split(":")
        connection.connect((host, int(port)))
        connection.sendall(f"GET /large.bin HTTP/1.1\r\nHost: {host}\r\nAuthorization: {header}\r\n\r\n".encode())
        log = tmp_path / "data/access/audit.jsonl"
        patience = time.monotonic() + 30
        while "large.bin" not in log.read_text() and time.monotonic() < patience:
            time.sleep(0.1)
        assert "large.bin" in log.read_text(), "the response was never aborted"
        assert httpx.get(f"{url}/sites", headers={"Authorization": header}).status_code == 200


def test_connections__above_the_limit_are_refused(strict: str) -> None:
    held = [open_to(strict) for _ in range(14)]
    try:
        assert httpx.get(f"{strict}/health").status_code == 503
    finally:
        for connection in held:
            connection.close()
    patience = time.monotonic() + 20
    while httpx.get(f"{strict}/health").status_code == 503 and time.monotonic() < patience:
        time.sleep(0.1)
    assert httpx.get(f"{strict}/health").status_code == 200


def test_long_query_and_large_file__are_refused(files: Audience, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "bess.duckdb")) as warehouse:
        warehouse.execute("create table mart_pipeline_project as select range::varchar as project_id from range(1000)")
        # Stands for a query over too many rows: it would run for years.
        warehouse.execute(
            "create view mart_event_register as select count(*)::varchar as event_id, 'thames' as site_id"
            " from range(10000000) as a, range(10000000) as b where (a.range * b.range) % 7 = 3"
        )
        describe(warehouse)
    (tmp_path / "access.toml").write_text(f"""
address = "http://127.0.0.1:4000"
[audiences.enka]
warehouse = "bess.duckdb"
site = "{files.site}"
[limits]
query_seconds = 1
file_rows = 999
""")
    header = issue(tmp_path / "access.toml", "enka", "reader")
    with guarding(tmp_path / "access.toml") as url, httpx.Client(base_url=url, headers=header, timeout=60) as client:
        for form in ("json", "csv", "arrow", "parquet"):
            stopped = client.get("/metrics/events", params={"format": form})
            assert (stopped.status_code, stopped.json()["detail"]) == (
                504, "The query was stopped after 1 s: ask for a shorter span.",
            )  # fmt: skip
        assert len(client.get("/metrics/pipeline?limit=1000").json()["rows"]) == 1000
        refused = client.get("/metrics/pipeline?format=csv")
        assert (refused.status_code, refused.json()["detail"]) == (
            422, "These would be 1,000 rows, and a file has 999 at most: narrow the span.",
        )  # fmt: skip


def test_server__prints_its_address_and_who_has_access(files: Audience, tmp_path: Path) -> None:
    def first_line(*options: str) -> str:
        command = [sys.executable, "-m", "api", "--port", "0", *options]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            assert server.stdout is not None
            return server.stdout.readline()
        finally:
            server.terminate()
            server.wait(20)

    plain = ("--warehouse", str(files.warehouse), "--site", str(files.site))
    response = first_line(*plain)
    assert response.startswith("http://127.0.0.1:")
    assert "loopback only; no login; everything is served" in response
    (tmp_path / "data/demo/audiences/tmeic/site").mkdir(parents=True)
    (tmp_path / "data/demo/audiences/tmeic/site/index.html").write_text("x")
    response = first_line("--access", str(write_access(tmp_path)))
    assert "programs send a token; audiences: tmeic" in response
