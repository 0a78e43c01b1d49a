"""Pages keep to what pages may do: filter, sort and sum marts; no business rules, no internet, no wide queries."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
REPORTS = ROOT / "reports"
PAGES = sorted((REPORTS / "pages").rglob("*.md"))
QUERIES = sorted((REPORTS / "queries").rglob("*.sql"))
TEXTS = PAGES + QUERIES + sorted((REPORTS / "components").rglob("*.svelte")) + sorted(REPORTS.glob("partials/**/*.md"))
TIME_CHARTS = ("LineChart", "AreaChart", "BarChart", "Chart")
SQL_FENCE = re.compile(r"```sql \w+\n(.*?)```", re.DOTALL)


def name(path: Path) -> str:
    return path.relative_to(REPORTS).as_posix()


def sql_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text if path.suffix == ".sql" else "\n".join(SQL_FENCE.findall(text))


@pytest.mark.parametrize("path", PAGES + QUERIES, ids=name)
def test_page_sql__defines_no_kpi(path: Path) -> None:
    sql = sql_of(path)

    assert not re.search(r"\bcase\s+when\b|\bavg\s*\(|\bmedian\s*\(", sql), "business rules belong in a mart"
    assert not re.search(r"\w\s/\s*\w", sql), "a ratio is divided in a mart"
    assert not re.search(r"\b(staging|intermediate)\.", sql), "pages read marts"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page__draws_time_in_utc(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for _, attributes in re.findall(rf"<({'|'.join(TIME_CHARTS)})\s(.*?)/>\n", text, re.DOTALL):
        if "_date" in attributes or "_at" in attributes:
            assert "useUTC: true" in attributes, "tables print UTC; without this the axis shows the reader's zone"


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_site_text__names_no_host_on_the_internet(path: Path) -> None:
    assert not re.search(r"https?://|//cdn", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEXTS + sorted((REPORTS / "components").rglob("*.js")), ids=name)
def test_site_text__takes_the_currency_from_the_world(path: Path) -> None:
    assert "£" not in path.read_text(encoding="utf-8"), "write ¤: lib/site.js puts the world's sign there"


def test_site_colours__are_named_in_the_theme_only() -> None:
    painted = [
        name(path)
        for path in TEXTS + sorted((REPORTS / "components").rglob("*.js"))
        if re.search(r"#[0-9a-fA-F]{6}\b|\brgba?\(", path.read_text(encoding="utf-8"))
    ]
    assert painted == []


def test_lock_file__names_no_registry_and_pins_the_engine_with_parquet_built_in() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert [path for path, package in packages.items() if "resolved" in package] == []
    engines = {package["version"] for path, package in packages.items() if path.endswith("@duckdb/duckdb-wasm")}
    assert engines == {"1.28.0"}
