"""A real server on loopback over the published warehouse."""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import duckdb
import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp

from api.__main__ import guarded
from api.access import Audience, read_access
from api.app import create_app
from api.connections import server_config
from api.limits import Limits
from api.tokens import TokenStore
from api.warehouse import Warehouse
from audiences.extract import extract

WAREHOUSE = Path(__file__).resolve().parents[3] / "data/demo/bess.duckdb"
SMALL_WAREHOUSE = Path(__file__).resolve().parents[3] / "data/ci/bess.duckdb"
INDEX_PAGES = "data/demo/audiences/*/site/index.html"
NOTHING = Audience(warehouse=Path("none.duckdb"), site=Path("none"))
# Each site has a page of its own beside those that several have.
PAGES = {
    "enka": (".", "enka/portfolio", "tmeic/faults", "projects/harbour"),
    "tmeic": (".", "tmeic/faults", "minutes/controller"),
    "lender": (".", "enka/portfolio", "settlement-days/first"),
    "partner-estuary-ports": (".", "partners/estuary-ports"),
}


@contextmanager
def serving(app: ASGIApp, config: uvicorn.Config | None = None) -> Iterator[str]:
    """A server of an application, on a free port; gives its address."""
    server = uvicorn.Server(config or uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
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


def write_access(folder: Path, text: str = "", port: int = 4000) -> Path:
    """An access file of every audience in a folder, with more lines where given."""
    audiences = "".join(f"[audiences.{path.parent.parent.name}]\n" for path in sorted(folder.glob(INDEX_PAGES)))
    path = folder / "access.toml"
    path.write_text(f'address = "http://127.0.0.1:{port}"\n{audiences}{text}')
    return path


def issue(path: Path, audience: str, name: str, days: float = 1) -> dict[str, str]:
    """Header of a program that has just been given a token."""
    access = read_access(path)
    token = TokenStore(access.tokens).issue(name, audience, timedelta(days=days))
    return {"Authorization": f"Bearer {token}"}


def guarding(path: Path | None, port: int = 0, everything: Audience = NOTHING) -> AbstractContextManager[str]:
    """The whole server as an access file wants it, or as it is without one."""
    access = read_access(path) if path else None
    app = guarded(access, everything)
    return serving(app, server_config(app, port, access.limits if access else Limits(), access))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the warehouse and a small site of each audience, as `make site AUDIENCE=…` leaves them."""
    folder = tmp_path_factory.mktemp("shared")
    for audience, pages in PAGES.items():
        site = folder / f"data/demo/audiences/{audience}/site"
        for page in pages:
            (site / page).mkdir(parents=True, exist_ok=True)
            (site / page / "index.html").write_text(f"<p>{audience} {page}</p>")
        extract(SMALL_WAREHOUSE, audience, site.parent / "bess.duckdb")
    return folder


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
