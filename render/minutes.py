"""Write the minutes of every asset with telemetry as one Parquet file each, for pages that ask for minutes.

Pages never load all telemetry: a browser asks the web server for the row groups of one asset that its period
touches. Files hold every minute due, the tags the asset has and the quality of the minute, sorted by time;
``index.json`` lists them with their size and SHA-256. The same warehouse gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import duckdb

# Not quite three days: few enough rows that a chosen day reads little, and two of the engine's vectors.
ROW_GROUP_ROWS = 4096

ASSETS = """
select assets.asset_id, assets.asset_name, assets.asset_type, assets.site_id
from dim_asset as assets
where assets.asset_id in (select asset_id from fact_data_quality)
order by assets.site_id, assets.asset_type, assets.asset_id
"""

TAGS = """
select asset_type, tag, tag_name as name, unit, value_kind as kind, is_shown_with_event
from dim_telemetry_tag
order by asset_type, tag_order
"""

# Minutes that never came have no telemetry; their flag gives them a row, so that a gap is part of the file.
MINUTES = """
copy (
    select
        coalesce(telemetry.interval_start_at, flags.interval_start_at) as interval_start_at,
        {tags},
        coalesce(flags.quality, 'good') as quality
    from (select * from fact_telemetry where asset_id = $asset_id) as telemetry
    full outer join (select * from fact_telemetry_flag where asset_id = $asset_id) as flags
        on telemetry.interval_start_at = flags.interval_start_at
    order by 1
) to '{path}' (format parquet, compression zstd, row_group_size {rows})
"""

SPAN = "select min(interval_start_at), max(interval_start_at), count(*) from read_parquet($path)"


def describe(path: Path, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """First and last minute, rows, bytes and SHA-256 of a written file."""
    span = connection.execute(SPAN, {"path": str(path)}).fetchone()
    assert span is not None, "an aggregate returns a row"
    first, last, rows = span
    return {
        "first_minute": f"{first.isoformat()}Z" if first else None,
        "last_minute": f"{last.isoformat()}Z" if last else None,
        "rows": rows,
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def export(warehouse: Path, folder: Path) -> dict[str, Any]:
    """Write the files and their index.

    Parameters
    ----------
    warehouse : Path
        Published warehouse, opened read-only.
    folder : Path
        Receives ``<asset_id>.parquet`` and ``index.json``; files of assets that are gone are removed.

    Returns
    -------
    dict
        The index: tags by kind of asset with name and unit, assets with what their file holds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        # One thread: the order in which several finish their pieces would show in the bytes.
        connection.execute("set threads = 1; set TimeZone = 'UTC'")
        tags: dict[str, list[dict[str, str | bool]]] = {}
        for asset_type, tag, name, unit, kind, is_shown in connection.execute(TAGS).fetchall():
            described = {"tag": tag, "name": name, "unit": unit, "kind": kind, "is_shown_with_event": is_shown}
            tags.setdefault(asset_type, []).append(described)
        assets = []
        for asset_id, asset_name, asset_type, site_id in connection.execute(ASSETS).fetchall():
            path = folder / f"{asset_id}.parquet"
            columns = ",\n        ".join(f"telemetry.{tag['tag']}" for tag in tags[asset_type])
            sql = MINUTES.format(tags=columns, path=path, rows=ROW_GROUP_ROWS)
            connection.execute(sql, {"asset_id": asset_id})
            about = {"asset_id": asset_id, "asset_name": asset_name, "asset_type": asset_type, "site_id": site_id}
            assets.append(about | describe(path, connection))
    for path in folder.glob("*.parquet"):
        if path.stem not in {asset["asset_id"] for asset in assets}:
            path.unlink()
    index = {"tags": tags, "assets": assets}
    (folder / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return index


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    assets = export(options.warehouse, options.out)["assets"]
    size = sum(asset["bytes"] for asset in assets) / 1e6
    sys.stdout.write(f"Minutes of {len(assets)} assets: {size:,.0f} MB in {options.out}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
