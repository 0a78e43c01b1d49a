"""Copy KPI definitions from dbt's docs blocks to the partials that report pages include.

One definition, two surfaces: dbt's column texts and the pages' "How this is measured". Run with
``--check`` to learn whether the committed partials are stale without touching them.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTIALS = ROOT / "reports" / "partials" / "kpi"
BLOCK = re.compile(r"{%\s*docs\s+kpi_(?P<name>\w+)\s*%}(?P<text>.*?){%\s*enddocs\s*%}", re.DOTALL)
# The page compiler would read these as code.
ESCAPES = str.maketrans({"{": "&#123;", "}": "&#125;", "<": "&lt;"})


def wanted_partials(models: Path) -> dict[str, str]:
    """Read the partials that the docs blocks below a folder ask for.

    Parameters
    ----------
    models : Path
        Folder that holds ``_kpi__docs.md`` files at any depth.

    Returns
    -------
    dict of str to str
        Text by file name, without the ``kpi_`` prefix of the block.
    """
    partials: dict[str, str] = {}
    for path in sorted(models.rglob("_kpi__docs.md")):
        for block in BLOCK.finditer(path.read_text(encoding="utf-8")):
            file_name = f"{block['name']}.md"
            if file_name in partials:
                raise ValueError(f"kpi_{block['name']} is defined twice; the second is in {path}")
            partials[file_name] = block["text"].strip().translate(ESCAPES) + "\n"
    return partials


def stale_partials(models: Path, folder: Path) -> list[str]:
    """Name the partials that differ from their docs block, in either direction."""
    wanted = wanted_partials(models)
    present = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def write_partials(models: Path, folder: Path) -> list[str]:
    """Make the partials equal to the docs blocks and name those that changed."""
    changed = stale_partials(models, folder)
    wanted = wanted_partials(models)
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def main() -> int:
    """Write the copies, or with ``--check`` only report the stale partials."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a copy is stale")
    arguments = parser.parse_args()
    if arguments.check:
        stale = stale_partials(ROOT / "models", PARTIALS)
        for name in stale:
            sys.stderr.write(f"reports/partials/kpi/{name} differs from its docs block: run `make docs-partials`\n")
        return 1 if stale else 0
    for name in write_partials(ROOT / "models", PARTIALS):
        sys.stdout.write(f"reports/partials/kpi/{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
