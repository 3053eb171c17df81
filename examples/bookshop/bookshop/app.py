"""The web application: pages for people, an API for partners."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from bookshop import accounts
from bookshop.account_pages import account_pages
from bookshop.api import partner_api
from bookshop.catalogue_pages import catalogue_pages
from bookshop.checkout_pages import checkout_pages
from bookshop.store import create_store

_COOKIE = "session"


def create_app(database: Path) -> FastAPI:
    """Make the shop on a database file, which is created where there is none."""
    if not database.exists():
        create_store(database)
    # The stock pages of the framework load scripts from elsewhere.
    app = FastAPI(title="Lantern Lane Books", docs_url=None, redoc_url=None)
    app.state.database = database
    app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")), name="static")
    app.middleware("http")(_remember_browser)
    app.include_router(catalogue_pages)
    app.include_router(checkout_pages)
    app.include_router(account_pages)
    app.include_router(partner_api)
    return app


async def _remember_browser(
    request: Request,
    respond: Callable[[Request], Awaitable[Response]],
) -> Response:
    known = request.cookies.get(_COOKIE)
    request.state.session_id = known or accounts.make_session_id()
    response = await respond(request)
    if request.state.session_id != known and not request.url.path.startswith(("/static", "/api")):
        response.set_cookie(_COOKIE, request.state.session_id, httponly=True, samesite="lax")
    return response
