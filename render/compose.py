"""Write the project that a site is rendered from: a copy of ``reports/`` with what is generated for one world.

The copy lies in ``data/<world>/reports`` and is removed once the site is rendered. Nothing in ``reports/`` itself is
generated, so the same sources serve every world.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from render.lineage import lineage
from render.minutes import export as export_minutes
from worlds.world import REPO, World

REPORTS = REPO / "reports"
CONNECTION = "name: bess\ntype: duckdb\noptions:\n  filename: ../../../bess.duckdb\n"
# What Evidence and this program leave behind in a copy, and links of the editor's convenience.
NOT_COPIED = shutil.ignore_patterns(".evidence", "build", "node_modules", ".gitignore")


def world_facts(world: World) -> dict[str, str]:
    """What pages say about the world they show: title, description, ISO 4217 currency and the market's time zone."""
    return {
        "title": world.declared.title,
        "description": world.declared.description,
        "currency": world.market.currency,
        "time_zone": world.market.time_zone,
    }


def kpi_definitions(partials: Path) -> dict[str, str]:
    """KPI definitions by the name of their docs block, from the partials of a project."""
    return {f"kpi_{path.stem}": path.read_text(encoding="utf-8") for path in sorted(partials.glob("*.md"))}


def compose(world: World) -> Path:
    """Write the owner's project of a world and return its folder.

    Parameters
    ----------
    world : World
        A world whose warehouse is published, with dbt's manifest in ``target/`` beside it.

    Returns
    -------
    Path
        ``data/<world>/reports``; what it held before is replaced.
    """
    folder = world.folder / "reports"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(REPORTS, folder, ignore=NOT_COPIED)
    (folder / "node_modules").symlink_to(os.path.relpath(REPO / "node_modules", folder))
    (folder / "sources" / "bess" / "connection.yaml").write_text(CONNECTION, encoding="utf-8")
    generated = folder / "components" / "generated"
    generated.mkdir()
    manifest = json.loads((world.folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    shutil.copyfile(REPO / "dashboard_catalog.yaml", generated / "dashboard_catalog.yaml")
    for name, content in {
        "world": world_facts(world),
        "kpi_definitions": kpi_definitions(folder / "partials" / "kpi"),
        "lineage": lineage(manifest),
    }.items():
        text = json.dumps(content, indent="\t", ensure_ascii=False) + "\n"
        (generated / f"{name}.json").write_text(text, encoding="utf-8")
    export_minutes(world.warehouse, folder / "static" / "minutes")
    if world.evidence.is_dir():
        shutil.copytree(world.evidence, folder / "static" / "evidence")
    return folder
