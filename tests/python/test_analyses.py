"""Every analysis opens with its question, compiles, and has an answer in the demo's warehouse."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import duckdb
import pytest

REPO = Path(__file__).resolve().parents[2]
DEMO = REPO / "data/demo/bess.duckdb"
ANALYSES = sorted(path.name for path in (REPO / "analyses").glob("*.sql"))

pytestmark = pytest.mark.warehouse


@pytest.fixture(scope="module")
def compiled() -> Path:
    """Compile all analyses once; returns the folder they were compiled to."""
    assert DEMO.exists(), f"{DEMO} is not there; run `make build` first."
    target = REPO / "data" / "analyses"
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [REPO / ".venv/bin/dbt", "compile", "--quiet", "--select", "resource_type:analysis", "--target-path", target],
        check=True,
        cwd=REPO,
        timeout=300,
        # Names are all that compiling needs: an empty file of the same name, which no reader keeps open.
        env=os.environ | {"BESS_WAREHOUSE_PATH": str(target / DEMO.name)},
    )
    return target / "compiled" / "bess_analytics" / "analyses"


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_asks_and_answers(compiled: Path, name: str) -> None:
    sql = (compiled / name).read_text(encoding="utf-8").strip()
    first = sql.splitlines()[0]
    assert first.startswith("-- "), f"{name}: line 1 must be the question, as a comment."
    assert "? Asked by " in first, f"{name}: line 1 must say what is asked and who asks."
    with duckdb.connect(str(DEMO), read_only=True) as connection:
        assert connection.execute(sql).fetchone() is not None, f"{name} has no answer."
