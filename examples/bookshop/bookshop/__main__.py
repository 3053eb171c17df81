"""`python -m bookshop`: open the shop on this computer, to look around."""

from contextlib import closing
from pathlib import Path

import uvicorn

from bookshop.app import create_app
from bookshop.catalogue import list_books
from bookshop.sample_books import add_sample_books
from bookshop.store import open_store

_DATABASE = Path("bookshop.sqlite")


def main() -> None:
    """Serve the sample books on port 8000."""
    app = create_app(_DATABASE)
    with closing(open_store(_DATABASE)) as db:
        if not list_books(db):
            add_sample_books(db)
    uvicorn.run(app, host="127.0.0.1", port=8000)


if __name__ == "__main__":
    main()
