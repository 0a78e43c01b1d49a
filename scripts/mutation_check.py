"""Corrupts formulas one at a time and shows that each corruption turns a test red.

`python -m scripts.mutation_check` goes through tests/mutation/mutations.toml on the built `ci` scenario. A mutation is
killed when at least one test fails and everything still compiles; one that survives shows a hole in the tests, and the
program exits 1 and names it. The repository itself is never touched: all work is done in a copy.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worlds.world import load

REPO = Path(__file__).resolve().parent.parent
MUTATIONS = REPO / "tests" / "mutation" / "mutations.toml"
COPIED = ("models", "macros", "methods", "seeds", "tests", "analyses", "profiles", "seeds_generator", "adapters")
COPIED_FILES = ("dbt_project.yml", "pyproject.toml")


@dataclass(frozen=True)
class Mutation:
    """One corruption.

    Attributes
    ----------
    name : str
        What the corruption would do to the business.
    file : str
        File below the repository.
    find, replace : str
        Text that stands exactly once in the file, and what it becomes.
    select : str
        dbt selection to build and test; empty for a Python method.
    pytest : str
        Test file to run instead, for a Python method.
    """

    name: str
    file: str
    find: str
    replace: str
    select: str = ""
    pytest: str = ""


def load_mutations() -> list[Mutation]:
    """Read the mutations; raises ValueError naming the one whose text is not in its file exactly once."""
    mutations = [Mutation(**entry) for entry in tomllib.loads(MUTATIONS.read_text(encoding="utf-8"))["mutation"]]
    for mutation in mutations:
        count = (REPO / mutation.file).read_text(encoding="utf-8").count(mutation.find)
        if count != 1:
            raise ValueError(f"{mutation.name}: its text stands {count} times in {mutation.file}, not once.")
        if bool(mutation.select) == bool(mutation.pytest):
            raise ValueError(f"{mutation.name}: give either select or pytest.")
    return mutations


def red_tests(project: Path, mutation: Mutation, raw: Path) -> list[str]:
    """Names of the tests that fail in a mutated project; raises RuntimeError when it does not even run."""
    if mutation.pytest:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", mutation.pytest],
            cwd=project, check=False, capture_output=True, text=True,
        )  # fmt: skip
        if run.returncode not in (0, 1):
            raise RuntimeError(run.stdout + run.stderr)
        return [line.split()[1] for line in run.stdout.splitlines() if line.startswith("FAILED ")]
    results = project / "target" / "run_results.json"
    results.unlink(missing_ok=True)
    dbt = str(Path(sys.executable).parent / "dbt")
    run = subprocess.run(
        [dbt, "build", "--quiet", "--vars", json.dumps({"raw_root": str(raw)}), "--select", *mutation.select.split()],
        cwd=project, check=False, capture_output=True, text=True,
        env=os.environ | {"BESS_WAREHOUSE_PATH": "bess.duckdb", "DBT_TARGET_PATH": "target"},
    )  # fmt: skip
    if not results.exists():
        raise RuntimeError(run.stdout + run.stderr)
    found: list[dict[str, Any]] = json.loads(results.read_text())["results"]
    broken = [result["unique_id"] for result in found if result["status"] == "error"]
    if broken:
        raise RuntimeError(f"{', '.join(broken)} did not even run:\n{run.stdout}")
    return [str(result["unique_id"]) for result in found if result["status"] == "fail"]


def check(mutations: list[Mutation], raw: Path, warehouse: Path) -> list[str]:
    """Try every mutation; returns a sentence for each one that survived."""
    survivors = []
    with tempfile.TemporaryDirectory(prefix="bess-mutation-") as scratch:
        project = Path(scratch)
        for folder in (name for name in COPIED if (REPO / name).exists()):
            shutil.copytree(REPO / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
        for name in COPIED_FILES:
            shutil.copyfile(REPO / name, project / name)
        (project / "profiles.yml").symlink_to("profiles/profiles.yml")
        # Staging views name their files below data/.
        (project / "data").symlink_to(REPO / "data")
        for mutation in mutations:
            shutil.copyfile(warehouse, project / "bess.duckdb")
            path = project / mutation.file
            original = path.read_text(encoding="utf-8")
            path.write_text(original.replace(mutation.find, mutation.replace), encoding="utf-8")
            red = red_tests(project, mutation, raw)
            path.write_text(original, encoding="utf-8")
            print("killed  " if red else "SURVIVED", mutation.name)
            for name in red[:3]:
                print("          ", name.split("bess_analytics.")[-1])
            if not red:
                survivors.append(f"{mutation.name}: no test of {mutation.select or mutation.pytest} turned red.")
    return survivors


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=load("ci").raw, help="raw root (ci)")
    parser.add_argument("--warehouse", type=Path, default=load("ci").warehouse, help="warehouse built from it (ci)")
    parser.add_argument("--only", nargs="*", default=[], help="words; only mutations whose name holds one of them")
    options = parser.parse_args()
    if not options.warehouse.exists():
        print(f"mutation_check: {options.warehouse} is not there; run `make build WORLD=ci` first.", file=sys.stderr)
        return 2
    mutations = load_mutations()
    if options.only:
        mutations = [m for m in mutations if any(word in m.name for word in options.only)]
    survivors = check(mutations, options.raw.resolve(), options.warehouse.resolve())
    print(f"{len(mutations) - len(survivors)} of {len(mutations)} mutations killed.")
    for sentence in survivors:
        print(sentence, file=sys.stderr)
    return 1 if survivors or not mutations else 0


if __name__ == "__main__":
    sys.exit(main())
