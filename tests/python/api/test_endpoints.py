"""Every endpoint returns the rows of its mart; every refusal is a sentence."""

import io
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import duckdb
import httpx
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from fastapi.routing import APIRoute

from api.document import DATA_ROUTERS
from api.endpoints import ENDPOINTS, Endpoint
from api.warehouse import Warehouse
from tests.python.api.conftest import WAREHOUSE

pytestmark = pytest.mark.warehouse

PATHS = {
    "/sites", "/sites/{site_id}", "/metrics/portfolio", "/metrics/site/{site_id}", "/metrics/revenue",
    "/metrics/revenue_loss", "/metrics/events", "/metrics/sla_report", "/metrics/telemetry", "/metrics/data_quality",
    "/metrics/battery_health", "/metrics/dispatch", "/metrics/vendor_benchmark", "/metrics/pipeline",
}  # fmt: skip
UNSUMMED = [endpoint for endpoint in ENDPOINTS if not endpoint.sums_by]


def json_value(value: Any) -> Any:
    """A value of the warehouse as JSON has it."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_every_endpoint__has_a_route() -> None:
    routes = [route for router in DATA_ROUTERS for route in router.routes]
    assert sorted(route.path for route in routes if isinstance(route, APIRoute)) == sorted(PATHS)


def test_openapi_document__describes_every_endpoint_and_column(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) >= PATHS
    row = document["components"]["schemas"]["mart_portfolio_overview_mtd"]["properties"]
    contract = Warehouse(WAREHOUSE).snapshot().relations["mart_portfolio_overview_mtd"]
    assert list(row) == [column.name for column in contract.columns]
    assert row["revenue_mtd_gbp"]["description"] == contract.column("revenue_mtd_gbp").text


@pytest.mark.parametrize("endpoint", UNSUMMED, ids=lambda endpoint: endpoint.path)
def test_list__returns_the_rows_of_its_mart_in_order(
    client: httpx.Client, warehouse: duckdb.DuckDBPyConnection, endpoint: Endpoint
) -> None:
    order = ", ".join(endpoint.order)
    columns = ", ".join(row[0] for row in warehouse.execute(f"describe {endpoint.relation_name}").fetchall())
    table = f"from {endpoint.relation_name}"
    wanted = warehouse.execute(f"select {columns} {table} order by {order} limit 5").fetchall()
    (count,) = warehouse.execute(f"select count(*) {table}").fetchall()[0]

    page = client.get(endpoint.path, params={"limit": 5}).json()
    assert page["count"] == count
    assert [list(row.values()) for row in page["rows"]] == [[json_value(value) for value in row] for row in wanted]


def test_site__includes_its_newest_minute(client: httpx.Client, warehouse: duckdb.DuckDBPyConnection) -> None:
    found = client.get("/sites/thames").json()
    at, power = warehouse.execute(
        "select shown_minute_at, power_mw from mart_site_live_latest where site_id = 'thames'"
    ).fetchall()[0]
    assert found["site"]["site_name"] == "Thames Gateway Storage"
    assert (found["latest"]["shown_minute_at"], found["latest"]["power_mw"]) == (json_value(at), power)


@pytest.mark.parametrize("period", ["day", "week", "month"])
@pytest.mark.parametrize(("path", "amount"), [("revenue", "revenue_pence"), ("revenue_loss", "loss_pence")])
def test_sums__equal_the_mart_to_the_penny_for_every_period(
    client: httpx.Client, warehouse: duckdb.DuckDBPyConnection, path: str, amount: str, period: str
) -> None:
    table = {"revenue": "mart_revenue_daily", "revenue_loss": "mart_loss_daily"}[path]
    wanted = dict(warehouse.execute(f"select site_id, sum({amount}) from {table} group by 1").fetchall())
    rows = client.get(f"/metrics/{path}", params={"period": period, "limit": 10_000}).json()["rows"]
    summed = {site: sum(row[amount] for row in rows if row["site_id"] == site) for site in wanted}
    assert summed == wanted
    assert all(row[amount.replace("pence", "gbp")] == row[amount] / 100 for row in rows)
    starts = {datetime.fromisoformat(row["period_start_date"]) for row in rows}
    if period == "week":
        assert {start.isoweekday() for start in starts} == {1}
    if period == "month":
        assert {start.day for start in starts} == {1}


def test_filters__select_matching_rows(client: httpx.Client) -> None:
    rows = client.get("/metrics/events", params={"site": "yorkshire", "type": ["fault", "trip"], "limit": 500}).json()[
        "rows"
    ]
    assert {row["site_id"] for row in rows} == {"yorkshire"}
    assert {row["event_type"] for row in rows} == {"fault", "trip"}
    span = {"from": "2024-03-01", "to": "2024-03-03", "limit": 500}
    rows = client.get("/metrics/data_quality", params=span).json()["rows"]
    assert {row["site_local_date"] for row in rows} == {"2024-03-01", "2024-03-02"}


def test_span_bounds__may_have_a_utc_offset(client: httpx.Client) -> None:
    chosen = {"asset": "thames-ctl", "tags": "p_kw"}
    plain = client.get(
        "/metrics/telemetry", params=chosen | {"from": "2024-03-01T08:00", "to": "2024-03-01T08:02"}
    ).json()
    moved = client.get(
        "/metrics/telemetry", params=chosen | {"from": "2024-03-01T10:00+02:00", "to": "2024-03-01T10:02+02:00"}
    ).json()
    assert [row["interval_start_at"] for row in plain["rows"]] == ["2024-03-01T08:00:00Z", "2024-03-01T08:01:00Z"]
    assert moved["rows"] == plain["rows"]


def test_pages__return_every_row_once(client: httpx.Client, warehouse: duckdb.DuckDBPyConnection) -> None:
    seen, following = [], "/metrics/events?limit=40"
    while following:
        page = client.get(following).json()
        seen += [row["event_id"] for row in page["rows"]]
        following = page["next"]
    wanted = warehouse.execute("select event_id from mart_event_register order by started_at, event_id").fetchall()
    assert seen == [event_id for (event_id,) in wanted]


def test_files__have_the_same_rows_as_json(client: httpx.Client) -> None:
    chosen = {"asset": "thames-ctl", "tags": ["p_kw", "controller_status"], "to": "2024-02-15T02:00", "limit": 1000}
    rows = client.get("/metrics/telemetry", params=chosen).json()["rows"]
    arrow = client.get("/metrics/telemetry", params=chosen, headers={"Accept": "application/vnd.apache.arrow.stream"})
    parquet = client.get("/metrics/telemetry", params=chosen | {"format": "parquet"})
    csv = client.get("/metrics/telemetry", params=chosen | {"format": "csv"})

    tables = [
        pa.ipc.open_stream(arrow.content).read_all(),
        pa.parquet.read_table(io.BytesIO(parquet.content)),
        pa.csv.read_csv(io.BytesIO(csv.content)),
    ]
    assert len(rows) == 120
    for table in tables:
        assert table.column_names == list(rows[0])
        assert table.column("p_kw").to_pylist() == [row["p_kw"] for row in rows]
    assert csv.headers["content-type"].startswith("text/csv")
    assert 'filename="telemetry.parquet"' in parquet.headers["content-disposition"]


def test_unknown_names__are_refused_with_the_valid_ones(client: httpx.Client) -> None:
    for path in ("/sites/atlantis", "/metrics/site/atlantis", "/metrics/revenue?site=atlantis"):
        refused = client.get(path)
        assert refused.status_code == 404
        assert refused.json() == {
            "detail": "There is no site 'atlantis'.", "valid": ["cotswold", "thames", "yorkshire"],
        }  # fmt: skip
    refused = client.get("/metrics/telemetry", params={"tags": "p_mw"})
    assert refused.status_code == 422
    assert "p_kw" in refused.json()["valid"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=2024-03-09&to=2024-03-01", "`from` (2024-03-09) must be before `to` (2024-03-01)."),
        ("from=yesterday", "`from` is neither a date (2024-03-01) nor an instant (2024-03-01T09:30Z): 'yesterday'."),
        ("limit=0", "Not understood: `limit`: input should be greater than or equal to 1."),
        ("period=year", "Not understood: `period`: input should be 'day', 'week' or 'month'."),
    ],
)
def test_invalid_parameters__are_refused_in_a_sentence(client: httpx.Client, query: str, sentence: str) -> None:
    refused = client.get(f"/metrics/revenue?{query}")
    assert (refused.status_code, refused.json()["detail"]) == (422, sentence)


@pytest.mark.parametrize(
    "text", ["' or '1'='1", '"; drop table dim_site; --', "thames' union select 1 --", "../../etc/passwd", "\u0000"]
)
def test_hostile_names__are_treated_as_text(client: httpx.Client, text: str) -> None:
    for name in ("site", "service"):
        assert client.get("/metrics/revenue", params={name: text}).status_code == 404
    assert client.get("/metrics/events", params={"severity": text, "type": text}).json()["count"] == 0
    assert client.get("/metrics/telemetry", params={"tags": text}).status_code == 422
    assert client.get("/sites").json()["count"] == 3


def test_unchanged_response__is_304(client: httpx.Client) -> None:
    first = client.get("/metrics/portfolio")
    again = client.get("/metrics/portfolio", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/metrics/portfolio", params={"format": "csv"})
    assert other.headers["etag"] != first.headers["etag"]
    assert urlsplit(str(first.url)).path == "/metrics/portfolio"


@pytest.mark.parametrize("path", ["/sites", "/metrics/events?limit=2", "/metrics/events?format=csv", "/live"])
def test_head__has_the_headers_of_get_and_no_body(client: httpx.Client, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_ready__returns_build_and_age(client: httpx.Client) -> None:
    ready = client.get("/ready").json()
    assert ready["as_of_at"] == "2024-03-16T00:00:00Z"
    assert ready["age_minutes"] > 0
    assert client.get("/health").json() == {"status": "ok"}
