"""What SQL a page of the site runs, and which marts it therefore reads."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

REPORTS = Path(__file__).resolve().parents[1] / "reports"
# The page format's own marks, as Evidence reads them.
FENCE = re.compile(r"```sql (\w+)\n(.*?)```", re.DOTALL)
PARTIAL = re.compile(r'\{@partial\s+"(.*?)"\s*\}')
RELATION = re.compile(r"\bbess\.(\w+)")


def page_text(page: Path, reports: Path = REPORTS) -> str:
    """A page with its partials in place."""
    text = page.read_text(encoding="utf-8")
    return PARTIAL.sub(lambda match: (reports / "partials" / match[1]).read_text(encoding="utf-8"), text)


def page_queries(page: Path, reports: Path = REPORTS) -> dict[str, str]:
    """SQL of every query of a page by name, shared ones and those of its partials included, as written."""
    text = page_text(page, reports)
    front_matter = yaml.safe_load(text.split("---")[1]) or {}
    shared = {
        name: (reports / "queries" / file).read_text(encoding="utf-8")
        for entry in front_matter.get("queries", [])
        for name, file in entry.items()
    }
    return shared | dict(FENCE.findall(text))


def page_relations(page: Path, reports: Path = REPORTS) -> list[str]:
    """Names of the marts and core tables that the queries of a page read, sorted."""
    return sorted({name for sql in page_queries(page, reports).values() for name in RELATION.findall(sql)})
