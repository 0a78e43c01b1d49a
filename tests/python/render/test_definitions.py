"""Definitions on the pages are the docs blocks of the models, and the copier proves what it claims."""

from pathlib import Path

import pytest

from render.definitions import PARTIALS, ROOT, stale_partials, wanted_partials, write_partials

BLOCK = (
    "{% docs kpi_rte %}\nShare of energy back [0-1], below {{ limit }} and < 1.\n\n- **Formula** a / b\n{% enddocs %}\n"
)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / "marts" / "kpi"
    folder.mkdir(parents=True)
    (folder / "_kpi__docs.md").write_text(BLOCK, encoding="utf-8")
    return tmp_path / "models"


def test_site_partials__equal_the_docs_blocks() -> None:
    assert stale_partials(ROOT / "models", PARTIALS) == [], "run `make docs-partials`"


def test_site_partials__every_ready_kpi_block_was_found() -> None:
    assert wanted_partials(ROOT / "models"), "no _kpi__docs.md below models/: the pages would define nothing"


def test_copier__writes_once_and_then_finds_nothing_stale(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "partials"

    assert write_partials(models, folder) == ["rte.md"]
    assert stale_partials(models, folder) == []


def test_copier__sees_an_edited_and_an_orphaned_copy(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "partials"
    write_partials(models, folder)
    (folder / "rte.md").write_text("edited by hand\n", encoding="utf-8")
    (folder / "retired.md").write_text("its block is gone\n", encoding="utf-8")

    assert stale_partials(models, folder) == ["retired.md", "rte.md"]
    write_partials(models, folder)
    assert [path.name for path in folder.iterdir()] == ["rte.md"]


def test_copier__escapes_what_the_page_compiler_reads_as_code(models: Path) -> None:
    text = wanted_partials(models)["rte.md"]

    assert "{" not in text
    assert "<" not in text


def test_copier__refuses_a_kpi_defined_twice(models: Path) -> None:
    (models / "_kpi__docs.md").write_text(BLOCK, encoding="utf-8")

    with pytest.raises(ValueError, match="kpi_rte is defined twice"):
        wanted_partials(models)
