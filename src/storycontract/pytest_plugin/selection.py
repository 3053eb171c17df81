"""Which items a command line asks for, and whether that is the whole contract."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rapidfuzz import process

from storycontract.contract.contract import Contract
from storycontract.contract.feature import Feature, FeatureFile
from storycontract.contract.scenario import Scenario
from storycontract.evidence.record import Selection
from storycontract.pytest_plugin.scenario_item import SCENARIO_ITEM

_LINE_ARGUMENT = re.compile(r"^(?P<path>.*\.feature):(?P<line>\d+)(?::\d+)?$")

# Options that leave items out, as pytest and its usual companions name them.
_FILTERS = {
    "keyword": "-k {}",
    "markexpr": "-m {}",
    "lf": "--lf",
    "stepwise": "--stepwise",
    "deselect": "--deselect",
    "ignore": "--ignore",
    "ignore_glob": "--ignore-glob",
    "allure_epics": "--allure-epics",
    "allure_features": "--allure-features",
    "allure_stories": "--allure-stories",
    "allure_severities": "--allure-severities",
    "allure_ids": "--allure-ids",
    "allure_labels": "--allure-label",
}


@dataclass(slots=True)
class LineArguments:
    """The lines named on the command line (`pay.feature:17`); what is in `whole` was named without one."""

    lines: dict[Path, set[int]] = field(default_factory=dict)
    whole: set[Path] = field(default_factory=set)

    @classmethod
    def from_strings(cls, lines: Iterable[tuple[str, list[int]]], whole: Iterable[str]) -> "LineArguments":
        """Rebuild what another process was asked for."""
        return cls({Path(path): set(numbers) for path, numbers in lines}, {Path(path) for path in whole})


def take_line_arguments(config: pytest.Config) -> LineArguments:
    """Cut the line numbers off pytest's arguments, which knows only whole files, and keep them."""
    found = LineArguments()
    arguments = []
    for argument in config.args:
        match = _LINE_ARGUMENT.match(argument)
        if match is None or (config.invocation_params.dir / argument).exists():
            arguments.append(argument)
            found.whole.add(_absolute(config, argument))
            continue
        path = _absolute(config, match["path"])
        found.lines.setdefault(path, set()).add(int(match["line"]))
        if match["path"] not in arguments:
            arguments.append(match["path"])
    config.args[:] = arguments
    return found


def deselect(config: pytest.Config, items: list[pytest.Item], out: Sequence[pytest.Item]) -> None:
    """Take items out of a run, as pytest's own filters do."""
    if out:
        gone = set(out)
        config.hook.pytest_deselected(items=list(out))
        items[:] = [item for item in items if item not in gone]


def find_outside_lines(
    items: Iterable[pytest.Item], named: LineArguments, files: dict[Path, FeatureFile]
) -> list[pytest.Item]:
    """Find the items of files named with lines that no such line belongs to."""
    wanted = {
        path: {place for line in lines for place in _lines_at(files[path].feature, line)}
        for path, lines in named.lines.items()
        if path in files and path not in named.whole
    }
    return [item for item in items if item.path in wanted and _item_line(item) not in wanted[item.path]]


def _item_line(item: pytest.Item) -> int:
    line = item.location[1]
    return line + 1 if line is not None else 0


def _lines_at(feature: Feature | None, line: int) -> Iterable[int]:
    """List the lines of the items that a line belongs to: a row, a scenario, a rule or the feature."""
    if feature is None:
        return [line]
    starts = sorted(
        [
            (feature.location.line, feature.all_scenarios),
            *((rule.location.line, rule.scenarios) for rule in feature.rules),
            *((scenario.location.line, (scenario,)) for scenario in feature.all_scenarios),
        ],
        key=lambda start: start[0],
    )
    scenarios: tuple[Scenario, ...] = feature.all_scenarios
    for start, members in starts:
        if start <= line:
            scenarios = members
    rows = [case.location.line for scenario in scenarios for case in scenario.cases]
    return [line] if line in rows else rows


def find_other_stories(items: Iterable[pytest.Item], wanted: Iterable[str]) -> list[pytest.Item]:
    """Find the items that belong to none of the wanted stories or criteria."""
    ids = {name.casefold() for name in wanted}
    return [item for item in items if not _is_of(item, ids)]


def _is_of(item: pytest.Item, ids: set[str]) -> bool:
    scenario = item.stash.get(SCENARIO_ITEM, None)
    return scenario is not None and (
        scenario.story.id.casefold() in ids or scenario.criterion.id.casefold() in ids
    )


def check_story_ids(contract: Contract, wanted: Iterable[str]) -> None:
    """Check that every wanted id exists.

    Raises:
        pytest.UsageError: one does not.
    """
    known = {
        name.casefold(): name
        for story in contract.stories
        for name in (story.id, *(criterion.id for criterion in story.criteria))
    }
    for name in wanted:
        if name.casefold() not in known:
            near = process.extract(name.casefold(), list(known), limit=3, score_cutoff=60)
            hint = f"did you mean {', '.join(f'`{known[match]}`' for match, *_ in near)}?" if near else ""
            raise pytest.UsageError(f"--story: no story or criterion has the id `{name}`. {hint}".rstrip())


def describe_selection(
    config: pytest.Config, root: Path, features: Iterable[str], *, lines: bool, paths_are_shard: bool = False
) -> Selection:
    """Say whether a command line asks for the whole configured tree, and what narrows it.

    Where `paths_are_shard`, the paths on it say which part of the tree this is, and are no filter.
    """
    reasons = [
        text.format(config.getoption(name))
        for name, text in _FILTERS.items()
        if config.getoption(name, default=None)
    ]
    reasons.extend(f"--story {name}" for name in config.getoption("story"))
    if lines or not (paths_are_shard or _asks_for_all(config, root, features)):
        reasons.append(" ".join(config.args))
    return Selection(is_full=not reasons, reasons=tuple(reasons))


def _asks_for_all(config: pytest.Config, root: Path, features: Iterable[str]) -> bool:
    # Where a project says itself what its tests are, nobody has narrowed it by naming nothing else.
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        return True
    arguments = [_absolute(config, argument) for argument in config.args]
    # Modules below the root may bind features that lie outside.
    return _covers(arguments, root) or all(_covers(arguments, root / place) for place in features)


def _absolute(config: pytest.Config, argument: str) -> Path:
    return Path(os.path.normpath(config.invocation_params.dir / argument))


def _covers(arguments: Iterable[Path], place: Path) -> bool:
    return any(argument == place or argument in place.parents for argument in arguments)
