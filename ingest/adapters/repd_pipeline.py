"""Maps the UK Renewable Energy Planning Database to the raw contract of development projects, `finance.project`.

`python -m ingest.adapters.repd_pipeline --source <database>.csv --out <raw root>`; it lies in `ingest/adapters/data/`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contract import load_contracts

Row = dict[str, str | float | date | None]

# Stage reached and the gate that follows. A status that is not here is no stage of a living project.
STAGES = {
    "application_submitted": ("planning", "Planning decision"),
    "awaiting_construction": ("route_to_market", "Start of construction"),
    "under_construction": ("construction", "Commercial operation"),
    "operational": ("cod", None),
}


def status_key(text: str) -> str:
    """Status in lower case with underscores; the source writes it in several ways."""
    return "_".join(text.lower().split())


def parse_date(text: str) -> date | None:
    """Date of `dd/mm/yyyy`; None for an empty or impossible one."""
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()
    except ValueError:
        return None


def parse_mw(text: str) -> float | None:
    """Capacity [MW]; None where it is missing or no number."""
    try:
        return float(text.strip().replace(",", ""))
    except ValueError:
        return None


def to_project(record: dict[str, str]) -> Row:
    """One project of the raw contract from one record of the database.

    Parameters
    ----------
    record : dict
        Columns of the database by name, all text.

    Returns
    -------
    dict
        Columns of `finance.project`. What the source does not tell is None; a status of a dead project is passed on as
        its stage, so that the contract refuses the row with the status still readable.
    """
    status = status_key(record["Development Status (short)"])
    stage, gate = STAGES.get(status, (status, None))
    return {
        "project_id": f"repd-{record['Ref ID'].strip()}",
        "project_name": record["Site Name"].strip() or None,
        "region": record["Region"].strip() or None,
        "stage": stage,
        "power_mw": parse_mw(record["Installed Capacity (MWelec)"]),
        "energy_mwh": None,
        "baseline_cod": None,
        "planned_cod": parse_date(record["Operational"]) if stage == "cod" else None,
        "next_gate": gate,
        "next_gate_due": None,
        "blocker": None,
        "blocked_since": None,
        "capex_forecast_gbp": None,
        "capex_committed_gbp": None,
        "capex_spent_gbp": None,
        "capacity_agreement": None,
    }


def convert(source: Path, root: Path) -> int:
    """Write the database's rows below a raw root; returns how many.

    Raises
    ------
    KeyError
        When the file lacks a column of the database.
    """
    with source.open(encoding="utf-8-sig", newline="") as file:
        projects = [to_project(record) for record in csv.DictReader(file)]
    target = root / "finance" / "project" / "repd.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    schema = load_contracts()["finance.project"].arrow_schema()
    pq.write_table(pa.Table.from_pylist(projects, schema=schema), target)
    return len(projects)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="CSV of the database")
    parser.add_argument("--out", type=Path, required=True, help="raw root")
    options = parser.parse_args()
    rows = convert(options.source, options.out)
    sys.stdout.write(f"{rows} projects written below {options.out}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
