"""The routes of the real-time page serve a small list of relations in the types of the site's own files."""

import io
import shutil
from pathlib import Path

import duckdb
import httpx
import pyarrow.parquet as pq
import pytest

from api.routers.live import LIVE_RELATIONS
from render.page_queries import REPORTS, page_relations
from tests.python.api.conftest import WAREHOUSE, running


@pytest.mark.warehouse
def test_every_live_relation__has_all_its_rows(client: httpx.Client, warehouse: duckdb.DuckDBPyConnection) -> None:
    for name in LIVE_RELATIONS:
        answer = client.get(f"/live/{name}")
        assert answer.status_code == 200
        rows = pq.read_table(io.BytesIO(answer.content))
        assert rows.num_rows == warehouse.table(name).count("*").fetchall()[0][0] > 0
        # The site's files hold neither integers nor dates, and its pages rely on that.
        assert not {str(field.type) for field in rows.schema} & {"int64", "int32", "date32[day]"}


def test_live_relations__are_those_the_page_reads() -> None:
    read = set(page_relations(REPORTS / "pages/tmeic/real-time.md"))
    assert read - {"dim_site"} == set(LIVE_RELATIONS)


@pytest.mark.warehouse
def test_live_columns__include_those_of_the_site(client: httpx.Client) -> None:
    for name in LIVE_RELATIONS:
        source = (REPORTS / f"sources/bess/{name}.sql").read_text(encoding="utf-8")
        shipped = {line.strip(" ,") for line in source.partition("from ")[0].splitlines()[1:]} - {""}
        served = set(pq.read_schema(io.BytesIO(client.get(f"/live/{name}").content)).names)
        assert shipped <= served


@pytest.mark.warehouse
def test_other_relations__are_refused(client: httpx.Client) -> None:
    for name in ("fact_settlement", "dim_as_of", "mart_site_live_latest;drop"):
        answer = client.get(f"/live/{name}")
        assert answer.status_code == 404
        assert answer.json()["valid"] == list(LIVE_RELATIONS)


@pytest.mark.warehouse
def test_live_state__changes_with_the_build_only(tmp_path: Path) -> None:
    published = tmp_path / "bess.duckdb"
    shutil.copyfile(WAREHOUSE, published)
    with running(published) as url, httpx.Client(base_url=url, timeout=60) as client:
        first = client.get("/live")
        tag = {"If-None-Match": first.headers["etag"]}
        assert client.get("/live", headers=tag).status_code == 304
        assert client.get("/live/mart_alarm_live").headers["x-build"] == first.json()["build"]
        incoming = tmp_path / "incoming"
        shutil.copyfile(WAREHOUSE, incoming)
        with duckdb.connect(str(incoming)) as connection:
            connection.execute("update dim_as_of set as_of_at = as_of_at + interval 1 minute")
        incoming.replace(published)
        second = client.get("/live", headers=tag)
        assert second.status_code == 200
        assert second.json()["build"] != first.json()["build"]
        assert second.json()["as_of_at"] > first.json()["as_of_at"]
