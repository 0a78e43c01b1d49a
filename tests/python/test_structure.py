"""Structure: what dbt-bouncer.yml asks of the models, what it cannot ask, and budgets of the other files."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from api.endpoints import ENDPOINTS, HEALTH_TRENDS
from render.page_queries import page_relations

REPO = Path(__file__).resolve().parents[2]
DBT, BOUNCER = REPO / ".venv" / "bin" / "dbt", REPO / ".venv" / "bin" / "dbt-bouncer"
TARGET = REPO / "data" / "structure"
# One line a debt, "<rule> <model>", sorted. Lines may only go.
DEBTS = Path(__file__).with_name("structure_debts.txt")
MART_LAYERS = ("core", "kpi", "overview")
MAXIMUM_STEPS, MAXIMUM_BYTES = 6, 2_000_000
# What was done to rows, not what the rows are.
WORDS_FOR_NO_ROWS = {"chosen", "told", "judged", "described", "witnessed", "final"}
# Rooms whose code reads marts by name: the evidence packets, the historian's export, the live page.
READING_ROOMS = ("api", "evidence_pack", "render", "live")
SPEC_TABLES = {
    "dim_site", "dim_asset", "dim_service", "dim_partner", "dim_sla", "fact_telemetry", "fact_dispatch", "fact_events",
    "fact_settlement", "fact_maintenance", "fact_data_quality", "forecast_revenue", "projects_pipeline",
}  # fmt: skip

Node = dict[str, Any]


@pytest.fixture(scope="module")
def manifest() -> Node:
    """Manifest of dbt with compiled SQL; no warehouse is needed for it."""
    subprocess.run(
        [DBT, "compile", "--quiet", "--target-path", TARGET],
        check=True, cwd=REPO, timeout=300, env=os.environ | {"BESS_WAREHOUSE_PATH": ":memory:"},
    )  # fmt: skip
    return dict(json.loads((TARGET / "manifest.json").read_text()))


@pytest.fixture(scope="module")
def models(manifest: Node) -> list[Node]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]


@pytest.fixture(scope="module")
def marts(models: list[Node]) -> list[Node]:
    return [node for node in models if layer(node) in MART_LAYERS]


def relations_in(sql: str) -> set[str]:
    """Names of the tables that a select statement reads, its own steps left out."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    return {table.name for table in tree.find_all(exp.Table)} - {step.alias for step in tree.find_all(exp.CTE)}


def layer(node: Node) -> str:
    parts = Path(node["original_file_path"]).parts
    return parts[2] if parts[1] == "marts" else parts[1]


def complain(sentences: list[str]) -> None:
    assert not sentences, "\n".join(sentences)


def settle(rule: str, broken: dict[str, str]) -> None:
    """Fail for each model that breaks a rule and is no known debt, and for each debt that is paid."""
    known = {line.split()[1] for line in DEBTS.read_text().splitlines() if line.split()[0] == rule}
    paid = [
        f"{name} keeps the rule now: take '{rule} {name}' out of {DEBTS.name}." for name in sorted(known - set(broken))
    ]
    complain([broken[name] for name in sorted(set(broken) - known)] + paid)


def test_debts_are_sorted_and_named() -> None:
    lines = DEBTS.read_text().splitlines()
    assert lines == sorted(set(lines))
    assert {line.split()[0] for line in lines} <= {"last_step", "layer", "reader", "steps"}


def test_what_dbt_bouncer_asks(manifest: Node) -> None:
    found = TARGET / "bouncer.json"
    subprocess.run(
        [BOUNCER, "run", "--config-file", REPO / "dbt-bouncer.yml", "--output-format", "json", "--output-file", found],
        check=False, cwd=REPO, capture_output=True, timeout=120,
    )  # fmt: skip
    results = json.loads(found.read_text())
    assert len(results) > len(manifest["nodes"]), "dbt-bouncer looked at too little; run it by hand."
    failed = [result for result in results if result["outcome"] != "success"]
    lineage = {
        result["unique_id"].split(".")[-1]: result["failure_message"]
        for result in failed
        if result["check_run_id"].startswith("check_lineage_permitted_upstream_models")
    }
    complain([r["failure_message"] for r in failed if r["unique_id"].split(".")[-1] not in lineage])
    settle("layer", lineage)


def test_the_named_tables_exist(models: list[Node]) -> None:
    assert {node["name"] for node in models} >= SPEC_TABLES


def test_only_tests_read_planted_truth(manifest: Node, models: list[Node]) -> None:
    truth = {key for key, source in manifest["sources"].items() if source["source_name"] == "truth"}
    complain([f"{node['name']} reads planted truth." for node in models if truth & set(node["depends_on"]["nodes"])])


