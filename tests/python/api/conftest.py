"""A real server on loopback over the published warehouse."""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb
import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp

from api.app import create_app
from api.warehouse import Warehouse

WAREHOUSE = Path(__file__).resolve().parents[3] / "data/warehouse/bess.duckdb"


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """A server of an application, on a free port; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def running(path: Path) -> AbstractContextManager[str]:
    """The API over a warehouse."""
    return serving(create_app(Warehouse(path)))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running(WAREHOUSE) as url:
        yield url


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def warehouse() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(WAREHOUSE), read_only=True)
