"""Writes the table list of RAW_CONTRACT.md from the raw contracts; `--check` fails when it is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from ingest.contract import ColumnContract, TableContract, load_contracts

REPO = Path(__file__).resolve().parent.parent

DOCUMENT = REPO / "RAW_CONTRACT.md"
BEGIN, END = "<!-- tables: written by `make docs` -->", "<!-- end of tables -->"


def rules(column: ColumnContract) -> str:
    """Rules of a column in words."""
    parts = ["required"] if column.required else []
    if column.minimum is not None:
        parts.append(f"≥ {column.minimum:g}")
    if column.maximum is not None:
        parts.append(f"≤ {column.maximum:g}")
    if column.accepted_values:
        parts.append("one of " + ", ".join(f"`{value}`" for value in column.accepted_values))
    return "; ".join(parts)


def section(contract: TableContract) -> str:
    """Markdown of one table."""
    folder = f"{contract.system}/{contract.name}/" + ("date=YYYY-MM-DD/" if contract.partitioned_by else "")
    facts = [f"key `{', '.join(contract.key)}`"]
    if contract.expected_interval_minutes:
        facts.append(f"a row every {contract.expected_interval_minutes:,} min")
    if contract.allowed_lateness_minutes is not None:
        facts.append(f"may be {contract.allowed_lateness_minutes:,} min late")
    if contract.partition_from:
        facts.append(f"day of `{contract.partition_from}`")
    if contract.optional:
        facts.append("optional")
    lines = [f"### `{contract.system}.{contract.name}`", "", contract.description.strip(), ""]
    lines += [
        f"`{folder}*.parquet` · " + " · ".join(facts),
        "",
        "| Column | Type | Meaning | Rules |",
        "|---|---|---|---|",
    ]
    lines += [f"| `{c.name}` | {c.data_type} | {c.description} | {rules(c)} |" for c in contract.columns]
    return "\n".join(lines)


def rendered(document: str) -> str:
    """The document with its table list made anew."""
    head, rest = document.split(BEGIN)
    tail = rest.split(END)[1]
    contracts = [contract for contract in load_contracts().values() if contract.system != "truth"]
    body = "\n\n".join(section(contract) for contract in contracts)
    return f"{head}{BEGIN}\n\n{body}\n\n{END}{tail}"


def main() -> int:
    """Write the document, or compare with `--check`; returns the exit code."""
    now = DOCUMENT.read_text(encoding="utf-8")
    wanted = rendered(now)
    if "--check" in sys.argv:
        if now != wanted:
            print("RAW_CONTRACT.md does not match the contracts; run `make docs`.", file=sys.stderr)
        return int(now != wanted)
    DOCUMENT.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
