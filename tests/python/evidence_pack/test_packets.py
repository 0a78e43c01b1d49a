"""Evidence that is handed out is the same every time, and the check finds what was changed in it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import duckdb
import pytest

from evidence_pack.packets import (
    EvidenceError,
    build,
    csv_bytes,
    main,
    parquet_bytes,
    read_parquet,
    read_rows,
    row_hash,
    sha256,
    verify,
    zip_bytes,
)

REPO = Path(__file__).resolve().parents[3]
WAREHOUSE = REPO / "data/demo/bess.duckdb"
PACKET = "sla-yorkshire-01_2024-03-01.zip"

pytestmark = pytest.mark.warehouse

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def packets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    build(WAREHOUSE, folder)
    return folder


@pytest.fixture(scope="module")
def files(packets: Path) -> Files:
    with zipfile.ZipFile(packets / PACKET) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def complaint(files: Files, warehouse: Path | None = None) -> str:
    with pytest.raises(EvidenceError) as caught:
        verify(zip_bytes(files), warehouse)
    return str(caught.value)


def relist(files: Files, **contract: object) -> Files:
    """The files with a manifest made to fit them, as a careful forger would."""
    manifest = json.loads(files["manifest.json"])
    for entry in manifest["files"]:
        content = files[entry["name"]]
        entry |= {"sha256": sha256(content), "bytes": len(content)}
        if entry["name"].endswith(".csv"):
            entry["rows"] = len(read_rows(content))
    manifest["contract"] |= contract
    return files | {"manifest.json": json.dumps(manifest).encode()}


def test_build__writes_the_same_bytes_twice(packets: Path, tmp_path: Path) -> None:
    again = build(WAREHOUSE, tmp_path)

    assert again
    assert [path.name for path in again if path.read_bytes() != (packets / path.name).read_bytes()] == []
    assert (tmp_path / "SHA256SUMS").read_bytes() == (packets / "SHA256SUMS").read_bytes()


def test_build__hands_out_every_ready_packet_and_no_other(packets: Path) -> None:
    with duckdb.connect(str(WAREHOUSE), read_only=True) as connection:
        ready = connection.execute(
            "select pack_file_name from mart_sla_evidence where pack_status = 'ready'"
        ).fetchall()

    assert {path.name for path in packets.glob("*.zip")} == {name for (name,) in ready}
    assert sum(path.stat().st_size for path in packets.iterdir()) < 12e6, "the site has to stay small"


def test_build__rows_hash_as_the_mart_says(files: Files) -> None:
    with duckdb.connect(str(WAREHOUSE), read_only=True) as connection:
        items = connection.execute(
            "select row_key, row_hash from mart_sla_evidence_item "
            "where evidence_packet_id = 'sla-yorkshire-01:2024-03-01'"
        ).fetchall()
    rows = read_rows(files["evidence_rows.csv"])

    assert {(row["row_key"], row_hash(row["source_table"], row["row_key"], row["row_json"])) for row in rows} == set(
        items
    )


def test_build__the_days_divide_to_the_result(files: Files) -> None:
    days = read_rows(files["measured_days.csv"])
    result = read_rows(files["clause_result.csv"])[0]

    ratio = sum(float(day["numerator"]) for day in days) / sum(float(day["denominator"]) for day in days)
    assert ratio == pytest.approx(float(result["measured"]), abs=1e-9)


def test_verify__passes_what_was_handed_out(packets: Path) -> None:
    for path in sorted(packets.glob("*.zip")):
        assert "is unchanged" in verify(path.read_bytes(), WAREHOUSE)


def test_verify__names_the_file_of_a_changed_byte(files: Files) -> None:
    for name, content in files.items():
        if name == "manifest.json":
            continue
        middle = len(content) // 2
        changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]

        assert complaint(files | {name: changed}).startswith(name)


def test_verify__finds_a_byte_changed_in_the_zip_itself(packets: Path, tmp_path: Path) -> None:
    content = bytearray((packets / PACKET).read_bytes())
    content[len(content) // 3] ^= 1
    (tmp_path / PACKET).write_bytes(content)

    assert main(["verify", str(tmp_path / PACKET)]) == 1


def test_verify__counts_a_removed_row(files: Files) -> None:
    lines = files["evidence_rows.csv"].splitlines(keepends=True)
    shorter = files | {"evidence_rows.csv": b"".join(lines[:5] + lines[6:])}

    assert complaint(shorter) == "evidence_rows.csv: it has 49 rows, the manifest lists 50."


def test_verify__a_removed_row_is_found_although_the_manifest_was_made_to_fit(files: Files) -> None:
    lines = files["evidence_rows.csv"].splitlines(keepends=True)
    forged = relist(files | {"evidence_rows.csv": b"".join(lines[:5] + lines[6:])})

    assert complaint(forged) == "evidence_rows.csv: its rows are not those of evidence_rows.parquet."


def test_verify__names_the_line_of_a_changed_row(files: Files) -> None:
    lines = files["evidence_rows.csv"].splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if b"mart_sla_breach_daily" in line)
    lines[at] = lines[at].replace(b"0.97", b"0.93")

    sentence = complaint(files | {"evidence_rows.csv": b"".join(lines)})
    assert sentence.startswith(f"evidence_rows.csv, line {at + 1}: the row sla-yorkshire-01:2024-03-")


def test_verify__finds_a_changed_limit(files: Files) -> None:
    assert b",0.97," in files["clause_result.csv"]
    eased = files | {"clause_result.csv": files["clause_result.csv"].replace(b",0.97,", b",0.93,")}

    assert complaint(eased).startswith("clause_result.csv: it was changed")


def test_verify__a_limit_changed_everywhere_is_found_by_the_days_it_judged(files: Files) -> None:
    table = read_parquet(files["clause_result.parquet"])
    at = table.column_names.index("threshold")
    table = table.set_column(at, "threshold", [[0.93]])
    forged = files | {"clause_result.csv": csv_bytes(table), "clause_result.parquet": parquet_bytes(table)}
    forged = relist(forged, limit=0.93)

    assert complaint(forged).startswith("clause_result.csv: the limit was changed")
    assert complaint(relist(files, limit=0.93)).startswith("clause_result")


def test_verify__says_which_file_is_missing(files: Files) -> None:
    without = {name: content for name, content in files.items() if name != "tickets.csv"}

    assert complaint(without) == "tickets.csv: the file is missing."
