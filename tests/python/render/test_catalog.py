"""dashboard_catalog.yaml is complete, and what is finished agrees with pages, marts, sources and definitions."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
REPORTS = ROOT / "reports"
CATALOG: dict[str, Any] = yaml.safe_load((ROOT / "dashboard_catalog.yaml").read_text(encoding="utf-8"))
DASHBOARDS: list[dict[str, Any]] = CATALOG["dashboards"]
READY = [dashboard for dashboard in DASHBOARDS if dashboard["status"] == "ready"]
BY_SLUG = {"ids": lambda dashboard: dashboard["slug"]}
LIB = REPORTS / "components" / "lib"
FORMATS = {
    name
    for path in (LIB / "format.js", LIB / "money" / "format.js")
    for name in re.findall(r"^\t(\w+): \(v\) =>", path.read_text("utf-8"), re.MULTILINE)
}
SEEDS: list[dict[str, Any]] = yaml.safe_load((ROOT / "seeds" / "_seeds.yml").read_text(encoding="utf-8"))["seeds"]


def page_of(dashboard: dict[str, Any]) -> Path:
    return REPORTS / "pages" / dashboard["pack"] / f"{dashboard['slug']}.md"


def metrics_of(dashboard: dict[str, Any]) -> list[str]:
    """Every mart column a dashboard's header reads, as ``mart.column``."""
    metrics = []
    for kpi in dashboard["kpis"]:
        metrics.append(kpi["metric"])
        metrics += [kpi["target"]["metric"]] if "metric" in kpi.get("target", {}) else []
        metrics += [detail["metric"] for detail in kpi.get("details", [])]
    return metrics


def source_tables() -> set[str]:
    """Raw tables of the contract, as ``system.table``."""
    return {
        f"{source['name']}.{table['name']}"
        for path in (ROOT / "models" / "staging").rglob("_*__sources.yml")
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]
        for table in source["tables"]
    }


@cache
def mart_columns(mart: str) -> list[str]:
    """Described columns of a relation that pages read: a mart, or a dimension that is kept as a seed."""
    models = [
        model
        for path in (ROOT / "models" / "marts").rglob(f"{mart}.yml")
        for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    ]
    described = [entry for entry in models + SEEDS if entry["name"] == mart]
    assert described, f"no YAML describes {mart}"
    return [column["name"] for column in described[0]["columns"]]


@cache
def defined_kpis() -> set[str]:
    """Names of KPI definitions, as dbt's docs blocks open them."""
    paths = (ROOT / "models").rglob("_kpi__docs.md")
    return {name for path in paths for name in re.findall(r"{% docs (kpi_\w+) %}", path.read_text(encoding="utf-8"))}


def selected_columns(sql: str) -> list[str]:
    """Column names of a source query, which selects plain columns of one relation."""
    select = re.search(r"select(.*?)\bfrom\b", sql, re.DOTALL)
    assert select
    return [name.strip().split()[-1] for name in select[1].split(",")]


def test_catalog__numbers_the_fourteen_dashboards() -> None:
    assert [dashboard["number"] for dashboard in DASHBOARDS] == list(range(1, 15))
    assert len({dashboard["slug"] for dashboard in DASHBOARDS}) == 14
    assert {dashboard["pack"] for dashboard in DASHBOARDS} == {pack["slug"] for pack in CATALOG["packs"]}


@pytest.mark.parametrize("dashboard", DASHBOARDS, **BY_SLUG)
def test_catalog__entry_is_complete(dashboard: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", dashboard["slug"])
    assert dashboard["question"].endswith("?")
    assert dashboard["personas"]
    assert len(dashboard["decisions"]) >= 2
    assert dashboard["freshness"]["text"]
    assert dashboard["freshness"]["max_age_hours"] > 0
    assert len(dashboard["kpis"]) == 6
    assert len({kpi["label"] for kpi in dashboard["kpis"]}) == 6
    for source in dashboard["data_sources"]:
        assert source["system"]
        assert source["note"].endswith(".")
        assert set(source["tables"]) <= source_tables()


@pytest.mark.parametrize("dashboard", DASHBOARDS, **BY_SLUG)
def test_catalog__kpis_name_a_column_a_format_and_a_definition(dashboard: dict[str, Any]) -> None:
    for kpi in dashboard["kpis"]:
        assert kpi["better"] in {"higher", "lower", "none"}
        assert kpi["format"] in FORMATS
        assert re.fullmatch(r"kpi_[a-z0-9_]+", kpi["definition"])
        if "metric" in kpi.get("target", {}):
            assert kpi["target"]["source"], "a target says where it comes from"
    for metric in metrics_of(dashboard):
        assert re.fullmatch(r"mart_\w+\.\w+", metric)


@pytest.mark.parametrize("dashboard", DASHBOARDS, **BY_SLUG)
def test_catalog__says_ready_exactly_when_the_page_exists(dashboard: dict[str, Any]) -> None:
    assert (dashboard["status"] == "ready") == page_of(dashboard).exists()


@pytest.mark.parametrize("dashboard", READY, **BY_SLUG)
def test_page__takes_title_and_header_from_the_catalog(dashboard: dict[str, Any]) -> None:
    text = page_of(dashboard).read_text(encoding="utf-8")
    front_matter = yaml.safe_load(text.split("---")[1])

    assert front_matter["title"] == dashboard["title"]
    assert f"<DashboardHeader slug={dashboard['slug']} " in text


@pytest.mark.parametrize("dashboard", DASHBOARDS, **BY_SLUG)
def test_catalog__every_header_kpi_is_a_described_column_with_a_definition(dashboard: dict[str, Any]) -> None:
    missing = [
        metric for metric in metrics_of(dashboard) if metric.split(".")[1] not in mart_columns(metric.split(".")[0])
    ]
    undefined = [kpi["definition"] for kpi in dashboard["kpis"] if kpi["definition"] not in defined_kpis()]
    assert (missing, undefined) == ([], [])


@pytest.mark.parametrize("dashboard", READY, **BY_SLUG)
def test_page__every_header_column_is_shipped(dashboard: dict[str, Any]) -> None:
    for metric in metrics_of(dashboard):
        mart, column = metric.split(".")
        source = (REPORTS / "sources" / "bess" / f"{mart}.sql").read_text(encoding="utf-8")
        assert column in selected_columns(source)


@pytest.mark.parametrize("dashboard", READY, **BY_SLUG)
def test_page__every_kpi_has_a_definition_text_on_the_page(dashboard: dict[str, Any]) -> None:
    text = page_of(dashboard).read_text(encoding="utf-8")
    for kpi in dashboard["kpis"]:
        name = kpi["definition"].removeprefix("kpi_")
        assert f'{{@partial "kpi/{name}.md"}}' in text


@pytest.mark.parametrize("path", sorted((REPORTS / "sources" / "bess").glob("*.sql")), ids=lambda path: path.stem)
def test_source__ships_explicit_sorted_columns_of_one_mart(path: Path) -> None:
    sql = path.read_text(encoding="utf-8")

    assert "*" not in sql
    assert re.search(rf"from {path.stem}\b", sql), "a source is named as the relation it reads"
    assert "order by" in sql
    assert set(selected_columns(sql)) <= set(mart_columns(path.stem))
