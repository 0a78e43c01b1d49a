"""Site and API share one address: browsers get pages, programs get rows, and every response has a strict policy."""

import base64
import hashlib
from collections.abc import Iterator

import httpx
import pytest

from api.app import create_app
from api.site import SiteBesideApi, content_policy, site_app
from api.warehouse import Warehouse
from tests.python.api.conftest import serving

SCRIPT = "start('it')"
PAGE = f"<html><script>{SCRIPT}</script><script type=module src=/app.js></script></html>"
NOT_PUBLISHED = "No warehouse is published yet: run `make build`."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("site")
    for name in ("index.html", "sites/thames/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PAGE)
    (folder / "app.js").write_text("plain")
    (folder / "app.js.br").write_bytes(b"packed")
    (folder / "minutes.parquet").write_bytes(b"0123456789")
    (folder / "api/sites").mkdir(parents=True)
    (folder / "api/sites/meta.json").write_text("{}")
    app = SiteBesideApi(create_app(Warehouse(folder / "none.duckdb")), site_app(folder))
    with serving(app) as address, httpx.Client(base_url=address, headers={"Accept-Encoding": "identity"}) as client:
        yield client


def test_page_policy__allows_only_its_own_scripts(client: httpx.Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    own = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{own}';" in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]


def test_unchanged_page__is_304_without_policy(client: httpx.Client) -> None:
    tag = client.get("/").headers["etag"]
    again = client.get("/", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert "content-security-policy" not in again.headers


def test_other_responses__have_the_strictest_policy(client: httpx.Client) -> None:
    for path in ("/app.js", "/health", "/metrics/revenue", "/nothing"):
        answer = client.get(path)
        assert answer.headers["content-security-policy"] == content_policy()
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_path_of_page_and_endpoint__returns_a_page_to_browsers_and_rows_to_programs(client: httpx.Client) -> None:
    page = client.get("/sites/thames/", headers={"Accept": "text/html,application/xhtml+xml"})
    assert page.text == PAGE
    rows = client.get("/sites/thames", headers={"Accept": "application/json"})
    assert (rows.status_code, rows.json()["detail"]) == (503, NOT_PUBLISHED)


def test_whole_files__are_compressed_and_ranges_are_not(client: httpx.Client) -> None:
    with client.stream("GET", "/app.js", headers={"Accept-Encoding": "br"}) as packed:
        assert packed.headers["content-encoding"] == "br"
        assert b"".join(packed.iter_raw()) == b"packed"
    part = client.get("/minutes.parquet", headers={"Accept-Encoding": "br", "Range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")


def test_double_slash__finds_the_file_and_path_traversal_does_not(client: httpx.Client) -> None:
    assert client.get("/api//sites/meta.json").json() == {}
    for path in ("/nothing", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd"):
        assert client.get(path).status_code == 404
