"""Hands out evidence: one ZIP per packet that is ready, and the check whether a ZIP is still what was handed out.

`python -m evidence_pack build` writes `<packet>.zip` and `SHA256SUMS` from a published
warehouse; the same warehouse gives the same bytes. `python -m evidence_pack verify FILE.zip` says in one
sentence what was changed, and ends with code 1.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import io
import json
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from evidence_pack.extracts import EXTRACTS
from worlds.world import DEFAULT, load

REPO = Path(__file__).resolve().parent.parent

# What decides a clause, from measured days to the packet; their SQL is part of every packet.
SQL_MODELS = (
    "mart_sla_measurement_daily", "mart_sla_comms_hourly", "mart_sla_event", "mart_sla_breach_daily",
    "mart_sla_measurement_monthly", "mart_sla_compliance", "mart_sla_damages",
    "mart_exclusion_register", "mart_sla_evidence_row", "mart_sla_evidence_item", "mart_sla_evidence",
)  # fmt: skip


class EvidenceError(Exception):
    """Why a packet cannot be built, or is not what was handed out; a sentence for readers."""


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def row_hash(source_table: str, row_key: str, row_json: str) -> str:
    """Hash of one row of evidence, as mart_sla_evidence_item forms it."""
    return sha256(f"{source_table}|{row_key}|{row_json}".encode())


def cell(value: object) -> str:
    """One value as CSV text; instants are UTC, what is missing is empty."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat() + "Z"
    return str(value).lower() if isinstance(value, bool) else str(value)


def csv_bytes(table: pa.Table) -> bytes:
    """A table as CSV with a header line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows([cell(value) for value in row] for row in zip(*table.to_pydict().values(), strict=True))
    return text.getvalue().encode()


def read_parquet(content: bytes) -> pa.Table:
    """A table from Parquet, read in this thread: a pool of threads would outlive a short program."""
    return pq.ParquetFile(io.BytesIO(content), pre_buffer=False).read(use_threads=False)


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as Parquet."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def compiled_sql(connection: duckdb.DuckDBPyConnection) -> dict[str, bytes]:
    """SQL of the models that decide a clause, as the build ran it, by file name in the packet."""
    rows = connection.execute("select relation, compiled_sql from meta.relation").fetchall()
    known = {relation: sql for relation, sql in rows if sql}
    missing = [model for model in SQL_MODELS if model not in known]
    if missing:
        raise EvidenceError(f"The warehouse holds no SQL of {missing[0]}; run `make build` first.")
    return {f"sql/{model}.sql": known[model].encode() for model in SQL_MODELS}


def readme(result: dict[str, Any], as_of: str, listed: list[tuple[str, str]]) -> str:
    """What the packet is, in plain English."""
    verdict = "KEPT" if result["is_passed"] else "NOT KEPT"
    limit = "at least" if result["comparison"] == "at_least" else "at most"
    damages = "no damages" if result["damages_gbp"] is None else f"damages of £{result['damages_gbp']:,.2f}"
    running = "" if result["is_month_over"] else "The month was still running: this is the position to date.\n"
    files = "\n".join(f"  {name:<24} {text}" for name, text in listed)
    return f"""EVIDENCE PACKET {result["evidence_packet_id"]}

Clause {result["clause"]} of {result["document_reference"]}, owed by {result["counterparty"]}.
Site: {result["site_name"]} ({result["site_id"]}).
Period: {result["period_start_date"]} to {result["period_end_date"]}, both included, days in {result["time_zone"]}.
{running}
Result: {verdict}. Measured {result["measured"]:.6g}, limit {limit} {result["threshold"]:.6g}
({result["threshold_unit"]}; tolerance {result["tolerance"]:.6g}), {damages}.
Data as of {as_of} UTC. Every instant in the files is UTC; intervals are labelled by their start.

FILES (each table as .csv and .parquet, the same rows)
{files}
  sql/                     the queries that led from measured days to this result, as they ran
  manifest.json            SHA-256, size and rows of every file, and where the data came from

HOW TO VERIFY
  With the tool:   python -m evidence_pack verify <this file>.zip
  Without it:      take the SHA-256 of each file and compare it with manifest.json. Each row of evidence_rows.csv
                   hashes as SHA-256(source_table|row_key|row_json), UTF-8. The packet's hash is the SHA-256 of
                   all row hashes, one after the other in the order of the file:
                   {result["pack_hash"]}
  Compare that hash with the one shown on the page "SLA & Warranty Evidence Pack".

