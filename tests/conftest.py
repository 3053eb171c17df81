"""Fixtures for every test."""

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def _on_no_ci_server(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a run tells there is told where a test asks for it.
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
