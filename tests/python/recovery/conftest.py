"""Warehouses whose figures are held against what was planted: every shipped scenario, and each seed of `make prove`."""

from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[3]


def warehouses() -> dict[str, tuple[Path, Path]]:
    """Published warehouse and raw root by name."""
    folders = {"demo": (REPO / "data/demo/bess.duckdb", REPO / "data/demo/raw")}
    for name in ("ci", "gb-2018", "dst-spring", "dst-autumn"):
        folder = REPO / "data" / name
        folders[name] = (folder / "bess.duckdb", folder / "raw")
    for published in sorted((REPO / "data/proof").glob("*/bess.duckdb")):
        folders[f"seed-{published.parent.name}"] = (published, published.parent / "raw")
    return folders


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "warehouse" in metafunc.fixturenames:
        folders = warehouses()
        metafunc.parametrize("warehouse", folders.values(), ids=folders.keys())
