"""The address of a ledger: what it means, and how it is shown."""

import re
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from storycontract.errors import SettingsError

_SQLITE = "sqlite:///"
_CREDENTIALS = re.compile(r"(?<=://)[^/]*@")
_USUAL = "give `sqlite:///path/to/ledger.sqlite` or `postgresql://user@host/database`"


def parse_address(address: str) -> URL:
    """Parse an address as a person wrote it.

    Raises:
        SettingsError: it is none.
    """
    kind, separator, path = address.partition(_SQLITE)
    if separator and path and not kind:
        # A path may hold what would be a query, or an escape, in the address of a server.
        return URL.create("sqlite", database=path)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise _reject(address, _USUAL) from error
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise _reject(address, _USUAL)
    if "@" in (url.host or ""):
        # What stands before it is the rest of a password, which messages would show as the host.
        raise _reject(address, "write each `@` of the password as `%40`")
    return url.set(drivername="postgresql+psycopg")


def find_file(address: str) -> Path | None:
    """Find the file of a ledger; None where it is on a server."""
    url = parse_address(address)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def show_address(url: URL) -> str:
    """Show an address without what is secret in it."""
    secret = [name for name in url.query if "password" in name]
    return url.difference_update_query(secret).render_as_string(hide_password=True)


def _reject(address: str, fix: str) -> SettingsError:
    shown = _CREDENTIALS.sub("***@", address.partition("?")[0])
    return SettingsError("this is no address of a ledger", where=shown, fix=fix)
