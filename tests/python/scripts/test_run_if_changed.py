"""A step runs again when, and only when, what it depends on changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "run_if_changed.py"


class Step:
    """A step that counts its runs in a file."""

    def __init__(self, folder: Path) -> None:
        self.inputs, self.output, self.stamp = (
            folder / "build" / "inputs",
            folder / "output",
            folder / "stamps" / "step",
        )
        self.inputs.mkdir(parents=True)
        (self.inputs / "model.sql").write_text("select 1")

    def run(self) -> int:
        code = f"open({str(self.output)!r}, 'a').write('x')"
        command = [sys.executable, SCRIPT, "--stamp", self.stamp, "--inputs", self.inputs, "--output", self.output]
        subprocess.run([*command, "--", sys.executable, "-c", code], check=True, capture_output=True)
        return len(self.output.read_text())


@pytest.fixture
def step(tmp_path: Path) -> Step:
    return Step(tmp_path)


def test_an_unchanged_step_does_not_run_again(step: Step) -> None:
    assert [step.run(), step.run()] == [1, 1]


def test_a_changed_file_runs_it_again_even_below_a_folder_called_build(step: Step) -> None:
    step.run()
    (step.inputs / "model.sql").write_text("select 2")
    assert step.run() == 2


def test_results_below_an_input_do_not_count(step: Step) -> None:
    step.run()
    (step.inputs / "target").mkdir()
    (step.inputs / "target" / "compiled.sql").write_text("select 3")
    assert step.run() == 1


def test_a_deleted_parquet_file_is_noticed_beside_a_manifest(step: Step) -> None:
    (step.inputs / "_manifest.json").write_text("{}")
    (step.inputs / "day.parquet").write_bytes(b"12345")
    step.run()
    (step.inputs / "day.parquet").unlink()
    assert step.run() == 2


def test_a_lost_output_runs_it_again(step: Step) -> None:
    step.run()
    step.output.unlink()
    assert step.run() == 1
