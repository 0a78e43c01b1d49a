"""Which systems, tables and marts stand behind each page: dbt exposures, and a file that the lineage page draws.

``--exposures`` writes models/marts/kpi/_exposures.yml (committed, a test compares it with the pages);
``--lineage`` writes reports/components/lib/lineage.json from the manifest of the warehouse before each site build.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from render.page_queries import REPORTS, page_relations

ROOT = Path(__file__).resolve().parents[1]
CATALOG = ROOT / "dashboard_catalog.yaml"
EXPOSURES = ROOT / "models" / "marts" / "kpi" / "_exposures.yml"
# Written by the build of the warehouse that the site shows.
MANIFEST = ROOT / "data" / "warehouse" / "target" / "manifest.json"
LINEAGE = REPORTS / "components" / "lib" / "lineage.json"
HEADING = "# Written by `make docs-partials` from dashboard_catalog.yaml and the pages' queries; do not edit.\n"


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
            "config": {"enabled": "{{ target.type == 'duckdb' }}"},
            "depends_on": [f"ref('{name}')" for name in page_relations(page_of(entry))],
        }
        for entry in ready_dashboards()
    ]
    return HEADING + yaml.safe_dump({"exposures": exposures}, sort_keys=False, width=110, allow_unicode=True)


def ancestors(node: str, parents: dict[str, list[str]]) -> set[str]:
    """Every node that a node of dbt's graph is built from."""
    found: set[str] = set()
    waiting = list(parents.get(node, []))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += parents.get(name, [])
    return found


def lineage(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Per finished dashboard and mart it reads: core tables and raw tables behind the mart.

    Parameters
    ----------
    manifest : dict
        dbt's manifest.json.

    Returns
    -------
    list of dict
        `number`, `title`, `path`, `marts`: list of `name`, `description` (its first sentence), `core`, `sources`.
    """
    parents, nodes, sources = manifest["parent_map"], manifest["nodes"], manifest["sources"]
    by_name = {node["name"]: key for key, node in nodes.items() if node["resource_type"] == "model"}

    def mart(name: str) -> dict[str, Any]:
        behind = ancestors(by_name[name], parents)
        return {
            "name": name,
            "description": " ".join(nodes[by_name[name]]["description"].split()).partition(". ")[0],
            "core": sorted(
                nodes[key]["name"] for key in behind if key in nodes and "/core/" in nodes[key]["original_file_path"]
            ),
            "sources": sorted(
                f"{sources[key]['source_name']}.{sources[key]['name']}" for key in behind if key in sources
            ),
        }

    return [
        {
            "number": entry["number"],
            "title": entry["title"],
            "path": f"/{entry['pack']}/{entry['slug']}",
            "marts": [mart(name) for name in page_relations(page_of(entry))],
        }
        for entry in ready_dashboards()
    ]


def main() -> int:
    """Write what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exposures", action="store_true")
    parser.add_argument("--lineage", action="store_true")
    arguments = parser.parse_args()
    if arguments.exposures:
        EXPOSURES.write_text(exposures_text(), encoding="utf-8")
    if arguments.lineage:
        LINEAGE.write_text(
            json.dumps(lineage(json.loads(MANIFEST.read_text(encoding="utf-8"))), indent="\t") + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
