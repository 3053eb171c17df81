"""Tags as pytest markers, so that `-m` selects by them and none of them breaks a run."""

from collections.abc import Callable, Iterable

import pytest

PLUGIN_OF_PYTEST_BDD = "pytest_bdd.plugin"

# Markers that fail or misbehave without arguments, which a tag cannot give.
_NEED_ARGUMENTS = frozenset({"parametrize", "usefixtures", "filterwarnings", "timeout"})


def declare_markers(names: Iterable[str]) -> set[str]:
    """Make tag names known markers, so that strictness about markers spares tags; return the new ones.

    pytest's own ini line cuts a name at its first colon, so `story:SHOP-1` cannot be declared there.
    """
    known: set[str] = pytest.mark._markers  # noqa: SLF001 - no public way
    new = set(names) - known
    known |= new
    return new


def withdraw_markers(names: Iterable[str]) -> None:
    """Forget declared markers, for processes that run pytest more than once."""
    pytest.mark._markers.difference_update(names)  # noqa: SLF001 - no public way


class TagHooks:
    """Applies tags to scenarios: as the user's own hook says, else as markers that cannot break the run."""

    def __init__(self, pluginmanager: pytest.PytestPluginManager) -> None:
        self._pluginmanager = pluginmanager

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_apply_tag(self, tag: str, function: Callable[..., object]) -> object:
        """Ask every other plugin but pytest-bdd itself, then mark."""
        ours_and_theirs = [self, self._pluginmanager.get_plugin("pytest-bdd") or PLUGIN_OF_PYTEST_BDD]
        others = self._pluginmanager.subset_hook_caller("pytest_bdd_apply_tag", ours_and_theirs)
        handled: object = others(tag=tag, function=function)
        if handled is not None:
            return handled
        if tag not in _NEED_ARGUMENTS and not tag.startswith("_"):
            declare_markers([tag])
            getattr(pytest.mark, tag)(function)
        return True
