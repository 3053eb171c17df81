"""One request of one browser: who it is, and how it is answered."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

from bookshop import accounts
from bookshop.basket import load_basket
from bookshop.catalogue import SUBJECTS, make_slug
from bookshop.money import render_money
from bookshop.store import open_store

_TEMPLATES = Jinja2Templates(directory=Path(__file__).with_name("templates"))
_TEMPLATES.env.filters["money"] = render_money
_TEMPLATES.env.filters["slug"] = make_slug


def connect(request: Request) -> Iterator[sqlite3.Connection]:
    """Open the store for the time of one request."""
    with closing(open_store(request.app.state.database)) as db:
        yield db


Database = Annotated[sqlite3.Connection, Depends(connect)]


@dataclass(slots=True)
class Visit:
    """A request, its store and its customer, if one is signed in."""

    request: Request
    db: sqlite3.Connection
    customer: accounts.Customer | None

    @property
    def session_id(self) -> str:
        """The id the browser is known by."""
        session_id: str = self.request.state.session_id
        return session_id

    def show(self, template: str, *, status: int = 200, **facts: object) -> Response:
        """Answer with a page."""
        frame = {
            "customer": self.customer,
            "basket_copies": load_basket(self.db, self.session_id).copies,
            "subjects": SUBJECTS,
            "notice": self._pop_notice(),
        }
        return _TEMPLATES.TemplateResponse(self.request, template, {**frame, **facts}, status_code=status)

    def send_to(self, path: str, *, notice: str = "") -> Response:
        """Send the browser to another page, which shows the notice once."""
        if notice:
            self.db.execute("REPLACE INTO notices VALUES (?, ?)", (self.session_id, notice))
        return RedirectResponse(path, status_code=303)

    def sign_in(self, customer: accounts.Customer) -> None:
        """Make the browser the customer's."""
        self.request.state.session_id = accounts.sign_in(self.db, self.session_id, customer)
        self.customer = customer

    def sign_out(self) -> None:
        """Forget who the browser belonged to."""
        accounts.sign_out(self.db, self.session_id)
        self.request.state.session_id = accounts.make_session_id()
        self.customer = None

    def _pop_notice(self) -> str:
        row = self.db.execute(
            "DELETE FROM notices WHERE session_id = ? RETURNING message",
            (self.session_id,),
        ).fetchone()
        return row["message"] if row else ""


def begin_visit(request: Request, db: Database) -> Visit:
    """Find out who is asking."""
    return Visit(request, db, accounts.find_signed_in(db, request.state.session_id))


Visitor = Annotated[Visit, Depends(begin_visit)]
