"""The page on dependencies lists exactly what the projects' files name, each with an answer to every question."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/dependencies.md"


def listed() -> dict[str, list[list[str]]]:
    """Rows of the page's tables by section: package, why, who, reach, loss."""
    sections: dict[str, list[list[str]]] = {}
    section = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line.startswith("| `"):
            sections.setdefault(section, []).append([cell.strip() for cell in line.strip("|").split("|")])
    return sections


def named(sections: dict[str, list[list[str]]], *titles: str) -> list[str]:
    return [row[0].strip("`") for title in titles for row in sections[title]]


def required(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [re.split(r"[=<>~!\[ ;]", line)[0] for line in lines if line.strip() and not line.startswith("#")]


def test_page__lists_exactly_the_direct_python_dependencies() -> None:
    found = named(listed(), "Python, at work", "Python, to check the work")
    assert sorted(found) == sorted(required("requirements.in"))
    assert sorted(named(listed(), "Python, for the Spark target")) == sorted(required("requirements-spark.in"))


def test_page__knows_what_is_for_work_and_what_to_check_it() -> None:
    work, _, checks = (ROOT / "requirements.in").read_text(encoding="utf-8").partition("# development")
    for title, text in (("Python, at work", work), ("Python, to check the work", checks)):
        lines = {re.split(r"[=<>~!\[ ;]", line)[0] for line in text.splitlines()}
        assert set(named(listed(), title)) <= lines


def test_page__lists_exactly_the_direct_node_dependencies() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = [*package["dependencies"], *package["devDependencies"]]
    assert sorted(named(listed(), "Node, for the site")) == sorted(wanted)


def test_every_row__answers_every_question() -> None:
    rows = [row for found in listed().values() for row in found]
    assert rows
    assert [row[0] for row in rows if len(row) != 5 or not all(row)] == []


def test_every_direct_python_dependency__is_pinned_in_the_lock() -> None:
    for direct, lock in (("requirements.in", "requirements.txt"), ("requirements-spark.in", "requirements-spark.txt")):
        pinned = {line.partition("==")[0].lower() for line in (ROOT / lock).read_text().splitlines() if "==" in line}
        assert {name.lower() for name in required(direct)} <= pinned
