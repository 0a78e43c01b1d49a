"""Spark gets the machine's Java when it is new enough, else the packaged one without the module that it lacks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.spark_java import major_version, packaged_home, spark_environment, system_java


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """An interpreter that names a Java which prints its arguments."""
    java = program(tmp_path / "runtime" / "java", 'printf "%s\\n" "$@"')
    return program(tmp_path / "bin" / "python", f"echo {java}")


@pytest.mark.parametrize(
    ("report", "major"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ('java version "1.8.0_391"', 8),
        ("No Java runtime present, requesting install.", None),
    ],
)
def test_major_version__is_read_from_the_report(report: str, major: int | None) -> None:
    assert major_version(report) == major


@pytest.mark.parametrize(("report", "is_found"), [('openjdk version "17.0.15"', True), ('version "11.0.2"', False)])
def test_system_java__is_taken_when_new_enough(tmp_path: Path, report: str, is_found: bool) -> None:
    java = program(tmp_path / "home" / "bin" / "java", f"echo '{report}' >&2")
    for environment in ({"JAVA_HOME": str(tmp_path / "home"), "PATH": ""}, {"PATH": str(java.parent)}):
        assert system_java(environment) == (java if is_found else None)


def test_system_java__is_none_where_there_is_none(tmp_path: Path) -> None:
    assert system_java({"PATH": str(tmp_path)}) is None


def test_packaged_java__gets_every_argument_but_the_module_it_lacks(tmp_path: Path, python: Path) -> None:
    home = packaged_home(python, tmp_path / "home")
    arguments = ["-Xmx1g", "--add-modules=jdk.incubator.vector", "a b", "--add-opens=x=ALL-UNNAMED"]
    run = subprocess.run([home / "bin" / "java", *arguments], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["-Xmx1g", "a b", "--add-opens=x=ALL-UNNAMED"]


def test_environment__names_java_and_interpreter_of_the_workers(tmp_path: Path, python: Path) -> None:
    environment = spark_environment(python, tmp_path / "home", {"PATH": "", "LANG": "C"})
    assert environment == {
        "PATH": "",
        "LANG": "C",
        "JAVA_HOME": str(tmp_path / "home"),
        "PYSPARK_PYTHON": str(python),
        "PYSPARK_DRIVER_PYTHON": str(python),
    }


def test_environment__keeps_the_path_of_an_interpreter_in_a_virtual_environment(tmp_path: Path) -> None:
    link = tmp_path / "environment" / "python"
    link.parent.mkdir()
    link.symlink_to(sys.executable)
    java = program(tmp_path / "java" / "bin" / "java", "echo 'version \"21\"' >&2")
    environment = spark_environment(link, tmp_path / "home", {"JAVA_HOME": str(java.parents[1])})
    assert environment["PYSPARK_PYTHON"] == str(link)
