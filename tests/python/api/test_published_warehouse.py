"""A new build is served from the next request on, each response comes from one build, and files are streamed."""

from pathlib import Path

import duckdb
import httpx
import pyarrow as pa
import pytest

from api.app import create_app
from api.formats import Format, accepted_format, stream
from api.warehouse import NotPublishedError, Snapshot, Warehouse
from tests.python.api.conftest import running, serving
from tests.python.made_up_metadata import describe


def publish(path: Path, site_name: str) -> None:
    """Publish a warehouse of one site as a build does: rename a finished file."""
    incoming = path.with_suffix(".incoming")
    incoming.unlink(missing_ok=True)
    with duckdb.connect(str(incoming)) as connection:
        connection.execute(
            """
            create table dim_site as
            select 'a' as site_id, $name as site_name, 'v' as vendor, 'gb' as market_id, 'Europe/London' as time_zone,
                30::bigint as period_minutes, 'GBP' as currency, 1e0 as rated_mw, 2e0 as contract_mwh,
                3e0 as nameplate_dc_mwh, 4::bigint as inverter_count, 5::bigint as battery_rack_count,
                33e0 as connection_kv, 51e0 as latitude, 0e0 as longitude,
                date '2023-01-01' as commercial_operation_date
            """,
            {"name": site_name},
        )
        connection.execute("create table minutes as select range as minute from range(200000)")
        describe(connection)
    incoming.replace(path)


def test_new_build__is_served_without_restart(tmp_path: Path) -> None:
    path = tmp_path / "bess.duckdb"
    with running(path) as url, httpx.Client(base_url=url) as client:
        missing = client.get("/sites")
        assert (missing.status_code, missing.json()["detail"]) == (
            503, "No warehouse is published yet: run `make build`.",
        )  # fmt: skip
        publish(path, "Alpha")
        first = client.get("/sites")
        assert first.json()["rows"][0]["site_name"] == "Alpha"
        publish(path, "Beta")
        second = client.get("/sites", headers={"If-None-Match": first.headers["etag"]})
        assert second.status_code == 200
        assert second.json()["rows"][0]["site_name"] == "Beta"


def test_response__comes_from_one_build_while_another_is_published(tmp_path: Path) -> None:
    path = tmp_path / "bess.duckdb"
    publish(path, "Alpha")

    class PublishedMeanwhile(Warehouse):
        """Publishes the next build as soon as a request has got its own."""

        following: str | None = None

        def snapshot(self) -> Snapshot:
            taken = super().snapshot()
            if self.following:
                publish(path, self.following)
                self.following = None
            return taken

    warehouse = PublishedMeanwhile(path)
    with serving(create_app(warehouse)) as url, httpx.Client(base_url=url) as client:
        alpha = client.get("/sites")
        for form in ("json", "csv"):
            publish(path, "Alpha")
            warehouse.following = "Beta"
            during = client.get("/sites", params={"format": form})
            after = client.get("/sites", params={"format": form})
            assert ("Alpha" in during.text, "Beta" in during.text) == (True, False)
            assert "Beta" in after.text
            assert during.headers["etag"] != after.headers["etag"]
        assert alpha.headers["etag"] != client.get("/sites").headers["etag"]


def test_snapshot__is_named_after_the_file_it_has_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bess.duckdb"
    publish(path, "Alpha")
    warehouse, opened = Warehouse(path), Warehouse._open
    names = iter(["Beta", "Gamma"])

    def published_while_opening(self: Warehouse, seen: tuple[int, int, int]) -> Snapshot:
        # Between looking at the file and opening it.
        if name := next(names, None):
            publish(path, name)
        return opened(self, seen)

    monkeypatch.setattr(Warehouse, "_open", published_while_opening)
    first = warehouse.snapshot()
    with first.cursor() as cursor:
        assert cursor.execute("select site_name from dim_site").fetchall() == [("Gamma",)]
    assert Warehouse(path).snapshot().build == first.build