NOT IN IT
  A statement on the synchronisation of clocks, a reviewer's sign-off and a deadline to claim: no system delivers them.
"""


def packet_files(
    connection: duckdb.DuckDBPyConnection, result: dict[str, Any], sql: dict[str, bytes]
) -> dict[str, bytes]:
    """All files of one packet by name, manifest last.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Published warehouse.
    result : dict
        Row of mart_sla_evidence.
    sql : dict of str to bytes
        Compiled SQL by file name.
    """
    known = {
        "packet": result["evidence_packet_id"],
        "term": result["sla_term_id"],
        "site_id": result["site_id"],
        "metric": result["metric"],
        "first": result["period_start_date"],
        "last": result["period_end_date"],
    }
    as_of = connection.execute("select max(as_of_at) from dim_as_of where site_id = $1", [result["site_id"]]).fetchall()
    files: dict[str, bytes] = {}
    rows: dict[str, int] = {}
    listed = []
    for extract in EXTRACTS:
        if result["metric"] not in extract.metrics:
            continue
        needed = {name: value for name, value in known.items() if f"${name}" in extract.sql}
        table = connection.execute(extract.sql, needed).to_arrow_table()
        for suffix, write in ((".csv", csv_bytes), (".parquet", parquet_bytes)):
            files[extract.name + suffix] = write(table)
            rows[extract.name + suffix] = table.num_rows
        listed.append((extract.name, extract.text))
    files |= sql | {"README.txt": readme(result, str(as_of[0][0]), listed).encode()}
    clause = connection.execute(
        "select valid_from_date, valid_to_date from dim_sla where sla_term_id = $1", [result["sla_term_id"]]
    ).fetchall()[0]
    manifest = {
        "packet": result["evidence_packet_id"],
        "contract": {
            "document": result["document_reference"],
            "clause_version": result["sla_term_id"],
            "in_force_from": cell(clause[0]),
            "in_force_until": cell(clause[1]) or None,
            "limit": result["threshold"],
        },
        "warehouse": {"as_of": cell(as_of[0][0]), "data_snapshot_id": result["data_snapshot_id"]},
        "pack_hash": result["pack_hash"],
        "files": [
            {"name": name, "rows": rows.get(name), "bytes": len(content), "sha256": sha256(content)}
            for name, content in sorted(files.items())
        ],
    }
    return dict(sorted(files.items())) | {"manifest.json": (json.dumps(manifest, indent=1) + "\n").encode()}


def zip_bytes(files: dict[str, bytes]) -> bytes:
    """Files as a ZIP that is the same wherever and whenever it is written."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=6)
    return sink.getvalue()


