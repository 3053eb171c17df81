"""Addresses of ledgers: paths as they are, and no password in any message."""

import pytest

from storycontract.errors import SettingsError
from storycontract.ledger.address import find_file, parse_address, show_address


@pytest.mark.parametrize("path", ["/a b/ü.sqlite", "/we?ird/x.sqlite", "/100%25/x.sqlite", "c:d@e/#.sqlite"])
def test_a_path_is_taken_as_it_stands(path: str) -> None:
    assert str(find_file(f"sqlite:///{path}")) == path


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:s3cret@host/db",
        "postgresql://host/db?user=ann&password=s3cret",
        "postgresql://ann@host/db?sslpassword=s3cret",
    ],
)
def test_no_password_is_shown(address: str) -> None:
    assert "s3cret" not in show_address(parse_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:s3cret@host:port/db",
        "postgresql://ann:s3cret@[::1/db",
        "postgresql://ann:my@s3cret@host/db",
        "mysql://ann:s3cret@host/db",
        "mysql://host/db?password=s3cret",
        "sqlite:///",
    ],
)
def test_what_is_no_address_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(SettingsError, match="no address of a ledger") as caught:
        parse_address(address)

    assert "s3cret" not in str(caught.value)


def test_an_unescaped_sign_in_a_password_is_explained() -> None:
    with pytest.raises(SettingsError, match="write each `@` of the password as `%40`"):
        parse_address("postgresql://ann:my@s3cret@host/db")
