"""A report that Allure made, as we hand it over: nothing in it asks anybody for anything."""

import base64
import re

# Allure 3 has this block in every page and no option against it; Allure 2 leaves it out when asked.
_ANALYTICS = re.compile(
    r'<script[^<>]*\bsrc="https://www\.googletagmanager\.com/[^<>]*>\s*</script>\s*'
    r"(?:<script>(?:(?!</script>).)*</script>)?",
    re.DOTALL,
)
_TELLTALE = "googletagmanager.com/gtag"

# What a later Allure, a description or an attachment might fetch stays away as well. Both Allures carry their
# code within the page; links to a tracker still work.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "style-src 'unsafe-inline' data:; img-src data: blob:; font-src data:; media-src data: blob:; "
    "connect-src data: blob:; frame-src data: blob:; worker-src blob:; form-action 'none'"
)
_META = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
_CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)
_REFERRER = '<meta name="referrer" content="no-referrer">'


class UnknownPageError(Exception):
    """The page is none that we know how to seal."""


def seal_page(page: str) -> str:
    """Take out what calls an outside service, and forbid the browser all else of that kind.

    Raises:
        UnknownPageError: the page is not built as Allure's pages are.
    """
    # Looked for only where it is: a page may have a hundred megabytes.
    start = page.rfind("<script", 0, max(page.find(_TELLTALE), 0))
    cleaned = page[:start] + _ANALYTICS.sub("", page[start:], count=1) if start >= 0 else page
    charset = _CHARSET.search(cleaned)
    if charset is None or _TELLTALE in cleaned:
        raise UnknownPageError
    return f"{cleaned[: charset.end()]}\n    {_META}\n    {_REFERRER}{cleaned[charset.end() :]}"


def find_embedded(page: str, name: str) -> bytes | None:
    """Find a file that a single page carries within itself; None where it has none of this name."""
    # Allure 2 writes single quotes, Allure 3 double ones.
    found = re.search(rf"""\bd\((['"]){re.escape(name)}\1,\s*(['"])(?P<content>[\w+/=]*)\2""", page)
    return base64.b64decode(found["content"]) if found else None
