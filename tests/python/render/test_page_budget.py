"""Pages, components and queries are short enough to be read: lines of a file, characters of a line."""

from pathlib import Path

import pytest

REPORTS = Path(__file__).resolve().parents[3] / "reports"
PAGES = sorted((REPORTS / "pages").rglob("*.md"))
COMPONENTS = sorted((REPORTS / "components").rglob("*.svelte")) + sorted((REPORTS / "components").rglob("*.js"))
QUERIES = sorted((REPORTS / "queries").rglob("*.sql"))
MOST_LINES = {".md": 120, ".svelte": 300, ".js": 300, ".sql": 40}
MOST_CHARACTERS = 160


def name(path: Path) -> str:
    return path.relative_to(REPORTS).as_posix()


@pytest.mark.parametrize("path", PAGES + COMPONENTS + QUERIES, ids=name)
def test_site_file__is_short_enough_to_be_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= MOST_LINES[path.suffix], "move long column lists to tables/columns, long SQL to queries"
    long = [number for number, line in enumerate(lines, 1) if len(line) > MOST_CHARACTERS]
    assert long == [], "break these lines, one attribute or clause a line"


def test_components__have_one_name_each() -> None:
    names = [path.name for path in COMPONENTS if path.suffix == ".svelte"]

    assert len(names) == len(set(names)), "pages name a component by its file alone, whatever its folder"
