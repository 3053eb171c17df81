"""Our options, and where we are asked for, if at all."""

import os
from pathlib import Path

import pytest

from storycontract.errors import UsageError
from storycontract.settings.loading import find_project_root, has_settings

_OWN = ("story", "story_env", "story_product_version", "story_shard", "story_gate", "story_base")


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
    group.addoption(
        "--story-env",
        metavar="NAME",
        help="where the product runs that is tested: its evidence counts for this environment alone",
    )
    group.addoption(
        "--story-product-version",
        action="append",
        default=[],
        metavar="ENV=VERSION",
        help="which version of the product is deployed in an environment (may be given more than once)",
    )
    group.addoption(
        "--story-shard",
        metavar="I/N",
        help="this run is part I of N of a larger one; pytest-split's --splits and --group say it, too",
    )
    group.addoption(
        "--story-gate",
        nargs="?",
        const="all",
        metavar="POLICY",
        help="end with 1 unless all stories are done, or what POLICY asks for holds: `must`, `baseline`, an "
        "expression such as `@release:2.1 and @priority:must`; write it with `=`",
    )
    group.addoption(
        "--story-base",
        metavar="REF",
        help="what --story-gate=baseline compares with: a branch, a tag, a commit, a run",
    )


def find_root(config: pytest.Config) -> Path | None:
    """Find the root of the project that asks for storycontract; None where nobody asks.

    It is pytest's own root, unless a file of pytest's settings further up keeps that from being the project.
    """
    if has_settings(config.rootpath):
        return config.rootpath
    here = config.invocation_params.dir
    places = {_named_path(here, argument) for argument in config.args}
    roots = {find_project_root(place) for place in places or {here}}
    below = [root for root in roots if root is not None and root.is_relative_to(config.rootpath)]
    if len(below) == 1:
        return below[0]
    return config.rootpath if _asks(config) else None


def check_one_project(config: pytest.Config, root: Path) -> None:
    """Check that who asks for our answer names tests of one project: about others it would say nothing.

    Raises:
        UsageError: they name tests of another one, too.
    """
    if config.args_source is not pytest.Config.ArgsSource.ARGS or not _asks(config):
        return
    for argument in config.args:
        place = _named_path(config.invocation_params.dir, argument)
        other = find_project_root(place)
        if other is not None and not other.samefile(root):
            raise UsageError(
                f"`{argument}` is another project than `{root.name}`, and a run is about one",
                fix=f"run pytest in `{argument}` for itself",
                where="pytest",
            )


def _asks(config: pytest.Config) -> bool:
    return any(config.getoption(name) for name in _OWN)


def _named_path(here: Path, argument: str) -> Path:
    return Path(os.path.normpath(here / argument.partition("::")[0]))
