"""Our options, and whether we are asked for at all."""

import pytest

from storycontract.settings.loading import has_settings


def add_options(parser: pytest.Parser) -> None:
    """Add the options of storycontract to pytest."""
    group = parser.getgroup("storycontract", "stories as contracts")
    group.addoption(
        "--story",
        action="append",
        default=[],
        metavar="ID",
        help="run only the scenarios of this story or criterion (may be given more than once)",
    )


def is_switched_on(config: pytest.Config) -> bool:
    """Tell whether the project or the command line asks for storycontract."""
    return bool(config.getoption("story")) or has_settings(config.rootpath)
