"""Runs a command only when its inputs changed since it last succeeded, judged by content.

`python -m scripts.run_if_changed --stamp data/demo/stamps/site --inputs reports --output data/demo/site -- COMMAND`
Parquet is judged by name and size, beside the generator's manifest or, where another system delivered it, its time.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

# Below an input folder these hold results, not inputs.
IGNORED = {"node_modules", ".evidence", "build", "minutes", "__pycache__", "target"}
BIG = {".parquet", ".duckdb"}


def fingerprint(inputs: list[Path], command: list[str]) -> str:
    """Hash of the inputs' contents and of the command; a folder counts with all files below it."""
    digest = hashlib.sha256("\0".join(command).encode())
    for root in inputs:
        has_manifest = (root / "_manifest.json").exists()
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if not path.is_file() or IGNORED & set(path.relative_to(root).parts):
                continue
            digest.update(path.as_posix().encode())
            if path.suffix in BIG:
                status = path.stat()
                # The manifest stands for the bytes; without one the time of writing has to.
                digest.update(f"{status.st_size} {'' if has_manifest else status.st_mtime_ns}".encode())
            else:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Run the command line; returns the command's exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stamp", type=Path, required=True, help="file that remembers the last success")
    parser.add_argument("--inputs", type=Path, nargs="+", required=True, help="files and folders the result depends on")
    parser.add_argument("--output", type=Path, required=True, help="what the command makes; when gone it runs again")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    missing = [str(path) for path in options.inputs if not path.exists()]
    if missing:
        print(f"run_if_changed: {', '.join(missing)} does not exist; run the step before this one.", file=sys.stderr)
        return 2
    now = fingerprint(options.inputs, command)
    if options.output.exists() and options.stamp.exists() and options.stamp.read_text() == now:
        print(f"{options.output} is up to date.")
        return 0
    options.stamp.unlink(missing_ok=True)
    code = subprocess.run(command, check=False).returncode
    if code == 0:
        options.stamp.parent.mkdir(parents=True, exist_ok=True)
        options.stamp.write_text(now)
    return code


if __name__ == "__main__":
    sys.exit(main())
