"""The pages of the shop, as a visitor finds their way around them."""

from playwright.sync_api import Locator, Page

from bookshop.catalogue import make_slug

RIGHT_PASSWORD = "correct horse 42"  # noqa: S105 - opens nothing outside the stories


def follow(page: Page, control: Locator) -> None:
    """Use a link or a button, and wait for the page it leads to."""
    with page.expect_event("load"):
        control.click()


def find_titles(page: Page) -> Locator:
    """Find the titles of the listed books, in their order."""
    return page.get_by_role("list", name="Books").get_by_role("heading")


def find_listed_book(page: Page, title: str) -> Locator:
    """Find the entry of one listed book."""
    listed = page.get_by_role("list", name="Books").get_by_role("listitem")
    return listed.filter(has=page.get_by_role("heading", name=title, exact=True))


def find_fact(page: Page, name: str) -> Locator:
    """Find the cell beside a row's heading."""
    heading = page.get_by_role("rowheader", name=name, exact=True)
    return page.get_by_role("row").filter(has=heading).get_by_role("cell")


def find_message(page: Page, message: str) -> Locator:
    """Find a message the page announces."""
    return page.get_by_role("status").or_(page.get_by_role("alert")).get_by_text(message, exact=True)


def find_rows(page: Page, table: str) -> Locator:
    """Find the rows of a table, its head left out."""
    return page.get_by_role("table", name=table).locator("tbody").get_by_role("row")


def add_to_basket(page: Page, title: str, copies: int) -> None:
    """Choose copies on the page of a book."""
    page.goto(f"/books/{make_slug(title)}")
    page.get_by_label("Copies").fill(str(copies))
    follow(page, page.get_by_role("button", name="Put in the basket"))


def sign_in(page: Page, email: str, password: str) -> None:
    """Give e-mail address and password."""
    page.goto("/account/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    follow(page, page.get_by_role("button", name="Open my account"))


def sign_up(page: Page, name: str, email: str, password: str) -> None:
    """Give what an account needs."""
    page.goto("/account/sign-up")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    follow(page, page.get_by_role("button", name="Open account"))
