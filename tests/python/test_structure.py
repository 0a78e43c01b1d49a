"""Structure: the layer law, names, documentation and budgets, read from dbt's manifest and from git."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).resolve().parents[2]
LAYERS = {"staging": "stg_", "intermediate": "int_", "core": ("dim_", "fact_"), "kpi": "mart_"}
CORE_EXCEPTIONS = {"forecast_revenue", "projects_pipeline"}
# Overviews, and verdicts on what other KPI marts measured, read KPI marts.
OVERVIEWS = re.compile(r"^mart_\w+_overview(_|$)|^mart_revenue_bridge_|^mart_sla_")
MAXIMUM_LINES, MAXIMUM_REFS, MAXIMUM_BYTES = 150, 7, 2_000_000
SPEC_TABLES = {
    "dim_site", "dim_asset", "dim_service", "dim_partner", "dim_sla", "fact_telemetry", "fact_dispatch", "fact_events",
    "fact_settlement", "fact_maintenance", "fact_data_quality", "forecast_revenue", "projects_pipeline",
}  # fmt: skip

Node = dict[str, Any]


@pytest.fixture(scope="module")
def manifest() -> Node:
    target = REPO / "data" / "structure"
    subprocess.run(
        [REPO / ".venv" / "bin" / "dbt", "parse", "--quiet", "--target-path", target], check=True, cwd=REPO, timeout=300
    )
    return dict(json.loads((target / "manifest.json").read_text()))


@pytest.fixture(scope="module")
def models(manifest: Node) -> list[Node]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]


def layer(node: Node) -> str:
    parts = Path(node["original_file_path"]).parts
    return parts[2] if parts[1] == "marts" else parts[1]


def complain(sentences: list[str]) -> None:
    assert not sentences, "\n".join(sentences)


def parents(manifest: Node, node: Node) -> list[Node]:
    known = manifest["nodes"] | manifest["sources"]
    return [known[name] for name in node["depends_on"]["nodes"]]


def test_every_model_is_in_a_layer_and_named_for_it(models: list[Node]) -> None:
    complain(
        [
            f"{node['name']} lies in {layer(node)}, whose models are named {LAYERS.get(layer(node))}…"
            for node in models
            if layer(node) not in LAYERS
            or (not node["name"].startswith(LAYERS[layer(node)]) and node["name"] not in CORE_EXCEPTIONS)
        ]
    )


def test_the_named_tables_exist(models: list[Node]) -> None:
    assert {node["name"] for node in models} >= SPEC_TABLES


def test_layer_law(manifest: Node, models: list[Node]) -> None:
    broken = []
    for node in models:
        here = layer(node)
        for parent in parents(manifest, node):
            is_source = parent["resource_type"] == "source"
            there = "source" if is_source else "seed" if parent["resource_type"] == "seed" else layer(parent)
            allowed = {
                "staging": {"source", "seed"},
                "intermediate": {"staging", "intermediate", "seed"},
                "core": {"staging", "intermediate", "core", "seed"},
                "kpi": {"core", "kpi"} if OVERVIEWS.match(node["name"]) else {"core"},
            }[here]
            if there not in allowed:
                broken.append(f"{node['name']} ({here}) reads {parent['name']} ({there}).")
            if is_source and parent["source_name"] == "truth":
                broken.append(f"{node['name']} reads planted truth; only tests may.")
            if is_source and parent["source_name"] != Path(node["original_file_path"]).parts[2]:
                broken.append(f"{node['name']} reads source {parent['source_name']} from another system's folder.")
        sources = [parent for parent in parents(manifest, node) if parent["resource_type"] == "source"]
        if here == "staging" and len(sources) != 1:
            broken.append(f"{node['name']} must read exactly one source, reads {len(sources)}.")
    complain(broken)


def test_the_site_reads_marts_only(models: list[Node]) -> None:
    marts = {node["name"] for node in models if layer(node) in ("core", "kpi")}
    broken = []
    for path in sorted((REPO / "reports" / "sources").rglob("*.sql")):
        read = set(re.findall(r"(?:from|join)\s+([a-z0-9_.]+)", path.read_text()))
        broken += [f"{path.name} reads {name}, which is no mart." for name in sorted(read - marts)]
    complain(broken)


def test_line_one_states_the_grain_and_models_are_short(models: list[Node]) -> None:
    broken = []
    for node in models:
        lines = (REPO / node["original_file_path"]).read_text().splitlines()
        if not re.match(r"^(--|#) One row per ", lines[0]):
            broken.append(f"{node['name']}: line 1 must start with '-- One row per …' ('# One row per …' in Python).")
        if len(lines) > MAXIMUM_LINES:
            broken.append(f"{node['name']} has {len(lines)} lines; split it ({MAXIMUM_LINES} at most).")
        if len(node["refs"]) > MAXIMUM_REFS:
            broken.append(f"{node['name']} reads {len(node['refs'])} models; split it ({MAXIMUM_REFS} at most).")
    complain(broken)


def test_every_model_and_column_is_described(models: list[Node]) -> None:
    broken = [f"{node['name']} has no description." for node in models if not node["description"].strip()]
    for node in models:
        columns = node["columns"].values()
        if layer(node) in ("core", "kpi") and not columns:
            broken.append(f"{node['name']} has no columns described.")
        broken += [f"{node['name']}.{c['name']} has no description." for c in columns if not c["description"].strip()]
    complain(broken)


def test_marts_have_contracts_and_key_tests(manifest: Node, models: list[Node]) -> None:
    keyed: set[str] = set()
    for test in manifest["nodes"].values():
        kind = (test.get("test_metadata") or {}).get("name")
        if test["resource_type"] == "test" and test.get("attached_node") and kind in ("unique", "unique_combination"):
            keyed.add(test["attached_node"])
    broken = []
    for node in models:
        if layer(node) not in ("core", "kpi"):
            continue
        if not node["config"]["contract"]["enforced"]:
            broken.append(f"{node['name']} has no enforced contract.")
        if node["unique_id"] not in keyed:
            broken.append(f"{node['name']} has no test of its key.")
    complain(broken)


def test_every_kpi_row_carries_its_coverage_or_says_why_none_applies(models: list[Node]) -> None:
    broken = []
    for node in models:
        if layer(node) != "kpi":
            continue
        is_covered, reason = "coverage_ratio" in node["columns"], str(node["config"]["meta"].get("coverage", ""))
        if not is_covered and not reason.strip():
            broken.append(f"{node['name']} needs a coverage_ratio, or config.meta.coverage with the reason for none.")
        if is_covered and reason:
            broken.append(f"{node['name']} has a coverage_ratio and a reason for none; one of them is wrong.")
    complain(broken)


def test_tests_are_named_for_what_is_true(manifest: Node) -> None:
    broken = []
    for node in manifest["nodes"].values():
        if node["resource_type"] != "test":
            continue
        is_singular = node.get("test_metadata") is None
        if is_singular and not node["name"].startswith("assert_"):
            broken.append(f"{node['original_file_path']}: a singular test is named assert_<sentence>.")
        if is_singular and not (REPO / node["original_file_path"]).read_text().lstrip().startswith("--"):
            broken.append(f"{node['original_file_path']}: say first what would go wrong in the business.")
    complain(broken)


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, check=True, capture_output=True, text=True).stdout
    return [REPO / name for name in listed.split("\0") if name and (REPO / name).is_file()]


def test_no_tracked_file_is_big_or_names_a_registry_or_a_machine() -> None:
    hosts = "|".join(("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org"))
    forbidden = re.compile(rf"({hosts})|(^|[^A-Za-z0-9_.])/(wor[k]|far[m]|roo[t])/")
    broken = []
    for path in tracked_files():
        if path.stat().st_size > MAXIMUM_BYTES:
            broken.append(f"{path.relative_to(REPO)} is over 2 MB.")
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if forbidden.search(line):
                broken.append(f"{path.relative_to(REPO)}:{number} names a registry or a path of a machine.")
    complain(broken)


def test_python_and_pages_are_short() -> None:
    budget = 400
    checked = [
        p for p in tracked_files() if p.suffix == ".py" or (p.suffix in (".md", ".svelte") and "reports" in p.parts)
    ]
    complain(
        [
            f"{path.relative_to(REPO)} has {count} lines ({budget} at most)."
            for path in checked
            if (count := len(path.read_text().splitlines())) > budget
        ]
    )


def test_the_raw_contract_page_is_fresh() -> None:
    run = subprocess.run(
        [REPO / ".venv" / "bin" / "python", "-m ingest.contract_page", "--check"],
        cwd=REPO, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_every_method_has_a_page_with_an_example() -> None:
    index = (REPO / "docs" / "methods.md").read_text()
    broken = []
    for folder in sorted(path for path in (REPO / "models" / "intermediate").iterdir() if path.is_dir()):
        page = folder / "README.md"
        text = page.read_text() if page.exists() else ""
        if not re.search(r"(?i)example", text):
            broken.append(f"{folder.relative_to(REPO)} has no README with a worked example.")
        if f"intermediate/{folder.name}/README.md" not in index:
            broken.append(f"docs/methods.md does not list {folder.name}.")
    complain(broken)


def test_no_seed_holds_an_apostrophe() -> None:
    """Spark's seed loader writes texts into SQL without escaping them."""
    seeds = sorted((REPO / "seeds").glob("*.csv"))
    complain([f"{path.name} holds an apostrophe." for path in seeds if "'" in path.read_text()])
