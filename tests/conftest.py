"""Fixtures for every test."""

import pytest
from hypothesis import settings

pytest_plugins = ["pytester"]

# A busy machine is slow, which says nothing about the product.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _on_no_ci_server(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a run tells there is told where a test asks for it.
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
