"""Sources of a composed project: what Evidence reads from the warehouse, and what it cannot write by itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import duckdb

EXTRACTED = Path(".evidence", "template", "static", "data", "bess")


def write_empty_tables(folder: Path) -> list[str]:
    """Give every source without rows a Parquet file with its columns; Evidence lists one and writes none.

    Parameters
    ----------
    folder : Path
        A composed project whose sources were read; the warehouse lies beside it.

    Returns
    -------
    list of str
        Names of the sources that have no rows.
    """
    expected = (path.parent / f"{path.parent.name}.parquet" for path in (folder / EXTRACTED).glob("*/*.schema.json"))
    without_rows = sorted(path for path in expected if not path.exists() or path.stat().st_size == 0)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{folder.parent / 'bess.duckdb'}' as bess (read_only)")
        connection.execute("use bess")
        for path in without_rows:
            sql = (folder / "sources" / "bess" / f"{path.stem}.sql").read_text(encoding="utf-8")
            # Pages know numbers, texts, instants and truth values, as Evidence writes them.
            types = {
                name: "double" if kind.startswith(("DECIMAL", "HUGEINT", "BIGINT", "INTEGER")) else kind
                for name, kind, *_ in connection.execute(f"describe {sql}").fetchall()
            }
            columns = ", ".join(f'cast("{name}" as {kind}) as "{name}"' for name, kind in types.items())
            connection.execute(f"copy (select {columns} from ({sql}) limit 0) to '{path}' (format parquet)")
    return [path.stem for path in without_rows]


def read_sources(evidence: Path, folder: Path) -> int:
    """Read the sources of a composed project; returns Evidence's exit code."""
    code = subprocess.run([str(evidence), "sources", "--strict"], check=False, cwd=folder).returncode
    if code == 0:
        without_rows = write_empty_tables(folder)
        if without_rows:
            print(f"No rows in this world: {', '.join(without_rows)}.")
    return code
