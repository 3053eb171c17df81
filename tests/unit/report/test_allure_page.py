"""Pages of Allure as they are handed over."""

import pytest

from storycontract.report.allure_page import UnknownPageError, find_embedded, seal_page

HEAD = '<!DOCTYPE html><html><head>\n    <meta charset="utf-8">\n    <title>T</title></head><body>'
CALL = """
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    <script>
        window.dataLayer = [];
        gtag('config', 'G-1');
    </script>
"""
REPORT = '<script defer>Promise.allSettled([d("widgets/a.json","eyJhIjoxfQ==")])</script></body></html>'


def test_the_call_is_taken_out_and_the_report_stays() -> None:
    sealed = seal_page(f"{HEAD}<script>app()</script>{CALL}{REPORT}")

    assert "gtag" not in sealed
    assert "<script>app()</script>" in sealed
    assert sealed.endswith(REPORT)


def test_the_browser_is_forbidden_to_fetch_before_anything_else_is_read() -> None:
    sealed = seal_page(f"{HEAD}{REPORT}")

    assert sealed.index("default-src 'none'") < sealed.index("<title>")
    assert "http:" not in sealed.partition("<title>")[0]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<html>{REPORT}", id="no head that we know"),
        pytest.param(f"{HEAD}{CALL}{CALL}{REPORT}", id="a second call"),
        pytest.param(HEAD + CALL.replace("<script async", "<link rel=preload").replace(" src=", " href=")),
    ],
)
def test_a_page_that_is_built_otherwise_is_not_handed_over(page: str) -> None:
    with pytest.raises(UnknownPageError):
        seal_page(page)


@pytest.mark.parametrize("quote", ["'", '"'], ids=["Allure 2", "Allure 3"])
def test_what_a_page_carries_within_itself_is_found_by_name(quote: str) -> None:
    page = f"[d('other.json','bm8='),\n d({quote}widgets/a.json{quote},{quote}eyJhIjoxfQ=={quote})]"

    assert find_embedded(page, "widgets/a.json") == b'{"a":1}'
    assert find_embedded(page, "widgetsxa.json") is None
