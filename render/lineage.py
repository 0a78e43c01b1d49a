"""Which systems, tables and marts stand behind each dashboard: dbt's exposures, and what the lineage page draws.

``python -m render.lineage`` writes models/marts/kpi/_exposures.yml (committed; a test compares it with the pages).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import duckdb
import yaml

from render.page_queries import REPORTS, page_relations

ROOT = Path(__file__).resolve().parents[1]
CATALOG = ROOT / "dashboard_catalog.yaml"
EXPOSURES = ROOT / "models" / "marts" / "kpi" / "_exposures.yml"
HEADING = "# Written by `make docs` from dashboard_catalog.yaml and the pages' queries; do not edit.\n"


def ready_dashboards() -> list[dict[str, Any]]:
    """Catalog entries whose page exists."""
    catalog = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return [entry for entry in catalog["dashboards"] if entry["status"] == "ready"]


def page_of(entry: dict[str, Any]) -> Path:
    """Page file of a dashboard."""
    return Path(REPORTS, "pages", entry["pack"], f"{entry['slug']}.md")


def exposures_text() -> str:
    """The exposures file: one entry per finished dashboard, with every relation its page reads."""
    exposures = [
        {
            "name": f"dashboard_{entry['number']:02d}_{entry['slug'].replace('-', '_')}",
            "label": entry["title"],
            "type": "dashboard",
            "maturity": "high",
            "url": f"/{entry['pack']}/{entry['slug']}",
            "description": entry["question"],
            "owner": {"name": entry["pack"]},
            # The site reads DuckDB; some of its marts do not exist on Spark.
            "config": {"enabled": "{{ target.type == 'duckdb' }}", "meta": {"number": entry["number"]}},
            "depends_on": [f"ref('{name}')" for name in page_relations(page_of(entry))],
        }
        for entry in ready_dashboards()
    ]
    return HEADING + yaml.safe_dump({"exposures": exposures}, sort_keys=False, width=110, allow_unicode=True)


def ancestors(node: str, parents: dict[str, list[str]]) -> set[str]:
    """Every relation that a relation is made from."""
    found: set[str] = set()
    waiting = list(parents.get(node, []))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += parents.get(name, [])
    return found


def read_parents(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Relations that each relation or dashboard reads directly."""
    found: dict[str, list[str]] = {}
    for parent, child in connection.execute("select parent, child from meta.lineage order by child, parent").fetchall():
        found.setdefault(child, []).append(parent)
    return found


def lineage(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Per dashboard and mart it reads: core tables and raw tables behind the mart.

    Parameters
    ----------
    connection : DuckDBPyConnection
        A published warehouse or an audience's extract.

    Returns
    -------
    list of dict
        `number`, `title`, `path`, `marts`: list of `name`, `description` (what one row is), `core`, `sources`.
    """
    parents = read_parents(connection)
    relations = connection.execute("select relation, layer, grain from meta.relation").fetchall()
    layers = {name: layer for name, layer, _ in relations}
    grains = {name: grain.removesuffix(".") for name, _, grain in relations}

    def mart(name: str) -> dict[str, Any]:
        behind = sorted(ancestors(name, parents))
        return {
            "name": name,
            "description": grains[name],
            "core": [one for one in behind if layers.get(one) == "core"],
            "sources": [one for one in behind if layers.get(one) == "raw"],
        }

    dashboards = connection.execute("select dashboard, position, title, path from meta.dashboard order by position")
    return [
        {"number": number, "title": title, "path": path, "marts": [mart(one) for one in parents.get(dashboard, ())]}
        for dashboard, number, title, path in dashboards.fetchall()
    ]


def main() -> int:
    """Write the exposures."""
    EXPOSURES.write_text(exposures_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
