"""The pytest plugin: inert unless a project or a command line asks for it."""

import pytest

from storycontract.errors import StorycontractError
from storycontract.pytest_plugin.options import add_options, find_root


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our options."""
    add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Feed pytest-split before it asks for durations, which is while pytest configures its plugins."""
    if config.getoption("splits", default=None) is None:
        return
    try:
        root = find_root(config)
        if root is not None:
            from storycontract.pytest_plugin.switching_on import prepare_split  # noqa: PLC0415 - as below

            prepare_split(config, root)
    except StorycontractError as error:
        raise pytest.UsageError(str(error)) from error


def pytest_configure(config: pytest.Config) -> None:
    """Switch on where somebody asks for it; everything else is loaded only then."""
    try:
        root = find_root(config)
        if root is not None:
            from storycontract.pytest_plugin.switching_on import switch_on  # noqa: PLC0415 - inert is cheap

            switch_on(config, root)
    except StorycontractError as error:
        raise pytest.UsageError(str(error)) from error
