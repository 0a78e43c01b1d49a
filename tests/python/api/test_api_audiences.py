"""Each audience gets the endpoints, columns and rows shared with it; everything else is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest

from api.endpoints import ENDPOINTS, HEALTH_TRENDS
from api.warehouse import Warehouse
from tests.python.api.conftest import PAGES, SMALL_WAREHOUSE, guarding, issue, write_access
from tests.python.made_up_metadata import describe

pytestmark = pytest.mark.warehouse

# Relation that an endpoint reads; an audience whose extract lacks it is refused.
RELATIONS = {
    **{endpoint.path: endpoint.relation_name for endpoint in ENDPOINTS},
    "/sites/thames": "dim_site",
    "/metrics/site/thames": "mart_site_overview_mtd",
    **{f"/metrics/battery_health?trend={trend}": found.relation_name for trend, found in HEALTH_TRENDS.items()},
}  # fmt: skip
# Endpoints of each audience, written by hand so that a change of audiences.yaml must be confirmed here.
ALLOWED = {
    "enka": set(RELATIONS),
    "tmeic": {
        "/sites", "/sites/thames", "/metrics/events", "/metrics/telemetry", "/metrics/data_quality",
        "/metrics/dispatch",
    },
    "lender": set(RELATIONS) - {"/metrics/telemetry", "/metrics/dispatch", "/metrics/pipeline"},
    "partner-estuary-ports": {
        "/sites", "/sites/thames", "/metrics/portfolio", "/metrics/site/thames", "/metrics/revenue",
        "/metrics/revenue_loss", "/metrics/events", "/metrics/data_quality", "/metrics/battery_health?trend=soh",
    },
}  # fmt: skip
# Sites that an audience must not see: only Cotswold and Thames have the manufacturer's equipment.
FOREIGN = {"tmeic": ["yorkshire"], "partner-estuary-ports": ["yorkshire", "cotswold"]}
EVERY_PAGE = sorted({page for pages in PAGES.values() for page in pages})


@pytest.fixture(scope="module")
def clients(shared: Path) -> Iterator[dict[str, httpx.Client]]:
    path = write_access(shared)
    with guarding(path) as url:
        found = {
            audience: httpx.Client(base_url=url, headers=issue(path, audience, f"table-{audience}"), timeout=60)
            for audience in PAGES
        }
        yield found
        for client in found.values():
            client.close()


@pytest.fixture(scope="module")
def held(shared: Path) -> dict[str, dict[str, set[str]]]:
    """Columns of each audience's extract by relation."""
    found: dict[str, dict[str, set[str]]] = {}
    for audience in PAGES:
        with duckdb.connect(str(shared / f"data/demo/audiences/{audience}/bess.duckdb"), read_only=True) as extract:
            rows = extract.execute("select table_name, column_name from information_schema.columns").fetchall()
        found[audience] = {}
        for table, column in rows:
            found[audience].setdefault(table, set()).add(column)
    return found


@pytest.mark.parametrize("audience", PAGES)
@pytest.mark.parametrize("path", RELATIONS)
def test_endpoint__answers_its_audiences_and_refuses_others(
    clients: dict[str, httpx.Client], held: dict[str, dict[str, set[str]]], audience: str, path: str
) -> None:
    answer = clients[audience].get(path)
    assert (answer.status_code == 200) == (path in ALLOWED[audience])
    columns = held[audience].get(RELATIONS[path])
    if columns is None:
        assert (answer.status_code, answer.json()["detail"]) == (403, "This is not part of what is shared with you.")
        return
    assert answer.status_code == 200
    for row in rows_of(answer.json()):
        assert set(row) - {"period_start_date"} <= columns
    for foreign in FOREIGN.get(audience, []):
        assert foreign not in answer.text.lower()


def rows_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    return list(body.get("rows") or [body.get("site", body)])


