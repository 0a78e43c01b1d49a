"""The minutes beside the site: every minute due, in order, with its quality, and always the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from render.minutes import export

REPO = Path(__file__).resolve().parents[3]


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """One controller with three minutes: a good one, one that never came, an empty one."""
    path = tmp_path / "bess.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("""
            create table dim_asset as
                select 'a-ctl' as asset_id, 'Controller' as asset_name, 'controller' as asset_type, 'a' as site_id;
            create table fact_data_quality as select 'a-ctl' as asset_id;
            create table dim_telemetry_tag as
                select 'controller' as asset_type, 'p_kw' as tag, 1 as tag_order, 'Active power' as tag_name,
                'kW' as unit, 'number' as value_kind, true as is_shown_with_event;
            create table fact_telemetry (asset_id text, interval_start_at timestamp, p_kw double);
            insert into fact_telemetry values ('a-ctl', '2024-03-01 10:02', null), ('a-ctl', '2024-03-01 10:00', 5.5);
            create table fact_telemetry_flag (asset_id text, interval_start_at timestamp, quality text);
            insert into fact_telemetry_flag values
                ('a-ctl', '2024-03-01 10:01', 'missing'), ('a-ctl', '2024-03-01 10:02', 'empty');
        """)
    return path


def test_export__keeps_every_minute_due_with_its_quality(warehouse: Path, tmp_path: Path) -> None:
    export(warehouse, tmp_path / "minutes")
    rows = duckdb.sql(f"select p_kw, quality from read_parquet('{tmp_path}/minutes/a-ctl.parquet')").fetchall()

    assert rows == [(5.5, "good"), (None, "missing"), (None, "empty")]


def test_export__gives_the_same_bytes_again_and_says_what_they_are(warehouse: Path, tmp_path: Path) -> None:
    first = export(warehouse, tmp_path / "first")
    second = export(warehouse, tmp_path / "second")
    index = json.loads((tmp_path / "first" / "index.json").read_text(encoding="utf-8"))

    assert first == second == index
    assert (tmp_path / "first/a-ctl.parquet").read_bytes() == (tmp_path / "second/a-ctl.parquet").read_bytes()
    assert index["assets"][0]["rows"] == 3
    assert index["tags"]["controller"] == [
        {"tag": "p_kw", "name": "Active power", "unit": "kW", "kind": "number", "is_shown_with_event": True}
    ]


def test_export__forgets_assets_that_are_gone(warehouse: Path, tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "b-ctl.parquet").write_bytes(b"")
    export(warehouse, folder)

    assert [path.name for path in folder.glob("*.parquet")] == ["a-ctl.parquet"]
