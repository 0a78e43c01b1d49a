"""Who read what: one JSON line a request, never a token, a cookie or a login's code."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from logging import INFO, LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_BYTES, FILES_KEPT = 20_000_000, 20
# A token that somebody put into an address by mistake.
TOKEN = re.compile(r"bess_[\w-]+")
# What a login's answer carries in its query opens something.
SECRET_QUERIES = ("/login", "/logout")


@dataclass
class Entry:
    """One request.

    Attributes
    ----------
    at : str
        When it came. [UTC]
    principal, audience : str or None
        Who asked, and what they may read; None where nobody was known.
    address : str
        Where from.
    method, path, query : str
        What was asked.
    status : int
        How it was answered; 0 where the connection ended before.
    bytes : int
        Length of the body that was sent. [B]
    duration_ms : float
        From the request to the end of the answer. [ms]
    """

    at: str
    principal: str | None
    audience: str | None
    address: str
    method: str
    path: str
    query: str
    status: int = 0
    bytes: int = 0
    duration_ms: float = 0.0


class _PrivateFiles(RotatingFileHandler):
    """Files that only their owner reads."""

    def _open(self):  # type: ignore[no-untyped-def]
        return open(
            self.baseFilename, self.mode, encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)
        )


class Audit:
    """The log, in files that rotate.

    Parameters
    ----------
    path : Path
        The newest file; older ones get a number.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = _PrivateFiles(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")

    def write(self, entry: Entry) -> None:
        """Note a request."""
        is_secret = entry.path.startswith(SECRET_QUERIES)
        said = asdict(entry) | {
            "path": TOKEN.sub("bess_…", entry.path),
            "query": "" if is_secret else TOKEN.sub("bess_…", entry.query),
        }
        line = json.dumps(said, ensure_ascii=True)
        self._handler.handle(LogRecord("audit", INFO, "", 0, line, None, None))

    def close(self) -> None:
        """Let go of the file."""
        self._handler.close()


def now() -> str:
    """Now, as the log writes it. [UTC]"""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
