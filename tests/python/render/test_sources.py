"""A source without rows has a file with its columns, which the engine of the pages needs to answer at all."""

from __future__ import annotations

from pathlib import Path

import duckdb

from render.sources import EXTRACTED, write_empty_tables


def test_a_source_without_rows_has_its_columns(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "bess.duckdb")) as connection:
        connection.execute("create table nothing (site_id text, day date, amount decimal(18, 2))")
        connection.execute("create table something as select 1 as x")
    folder = tmp_path / "reports"
    (folder / "sources" / "bess").mkdir(parents=True)
    (folder / "sources" / "bess" / "empty.sql").write_text("select site_id, day, amount\nfrom nothing\norder by day\n")
    for name in ("empty", "full"):
        (folder / EXTRACTED / name).mkdir(parents=True)
        (folder / EXTRACTED / name / f"{name}.schema.json").write_text("[]")
    (folder / EXTRACTED / "full" / "full.parquet").write_bytes(b"not touched")

    assert write_empty_tables(folder) == ["empty"]

    written = duckdb.sql(f"describe from '{folder / EXTRACTED / 'empty' / 'empty.parquet'}'").fetchall()
    assert [row[:2] for row in written] == [("site_id", "VARCHAR"), ("day", "DATE"), ("amount", "DOUBLE")]
    assert (folder / EXTRACTED / "full" / "full.parquet").read_bytes() == b"not touched"