def build(warehouse: Path, out: Path) -> list[Path]:
    """Write one ZIP per ready packet and their SHA256SUMS, and remove what is no longer ready."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        sql = compiled_sql(connection)
        ready = connection.execute(
            "select * from mart_sla_evidence where pack_status = 'ready' order by evidence_packet_id"
        ).to_arrow_table()
        for old in [*out.glob("*.zip"), out / "SHA256SUMS"]:
            old.unlink(missing_ok=True)
        for result in ready.to_pylist():
            path = out / result["pack_file_name"]
            path.write_bytes(zip_bytes(packet_files(connection, result, sql)))
            written.append(path)
    (out / "SHA256SUMS").write_text("".join(f"{sha256(path.read_bytes())}  {path.name}\n" for path in written))
    return written


def read_rows(content: bytes) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode())))


def changed_row(rows: list[dict[str, str]]) -> str | None:
    """Where a row of evidence does not hash to the hash beside it; None when all do."""
    for number, row in enumerate(rows, start=2):
        if row_hash(row["source_table"], row["row_key"], row["row_json"]) != row["row_hash"]:
            return f"line {number}: the row {row['row_key']} was changed."
    return None


def explain(name: str, content: bytes, listed: dict[str, Any]) -> str:
    """Say what happened to a file that is not the one that the manifest lists."""
    try:
        rows = read_rows(content) if name.endswith(".csv") else []
        if name.endswith(".csv") and len(rows) != listed["rows"]:
            return f"{name}: it has {len(rows)} rows, the manifest lists {listed['rows']}."
        row = changed_row(rows) if name == "evidence_rows.csv" else None
    except (ValueError, KeyError, TypeError, AttributeError):
        row = None
    return f"{name}, {row}" if row else f"{name}: it was changed, for its SHA-256 is not the one in manifest.json."


def check_rows(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    """Raise when rows, their hash and the limit disagree, although every file is the one the manifest lists."""
    rows = read_rows(files["evidence_rows.csv"])
    row = changed_row(rows)
    if row:
        raise EvidenceError(f"evidence_rows.csv, {row}")
    if sha256("".join(row["row_hash"] for row in rows).encode()) != manifest["pack_hash"]:
        raise EvidenceError("evidence_rows.csv: a row was added, removed or moved, for the packet's hash is another.")
    result = read_rows(files["clause_result.csv"])[0]
    limits = {json.loads(row["row_json"])["threshold"] for row in rows if row["item_type"] == "measurement"}
    stated = {float(result["threshold"]), float(manifest["contract"]["limit"])}
    if len(stated) > 1 or (limits and round(max(stated), 6) not in limits):
        raise EvidenceError("clause_result.csv: the limit was changed, for the measured days were judged by another.")


def check_warehouse(files: dict[str, bytes], manifest: dict[str, Any], warehouse: Path) -> None:
    """Raise when the rows or the limit are not those of a warehouse."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        packet = [manifest["packet"]]
        found = connection.execute(
            "select threshold, pack_hash from mart_sla_evidence where evidence_packet_id = $1", packet
        ).fetchall()
        kept = connection.execute(
            "select source_table, row_key, row_json from mart_sla_evidence_row where row_key in "
            "(select row_key from mart_sla_evidence_item where evidence_packet_id = $1)",
            packet,
        ).fetchall()
    if not found:
        raise EvidenceError(f"{warehouse} has no packet {manifest['packet']}.")
    if found[0][0] != manifest["contract"]["limit"]:
        raise EvidenceError(
            f"manifest.json: the limit is {manifest['contract']['limit']}, in {warehouse} {found[0][0]}."
        )
    hashes = {row_hash(*row) for row in kept}
    for number, row in enumerate(read_rows(files["evidence_rows.csv"]), start=2):
        if row["row_hash"] not in hashes:
            raise EvidenceError(f"evidence_rows.csv, line {number}: {warehouse} holds another row {row['row_key']}.")
    if found[0][1] != manifest["pack_hash"]:
        raise EvidenceError(f"manifest.json: the packet's hash is not that of {warehouse}.")


def verify(content: bytes, warehouse: Path | None = None) -> str:
    """Check a packet and say what was checked.

    Parameters
    ----------
    content : bytes
        The ZIP.
    warehouse : Path, optional
        Compare with its rows as well.

    Raises
    ------
    EvidenceError
        What is wrong and where.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(files["manifest.json"])
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError) as error:
        raise EvidenceError(f"The file is damaged: it cannot be read as a packet ({error}).") from error
    listed = {entry["name"]: entry for entry in manifest["files"]}
    for name in sorted(listed.keys() ^ (files.keys() - {"manifest.json"})):
        raise EvidenceError(f"{name}: the file {'is missing' if name in listed else 'is not in the manifest'}.")
    for name, entry in listed.items():
        if sha256(files[name]) != entry["sha256"]:
            raise EvidenceError(explain(name, files[name], entry))
        if name.endswith(".parquet"):
            twin = name.removesuffix(".parquet") + ".csv"
            if csv_bytes(read_parquet(files[name])) != files[twin]:
                raise EvidenceError(f"{twin}: its rows are not those of {name}.")
    check_rows(files, manifest)
    if warehouse:
        check_warehouse(files, manifest, warehouse)
    count = listed["evidence_rows.csv"]["rows"]
    return f"{manifest['packet']} is unchanged: {len(listed)} files, {count} rows of evidence, {manifest['pack_hash']}."


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="write the ZIPs of all packets that are ready")
    building.add_argument("--world", default=DEFAULT, help=f"world whose packets are written (default: {DEFAULT})")
    verifying = commands.add_parser("verify", help="check ZIPs that were handed out")
    verifying.add_argument("files", type=Path, nargs="+")
    verifying.add_argument("--warehouse", type=Path, help="compare with the rows of this warehouse as well")
    options = parser.parse_args(arguments)
    try:
        if options.command == "build":
            world = load(options.world)
            written = build(world.warehouse, world.evidence)
            size = sum(path.stat().st_size for path in written) / 1e6
            print(f"{len(written)} evidence packets, {size:.1f} MB, in {world.evidence}.")
        else:
            for path in options.files:
                print(verify(path.read_bytes(), options.warehouse))
    except (EvidenceError, OSError, duckdb.Error) as error:
        print(f"evidence_pack: {error}", file=sys.stderr)
        return 1
    return 0
