"""Where a run looks at the product, and what that leaves out."""

from collections.abc import Iterable, Iterator

import pytest

from storycontract.contract.contract import Contract
from storycontract.pytest_plugin.scenario_item import SCENARIO_ITEM
from storycontract.verdict.wording import count_scenarios, join_words


class RunEnvironment:
    """The one environment of a run.

    A case whose `@env:` tags ask for others only is not run in it; a case without such a tag runs anywhere,
    and counts where the settings require it.
    """

    def __init__(self, name: str, contract: Contract, required: tuple[str, ...]) -> None:
        self._name = name
        self._contract = contract
        self._required = required
        self._others: list[pytest.Item] = []

    def find_others(self, items: Iterable[pytest.Item]) -> list[pytest.Item]:
        """Find, and remember, the items that ask for other environments."""
        self._others = [item for item in items if not _is_for(item, self._name)]
        return self._others

    def render_remarks(self) -> Iterator[str]:
        """Say what is left to other environments, and where nobody asks for this one."""
        if self._others:
            wanted = {name for item in self._others for name in _environments_of(item)}
            names = join_words([f"`{name}`" for name in sorted(wanted)])
            yield f"not run: {count_scenarios(len(self._others))} for {names}; this run is on `{self._name}`"
        if not self._is_required():
            yield f"no story asks for environment `{self._name}`: what this run shows is kept, and counts not"

    def _is_required(self) -> bool:
        return self._name in self._required or any(
            self._name in case.environments for story in self._contract.stories for case in story.cases
        )


def _is_for(item: pytest.Item, environment: str) -> bool:
    asked = _environments_of(item)
    return not asked or environment in asked


def _environments_of(item: pytest.Item) -> tuple[str, ...]:
    scenario = item.stash.get(SCENARIO_ITEM, None)
    return scenario.case.environments if scenario is not None else ()
