"""Updates the operational marts from the delivered raw files, and publishes them."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult

from warehouse.metadata import read_artifacts, write_metadata

REPO = Path(__file__).resolve().parents[1]
# The relations of the real-time page, and every model they are made from.
PAGE_ONLY = ("--select", "+tag:live")
# Views need no update; the dimensions from contracts change with a full build only.
UPDATE_SELECTION = (*PAGE_ONLY, "--exclude", "config.materialized:view", "dim_site", "dim_asset")


class UpdateError(RuntimeError):
    """A dbt command failed; dbt has printed why."""


class Updates:
    """The warehouse of a feed: a working file that dbt writes, and the published copy that the server reads.

    Parameters
    ----------
    raw : Path
        Raw folder of the feed.
    published : Path
        File that readers open; the working file lies in `working/` beside it.
    like : Updates, optional
        Updates of the same raw folder; its parsed dbt project is used again.
    late_minutes : int, optional
        How late a row may arrive to be included in an update; dbt's variable `live_late_minutes` by default. [min]
    """

    def __init__(
        self, raw: Path, published: Path, like: Updates | None = None, late_minutes: int | None = None
    ) -> None:
        self.published = published
        self.working = published.parent / "working" / published.name
        self.working.parent.mkdir(parents=True, exist_ok=True)
        self._raw, self._target = raw.resolve(), (published.parent / "target").resolve()
        values = {"raw_root": str(self._raw), "is_live_update": True, "live_late_minutes": late_minutes}
        self._options = [
            "--quiet",
            *("--project-dir", str(REPO)),
            *("--profiles-dir", str(REPO / "profiles")),
            *("--target-path", str(self._target)),
            *("--log-path", str((published.parent / "logs").resolve())),
            *("--vars", json.dumps({name: value for name, value in values.items() if value is not None})),
        ]
        # Kept between updates: parsing the project takes longer than an update.
        self._dbt: dbtRunner = dbtRunner(manifest=like._dbt.manifest if like else None)

    def build(self, *selection: str) -> None:
        """Build the models from all delivered files in an empty working file, and publish it.

        Parameters
        ----------
        *selection : str
            Arguments of dbt that select some models; without them all are built.
        """
        for old in self.working.parent.glob(f"{self.working.name}*"):
            old.unlink()
        self._invoke("build", "--resource-type", "model", "--resource-type", "seed", *selection)
        with duckdb.connect(str(self.working)) as connection:
            write_metadata(connection, *read_artifacts(self._target), {"raw_root": str(self._raw)})
        self.publish()

    def update(self) -> None:
        """Update the live relations from what was delivered, and publish them; `meta` stays that of the full build."""
        self._invoke("run", "--no-write-json", *UPDATE_SELECTION)
        self.publish()

    def publish(self) -> None:
        """Publish a copy of the working file by an atomic rename."""
        incoming = self.published.with_suffix(".incoming")
        shutil.copyfile(self.working, incoming)
        incoming.replace(self.published)

    def _invoke(self, *arguments: str) -> None:
        os.environ["BESS_WAREHOUSE_PATH"] = str(self.working.resolve())
        if self._dbt.manifest is None:
            parsed = self._dbt.invoke(["parse", *self._options])
            self._dbt = dbtRunner(manifest=parsed.result)  # type: ignore[arg-type]
        result: dbtRunnerResult = self._dbt.invoke([*arguments, *self._options])
        # Otherwise the file stays locked and its last changes stay in the write-ahead log.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if not result.success:
            if result.exception:
                print(result.exception, file=sys.stderr)
            raise UpdateError(f"dbt {arguments[0]} failed; {self.published} is unchanged.")


def as_of(published: Path) -> str | None:
    """Newest minute of a published warehouse [UTC]; None where it has no site."""
    with duckdb.connect(str(published), read_only=True) as connection:
        found = connection.execute("select max(as_of_at) from dim_as_of").fetchone()
    return str(found[0]) if found and found[0] else None