def test_the_site_reads_marts_only(manifest: Node, marts: list[Node]) -> None:
    kept_by_hand = {node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "seed"}
    names = {node["name"] for node in marts} | {name for name in kept_by_hand if name.startswith("dim_")}
    complain(
        [
            f"{path.name} reads {name}, which is no mart."
            for path in sorted((REPO / "reports" / "sources").rglob("*.sql"))
            for name in sorted(relations_in(path.read_text()) - names)
        ]
    )


def words_of_code(path: Path) -> set[str]:
    """Words in the text constants of a Python file, without its docstrings."""
    tree = ast.parse(path.read_text())
    documents = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    }
    return {
        word
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in documents
        for word in re.findall(r"\w+", node.value)
    }


def relations_on_the_site() -> set[str]:
    """Marts and core tables behind the queries of any page."""
    behind = {path.stem: relations_in(path.read_text()) for path in (REPO / "reports" / "sources").rglob("*.sql")}
    read = {name for page in (REPO / "reports" / "pages").rglob("*.md") for name in page_relations(page)}
    return {relation for name in read for relation in behind.get(name, set())}


def relations_with_a_reader(manifest: Node) -> set[str]:
    """Models that somebody reads: a page, an endpoint, an export, a declared exposure or a described analysis."""
    outside = relations_on_the_site() | {endpoint.relation_name for endpoint in (*ENDPOINTS, *HEALTH_TRENDS.values())}
    for room in READING_ROOMS:
        for path in (REPO / room).rglob("*.py"):
            outside |= words_of_code(path)
    declared = [
        *manifest["exposures"].values(),
        *(node for node in manifest["nodes"].values() if node["resource_type"] == "analysis" and node["description"]),
    ]
    return outside | {key.split(".")[-1] for node in declared for key in node["depends_on"]["nodes"]}


def with_ancestors(names: Iterable[str], models: list[Node]) -> set[str]:
    """The models named, and all they are made of."""
    parents = {node["name"]: [key.split(".")[-1] for key in node["depends_on"]["nodes"]] for node in models}
    found: set[str] = set()
    waiting = [name for name in names if name in parents]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [parent for parent in parents[name] if parent in parents]
    return found


def test_every_mart_has_a_reader(manifest: Node, models: list[Node], marts: list[Node]) -> None:
    read = with_ancestors(relations_with_a_reader(manifest), models)
    settle(
        "reader",
        {
            node[
                "name"
            ]: f"Nobody reads {node['name']}: show it, serve it, describe the analysis that needs it, or delete it."
            for node in marts
            if node["name"] not in read | SPEC_TABLES
        },
    )


def steps_of(sql: str) -> tuple[list[str], str]:
    """Steps of a model beyond its imports, and the name of the last one.

    An import takes all columns of one relation of the warehouse, and perhaps some of its rows.
    """
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    steps = list(tree.find_all(exp.CTE))
    names = {step.alias for step in steps}

    def is_import(step: exp.CTE) -> bool:
        tables = [table.name for table in step.this.find_all(exp.Table)]
        takes_all = any(isinstance(column, exp.Star) for column in step.this.selects)
        return len(tables) == 1 and takes_all and not set(tables) & names and not step.this.find(exp.Group)

    last = tree.find(exp.From)
    return [step.alias for step in steps if not is_import(step)], last.this.name if last else ""


def test_marts_have_few_steps(marts: list[Node]) -> None:
    work = {node["name"]: steps_of(node["compiled_code"])[0] for node in marts}
    settle(
        "steps",
        {
            name: f"{name} has {len(steps)} steps beyond its imports ({MAXIMUM_STEPS} at most): {', '.join(steps)}."
            for name, steps in work.items()
            if len(steps) > MAXIMUM_STEPS
        },
    )


def test_the_last_step_of_a_mart_is_named_for_its_rows(marts: list[Node]) -> None:
    last = {node["name"]: steps_of(node["compiled_code"])[1] for node in marts}
    settle(
        "last_step",
        {
            name: f"{name}: call its last step {step!r} by what its rows are, such as site_days."
            for name, step in last.items()
            if step in WORDS_FOR_NO_ROWS
        },
    )


def test_line_one_states_the_grain(models: list[Node]) -> None:
    complain(
        [
            f"{node['name']}: line 1 must start with '-- One row per …' ('# One row per …' in Python)."
            for node in models
            if not (REPO / node["original_file_path"]).read_text().startswith(("-- One row per ", "# One row per "))
        ]
    )


def test_every_mart_has_columns(marts: list[Node]) -> None:
    complain([f"{node['name']} has no columns described." for node in marts if not node["columns"]])


def test_every_kpi_row_carries_its_coverage_or_says_why_none_applies(marts: list[Node]) -> None:
    broken = []
    for node in marts:
        if layer(node) == "core":
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
        [REPO / ".venv" / "bin" / "python", "-m", "ingest.contract_page", "--check"],
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