def test_new_columns__are_served_without_restart(tmp_path: Path) -> None:
    path = tmp_path / "bess.duckdb"
    publish(path, "Alpha")
    with running(path) as url, httpx.Client(base_url=url) as client:
        assert client.get("/metrics/pipeline").status_code == 403
        assert "/metrics/pipeline" not in client.get("/openapi.json").json()["paths"]
        with duckdb.connect(str(tmp_path / "next.duckdb")) as build:
            build.execute("create table mart_pipeline_project as select 'p1' as project_id")
            describe(build)
        (tmp_path / "next.duckdb").replace(path)
        assert client.get("/metrics/pipeline").json()["rows"] == [{"project_id": "p1"}]
        assert client.get("/sites").status_code == 403


def test_open_cursor__keeps_reading_its_build(tmp_path: Path) -> None:
    path = tmp_path / "bess.duckdb"
    warehouse = Warehouse(path)
    with pytest.raises(NotPublishedError):
        warehouse.snapshot()
    publish(path, "Alpha")
    with warehouse.snapshot().cursor() as old:
        reader = old.execute("select minute from minutes").to_arrow_reader(1000)
        first = reader.read_next_batch().num_rows
        publish(path, "Beta")
        with warehouse.snapshot().cursor() as new:
            assert new.execute("select site_name from dim_site").fetchall() == [("Beta",)]
        assert first + sum(batch.num_rows for batch in reader) == 200_000


def test_database_connection__reads_no_other_files_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bess.duckdb"
    publish(path, "Alpha")
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with Warehouse(path).snapshot().cursor() as cursor:
        for statement in (
            f"select * from read_csv('{tmp_path}/secret.csv')", f"copy dim_site to '{tmp_path}/out.csv'",
            "create table published.main.x as select 1", "set enable_external_access = true",
        ):  # fmt: skip
            with pytest.raises(duckdb.Error):
                cursor.execute(statement)


@pytest.mark.parametrize("form", [Format.CSV, Format.ARROW, Format.PARQUET])
def test_stream__sends_each_batch_before_it_reads_the_next(form: Format) -> None:
    taken = []

    def batches() -> object:
        for number in range(50):
            taken.append(number)
            yield pa.record_batch({"value": pa.array(range(number * 1000, number * 1000 + 1000))})

    reader = pa.RecordBatchReader.from_batches(pa.schema({"value": pa.int64()}), batches())
    pieces = stream(reader.schema, reader, form)
    assert len(next(pieces)) > 0
    assert taken == [0], "later batches were read before the first was sent"
    assert sum(len(piece) for piece in pieces) > 0
    assert len(taken) == 50


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", Format.JSON),
        ("*/*", Format.JSON),
        ("image/png", Format.JSON),
        ("text/csv", Format.CSV),
        ("TEXT/CSV", Format.CSV),
        ("application/vnd.apache.parquet", Format.PARQUET),
        # The higher weight decides, wherever it stands.
        ("application/json;q=0.1, text/csv;q=0.9", Format.CSV),
        ("text/csv;q=0.9, application/vnd.apache.arrow.stream", Format.ARROW),
        # Of equal weights a named type comes before a wildcard, and JSON before the other formats.
        ("*/*, text/csv", Format.CSV),
        ("text/*, application/json;q=0.9", Format.CSV),
        ("text/csv, application/json", Format.JSON),
        ("text/html, text/csv;q=0.9, */*", Format.JSON),
        # Weight 0 excludes a format.
        ("application/json;q=0, */*", Format.CSV),
        ("text/csv;q=0", Format.JSON),
        ("text/csv;q=0, application/vnd.apache.parquet;q=0.001", Format.PARQUET),
        # What is not a weight is not guessed at.
        ("text/csv;q=99", Format.JSON),
        ("text/csv;q=high, application/vnd.apache.parquet;q=0.5", Format.PARQUET),
        ("\x00;;,,application/vnd.apache.arrow.stream", Format.ARROW),
    ],
)
def test_accept_header__selects_the_preferred_format(accept: str, form: Format) -> None:
    assert accepted_format(accept) is form
