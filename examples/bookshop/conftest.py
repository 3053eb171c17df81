"""The shop under the stories: one server for all of them, empty at the start of each."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import expect

from bookshop.app import create_app
from bookshop.store import empty_store, open_store

_START_SECONDS = 10

# The shop is on this computer: what has not shown up by then never will.
expect.set_options(timeout=3_000)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the SQLite file the shop works on."""
    return tmp_path_factory.mktemp("shop") / "shop.sqlite"


@pytest.fixture(scope="session")
def base_url(database: Path) -> Iterator[str]:
    """Open the shop on a free port; the browser's fixtures know it by this name."""
    config = uvicorn.Config(create_app(database), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{_wait_for_port(server)}"
    server.should_exit = True
    thread.join()


@pytest.fixture(autouse=True)
def shop(base_url: str, database: Path) -> Iterator[sqlite3.Connection]:
    """Give every scenario the running shop with nothing in it."""
    assert base_url
    with closing(open_store(database)) as db:
        empty_store(db)
        yield db


@pytest.fixture
def api(base_url: str) -> Iterator[httpx.Client]:
    """Talk to the shop as a partner's software does."""
    with httpx.Client(base_url=base_url) as client:
        yield client


def _wait_for_port(server: uvicorn.Server) -> int:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if time.monotonic() > deadline:
            pytest.fail(f"the shop did not open within {_START_SECONDS} seconds")
        time.sleep(0.01)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port