@pytest.mark.parametrize("audience", PAGES)
def test_openapi_document__names_only_what_is_shared(
    clients: dict[str, httpx.Client], held: dict[str, dict[str, set[str]]], audience: str
) -> None:
    answer = clients[audience].get("/openapi.json")
    document = answer.json()
    paths = {path.partition("?")[0].replace("thames", "{site_id}") for path in ALLOWED[audience]}
    assert set(document["paths"]) == {"/health", "/ready", *paths}
    own = held[audience]
    # Sums have a column of their own for the first day of their period.
    shared_names = {"period_start_date", *own, *(column for columns in own.values() for column in columns)}
    every = Warehouse(SMALL_WAREHOUSE).snapshot().relations
    hidden = {
        name for relation in every.values() for name in (relation.name, *relation.names) if "_" in name
    } - shared_names  # fmt: skip
    assert not {name for name in hidden if f'"{name}"' in answer.text or f" {name} " in answer.text}
    assert hidden or audience == "enka", "the test needs names that are not shared"


@pytest.mark.parametrize("audience", PAGES)
@pytest.mark.parametrize("page", EVERY_PAGE)
def test_page__is_served_to_its_audiences_only(clients: dict[str, httpx.Client], audience: str, page: str) -> None:
    answer = clients[audience].get(f"/{page}/".replace("/./", "/"), headers={"Accept": "text/html"})
    if page in PAGES[audience]:
        assert (answer.status_code, answer.text) == (200, f"<p>{audience} {page}</p>")
    else:
        assert answer.status_code == 404
    assert "public" not in answer.headers["cache-control"]
    assert "Cookie" in answer.headers["vary"]


def test_refusals__list_only_shared_names(clients: dict[str, httpx.Client]) -> None:
    for site in ("atlantis", "yorkshire"):
        refused = clients["tmeic"].get("/metrics/events", params={"site": site})
        assert (refused.status_code, refused.json()["valid"]) == (404, ["cotswold", "thames"])
        assert clients["tmeic"].get(f"/sites/{site}").status_code == 404


def test_column_that_is_not_shared__can_be_neither_read_nor_filtered_by(tmp_path: Path) -> None:
    site = tmp_path / "data/demo/audiences/narrow/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("narrow")
    with duckdb.connect(str(site.parent / "bess.duckdb")) as extract:
        # Without asset, severity and instant: nothing to check the site against but the list itself.
        extract.execute("create table mart_event_register as select 'e1' as event_id, 'thames' as site_id")
        describe(extract)
    path = write_access(tmp_path)
    with guarding(path) as url, httpx.Client(base_url=url, headers=issue(path, "narrow", "program")) as client:
        assert client.get("/metrics/events?site=thames").json()["rows"] == [{"event_id": "e1", "site_id": "thames"}]
        assert client.get("/metrics/events?site=cotswold").json()["valid"] == ["thames"]
        for query in ("asset=thames-ctl", "severity=high", "from=2024-03-01"):
            refused = client.get(f"/metrics/events?{query}")
            assert refused.status_code == 403
            assert "not shared with you" in refused.json()["detail"]
        parameters = client.get("/openapi.json").json()["paths"]["/metrics/events"]["get"]["parameters"]
        assert {parameter["name"] for parameter in parameters} == {"format", "limit", "offset", "site"}


def test_unknown_caller__learns_only_whether_the_server_runs(clients: dict[str, httpx.Client]) -> None:
    for path in (*RELATIONS, "/openapi.json", "/", "/enka/portfolio/", "/_app/x.js", "/nothing", "/HEALTH", "//health"):
        refused = httpx.get(f"{clients['enka'].base_url}".rstrip("/") + path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == 'Bearer realm="bess"'
        assert "valid" not in refused.json() or refused.json()["valid"] is None
    assert httpx.get(clients["enka"].base_url.join("/health")).json() == {"status": "ok"}
    assert httpx.get(clients["enka"].base_url.join("/ready")).json() == {"status": "ready"}
