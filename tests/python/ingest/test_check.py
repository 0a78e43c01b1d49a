"""Raw checker: each planted flaw of a delivery is told by file, column, rule and row count, and no row is lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.check import Finding, check, main
from ingest.contract import load_contracts

ALARM = load_contracts()["tmeic.alarm"]
GOOD = {
    "alarm_id": ["a1", "a2", "a3"],
    "site_id": ["x"] * 3,
    "asset_id": ["x-ctl"] * 3,
    "code": ["C1"] * 3,
    "priority": ["low", "high", "critical"],
    "raised_at_utc": [datetime(2024, 2, 15, n) for n in range(3)],
    "acknowledged_at_utc": [None] * 3,
    "cleared_at_utc": [None] * 3,
    "event_id": [None] * 3,
}


def deliver(root: Path, table: pa.Table) -> Path:
    folder = root / "tmeic" / "alarm" / "date=2024-02-15"
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, folder / "x.parquet")
    return root


def alarm_findings(root: Path, quarantine: Path | None = None) -> list[Finding]:
    return [finding for finding in check(root, quarantine) if finding.table == "tmeic.alarm"]


def alarms(**changes: list[object]) -> pa.Table:
    return pa.table({**GOOD, **changes}, schema=ALARM.arrow_schema())


def test_a_good_delivery_has_no_findings(tmp_path: Path) -> None:
    assert alarm_findings(deliver(tmp_path, alarms())) == []


@pytest.mark.parametrize(
    ("changes", "column", "rule", "rows"),
    [
        ({"priority": ["low", "urgent", "urgent"]}, "priority", "must be one of low, medium, high, critical", 2),
        ({"code": ["C1", None, "C1"]}, "code", "is required", 1),
        ({"alarm_id": ["a1", "a1", "a3"]}, "alarm_id", "key stands more than once", 2),
    ],
)
def test_rows_that_break_a_rule_are_counted_and_kept(
    tmp_path: Path, changes: dict[str, list[object]], column: str, rule: str, rows: int
) -> None:
    root = deliver(tmp_path / "raw", alarms(**changes))
    (finding,) = alarm_findings(root, tmp_path / "quarantine")
    assert (finding.column, finding.rule, finding.rows, finding.is_structural) == (column, rule, rows, False)
    assert finding.file == "tmeic/alarm/date=2024-02-15/x.parquet"
    kept = duckdb.sql(f"select reason from '{tmp_path}/quarantine/tmeic/alarm.parquet'").fetchall()
    assert len(kept) == rows
    assert all(rule in reason for (reason,) in kept)


def test_a_missing_an_unknown_and_a_mistyped_column_are_structural(tmp_path: Path) -> None:
    table = alarms().drop_columns(["code"]).append_column("colour", pa.array(["red"] * 3))
    table = table.set_column(0, "alarm_id", pa.array([1, 2, 3]))
    found = alarm_findings(deliver(tmp_path, table))
    assert {(finding.column, finding.rule) for finding in found} == {
        ("code", "column is missing"),
        ("colour", "column is not in the contract"),
        ("alarm_id", "type must be varchar, is BIGINT"),
    }
    assert all(finding.is_structural for finding in found)


def test_a_table_that_must_arrive_is_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(deliver(tmp_path, alarms())), "--quarantine", str(tmp_path / "q")]) == 1
    err = capsys.readouterr().err
    assert "tmeic/telemetry_plant | - | no file was delivered | 0 rows" in err
    assert "bms/telemetry_rack" not in err


@pytest.mark.parametrize("table", ["finance/site", "finance/asset", "finance/sla_term"])
def test_reference_tables_must_arrive_too(tmp_path: Path, table: str) -> None:
    found = [finding.sentence() for finding in check(deliver(tmp_path, alarms())) if finding.is_structural]
    assert f"{table} | - | no file was delivered | 0 rows" in found
    assert not any("finance/dispute" in sentence for sentence in found)


def test_a_misspelt_folder_and_an_unreadable_file_are_told(tmp_path: Path) -> None:
    root = deliver(tmp_path, alarms())
    (root / "tmeic" / "alarms").mkdir()
    (root / "tmeic" / "alarm" / "date=2024-02-15" / "y.parquet").write_bytes(b"PAR1 but no more")
    found = [finding.sentence() for finding in check(root) if finding.table.startswith("tmeic.alarm")]
    assert found == [
        "tmeic/alarms | - | folder is not in the contract | 0 rows",
        "tmeic/alarm/date=2024-02-15/y.parquet | - | cannot be read as Parquet | 0 rows",
    ]


def test_a_key_in_two_files_is_told_of_both(tmp_path: Path) -> None:
    root = deliver(tmp_path, alarms())
    again = root / "tmeic" / "alarm" / "date=2024-02-16"
    again.mkdir()
    pq.write_table(alarms(alarm_id=["a3", "a4", "a5"]), again / "x.parquet")
    found = alarm_findings(root)
    assert [(finding.file, finding.rows) for finding in found] == [
        ("tmeic/alarm/date=2024-02-15/x.parquet", 1),
        ("tmeic/alarm/date=2024-02-16/x.parquet", 1),
    ]


def test_quarantine_of_an_earlier_run_does_not_linger(tmp_path: Path) -> None:
    root, quarantine = tmp_path / "raw", tmp_path / "quarantine"
    alarm_findings(deliver(root, alarms(code=["C1", None, "C1"])), quarantine)
    assert (quarantine / "tmeic" / "alarm.parquet").exists()
    alarm_findings(deliver(root, alarms()), quarantine)
    assert not (quarantine / "tmeic" / "alarm.parquet").exists()


def prices(root: Path, day: str, price: float) -> None:
    contract = load_contracts()["rtm.price"]
    start = datetime.fromisoformat(day)
    row = {
        "settlement_date": start.date(), "settlement_period": 1, "interval_start_utc": start,
        "day_ahead_price_gbp_per_mwh": price, "day_ahead_basis": "published", "system_price_gbp_per_mwh": 50.0,
        "net_imbalance_volume_mwh": None, "day_ahead_published_at_utc": start, "system_price_published_at_utc": start,
    }  # fmt: skip
    folder = root / "rtm" / "price" / f"date={day}"
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist([row], schema=contract.arrow_schema()), folder / "x.parquet")


def test_a_missing_day_and_numbers_that_are_none_are_told(tmp_path: Path) -> None:
    prices(tmp_path, "2024-02-15", 60.0)
    prices(tmp_path, "2024-02-17", float("nan"))
    found = [finding.sentence() for finding in check(tmp_path) if finding.table == "rtm.price"]
    assert found == [
        "rtm/price/date=2024-02-16 | - | no file was delivered for this day | 0 rows",
        "rtm/price/date=2024-02-17/x.parquet | day_ahead_price_gbp_per_mwh | must be a finite number | 1 rows",
    ]
