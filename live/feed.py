"""Delivers a simulated world to a raw folder minute by minute, as the source systems would."""

from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contract import TableContract, load_contracts
from ingest.writer import write_table
from live.deliveries import DELIVERIES, Delivery

# Prefixes of files with one minute and of those merged to an hour: readers open every file, so there should be few.
MINUTE_FILE, HOUR_FILE = "landed-", "hour-"


class Feed:
    """A raw folder with the rows of a world that were delivered up to some time.

    Parameters
    ----------
    world : Path
        Raw folder of the whole simulation, including later minutes; it is only read.
    root : Path
        Folder of the feed: `raw/` holds the delivered files, `feed.json` the time of the last delivery.
    """

    def __init__(self, world: Path, root: Path) -> None:
        self.world, self.raw = world, root / "raw"
        self._state, self._landing = root / "feed.json", root / "landing"
        self._contracts = {name: c for name, c in load_contracts().items() if c.system != "truth"}
        self._connection = duckdb.connect()
        self._connection.execute("set timezone = 'UTC'")

    @property
    def landed_until(self) -> datetime | None:
        """Time up to which rows have been delivered [UTC]; None before the feed has begun."""
        if not self._state.exists():
            return None
        return datetime.fromisoformat(json.loads(self._state.read_text())["landed_until"])

    @property
    def ends_at(self) -> datetime:
        """Time at which the last minute of the world has been delivered [UTC]."""
        plant = self._rows_of(sorted((self.world / "tmeic/telemetry_plant").rglob("*.parquet"))[-3:])
        found = self._connection.execute(f"select max(ingested_at_utc) from {plant}").fetchone()
        ends_at: datetime = (found or (None,))[0]
        return ends_at + timedelta(minutes=1)

    def begin(self, at: datetime) -> None:
        """Deliver everything that was known at some time.

        Parameters
        ----------
        at : datetime
            The time. [UTC]
        """
        shutil.rmtree(self.raw, ignore_errors=True)
        for name, contract in self._contracts.items():
            for file in self._files(contract):
                delivery = DELIVERIES.get(name)
                if delivery is None or self._is_all_known(file, delivery, at):
                    self._link(file)
                else:
                    self._write(contract, self._known(file, delivery, at), file.stem)
        self._publish()
        self._save_state(at)

    def advance(self, to: datetime) -> int:
        """Deliver what became known since the last delivery; returns the number of rows.

        Parameters
        ----------
        to : datetime
            Time up to which rows are delivered. [UTC]
        """
        since = self.landed_until
        if since is None:
            raise RuntimeError("The feed has not begun.")
        rows = 0
        for name, delivery in DELIVERIES.items():
            contract = self._contracts[name]
            rows += self._rewrite_days(contract, delivery, since, to) if delivery.later else 0
            rows += self._add_files(contract, delivery, since, to) if not delivery.later else 0
        self._publish()
        self._save_state(to)
        if since.replace(minute=0) != to.replace(minute=0):
            self._merge_hours(to)
        return rows

    def _add_files(self, contract: TableContract, delivery: Delivery, since: datetime, to: datetime) -> int:
        """Write new rows as new files."""
        files = self._files(contract, self._days(delivery, since, to))
        if not files:
            return 0
        rows = self._connection.execute(
            f"select * from (select *, {delivery.known_at} as known_at from {self._rows_of(files)}) "
            "where known_at > ? and known_at <= ?",
            [since, to],
        ).to_arrow_table()
        return self._write(contract, rows.drop_columns(["known_at"]), f"{MINUTE_FILE}{to:%Y%m%dT%H%M}")

    def _rewrite_days(self, contract: TableContract, delivery: Delivery, since: datetime, to: datetime) -> int:
        """Write the whole days of a log in which a row was added or closed."""
        files = self._files(contract)
        if not files:
            return 0
        instants = (delivery.known_at, *delivery.later)
        is_changed = " or ".join(f"({instant} > $since and {instant} <= $to)" for instant in instants)
        found = self._connection.execute(
            f"select distinct filename from {self._rows_of(files)} where {is_changed}", {"since": since, "to": to}
        ).fetchall()
        return sum(
            self._write(contract, self._known(Path(file), delivery, to), Path(file).stem) for (file,) in sorted(found)
        )

    def _known(self, file: Path, delivery: Delivery, at: datetime) -> pa.Table:
        """Rows of a file that were known at some time, with later timestamps left empty."""
        blanked = ", ".join(f"case when {column} <= $at then {column} end as {column}" for column in delivery.later)
        replaced = f"replace ({blanked})" if blanked else ""
        return (
            self._connection.execute(
                f"select * exclude (known_at, filename) {replaced} "
                f"from (select *, {delivery.known_at} as known_at from {self._rows_of([file])}) where known_at <= $at",
                {"at": at},
            )
        ).to_arrow_table()

    def _is_all_known(self, file: Path, delivery: Delivery, at: datetime) -> bool:
        last = ", ".join(f"coalesce(max({column}) <= $at, true)" for column in ("known_at", *delivery.later))
        found = self._connection.execute(
            f"select {last} from (select *, {delivery.known_at} as known_at from {self._rows_of([file])})", {"at": at}
        ).fetchone()
        return all(found or ())

    def _files(self, contract: TableContract, days: set[str] | None = None) -> list[Path]:
        folder = self.world / contract.system / contract.name
        if days is None or contract.partitioned_by is None:
            return sorted(folder.rglob("*.parquet"))
        return sorted(file for day in days for file in folder.glob(f"date={day}/*.parquet"))

    @staticmethod
    def _days(delivery: Delivery, since: datetime, to: datetime) -> set[str]:
        span = (to.date() - since.date()).days
        return {str(since.date() + timedelta(days=n + around)) for n in range(span + 1) for around in delivery.days}

    @staticmethod
    def _rows_of(files: Iterable[Path]) -> str:
        listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
        return f"read_parquet([{listed}], filename = true, union_by_name = true, hive_partitioning = false)"

    def _link(self, file: Path) -> None:
        target = self.raw / file.relative_to(self.world)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Files in both folders are replaced, never changed, so a hard link is as good as a copy.
        os.link(file, target)

    def _write(self, contract: TableContract, rows: pa.Table, part: str) -> int:
        """Check rows against their contract and write them to the staging folder."""
        columns = rows.drop_columns(["filename"]) if "filename" in rows.column_names else rows
        return write_table(self._landing, contract, columns, part).rows

    def _publish(self) -> None:
        """Move finished files into the raw folder, each by an atomic rename."""
        for file in sorted(self._landing.rglob("*.parquet")):
            target = self.raw / file.relative_to(self._landing)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
        shutil.rmtree(self._landing, ignore_errors=True)

    def _save_state(self, at: datetime) -> None:
        written = self._state.with_suffix(".tmp")
        written.write_text(json.dumps({"landed_until": at.isoformat()}) + "\n")
        written.replace(self._state)

    def _merge_hours(self, to: datetime) -> None:
        """Merge the files of each complete hour. Nothing reads them meanwhile: updates run after deliveries."""
        for contract in (self._contracts[name] for name in DELIVERIES):
            hours: dict[tuple[Path, str], list[Path]] = defaultdict(list)
            for file in sorted((self.raw / contract.system / contract.name).rglob(f"{MINUTE_FILE}*.parquet")):
                hour = file.stem.removeprefix(MINUTE_FILE)[:11]
                if hour != f"{to:%Y%m%dT%H}":
                    hours[file.parent, hour].append(file)
            for (folder, hour), files in hours.items():
                rows = pa.concat_tables([pq.read_table(file, partitioning=None) for file in files])
                written = folder / f"{HOUR_FILE}{hour}.tmp"
                rows = rows.sort_by([(column, "ascending") for column in contract.sort])
                pq.write_table(rows, written, compression="zstd", store_schema=False)
                written.replace(folder / f"{HOUR_FILE}{hour}.parquet")
                for file in files:
                    file.unlink()
