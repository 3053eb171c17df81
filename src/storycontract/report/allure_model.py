"""What our Allure results have in common: names, histories, labels, links and places in the tree."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allure_commons.model2 import Label, Link

from storycontract.contract.contract import Contract
from storycontract.contract.story import Story

# Allure knows five severities; a story says how much it matters with MoSCoW words.
SEVERITY_BY_PRIORITY = {"must": "critical", "should": "normal", "could": "minor", "wont": "trivial"}
LINK_TYPE = "issue"

# The levels of Allure's own tree, outermost first.
SUITE_LABELS = ("parentSuite", "suite", "subSuite")

Place = tuple[str, int]


def history_id(*parts: str) -> str:
    """Make the id under which Allure keeps the history of a thing, whatever becomes of its text."""
    return hashlib.md5("\0".join(parts).encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class AllureContract:
    """What Allure has to know of the whole contract to label one case of it.

    `features` names the feature of each file. `histories` gives each case, by path and line, an id that no
    other case has: Allure takes two results of one id for a try and its retry, and shows only the last.
    """

    features: Mapping[str, str]
    histories: Mapping[Place, str]

    def history_of(self, path: str, line: int, variant: str = "") -> str:
        """Make the history id of a case; of each variant another one."""
        return history_id(self.histories[path, line], variant) if variant else self.histories[path, line]

    def feature_of(self, path: str, story_title: str) -> str:
        """Name the feature that a story stands in; a file that cannot be read has none."""
        return self.features.get(path, story_title)


def describe_contract(contract: Contract) -> AllureContract:
    """Describe a contract for Allure."""
    return AllureContract(
        features={file.path: file.feature.name for file in contract.files if file.feature is not None},
        histories=dict(_iter_histories(contract.stories)),
    )


def _iter_histories(stories: Iterable[Story]) -> Iterable[tuple[Place, str]]:
    taken: Counter[tuple[str, ...]] = Counter()
    for story in stories:
        for criterion in story.criteria:
            for case in criterion.cases:
                # A criterion of several scenarios is told apart by their names, having no id of their own.
                name = case.name if len(criterion.scenarios) > 1 else ""
                key = (story.id, criterion.id, name, *(value for _, value in case.example))
                again = f"#{taken[key]}" if taken[key] else ""
                taken[key] += 1
                yield (case.location.path, case.location.line), history_id("case", *key, again)


def name_case(name: str, scenario_name: str, values: Sequence[str]) -> str:
    """Name a case so that the rows of an outline can be told apart."""
    return f"{name} ({', '.join(values)})" if values and name == scenario_name else name


def name_story(story_id: str, title: str, *, id_is_derived: bool) -> str:
    """Name a story by id and title; a derived id is its place and title already."""
    return title if id_is_derived or title == story_id else f"{story_id} {title}"


def list_labels(  # noqa: PLR0913 - one argument for each label
    *,
    story_id: str,
    feature: str,
    epic: str | None,
    owner: str | None,
    priority: str | None,
    rule: str | None = None,
) -> list[tuple[str, str]]:
    """List the labels of a story as pairs of name and value."""
    labels = {
        "epic": epic,
        "feature": feature,
        "story": story_id,
        "owner": owner,
        "severity": SEVERITY_BY_PRIORITY.get(priority or ""),
        "rule": rule,
    }
    return [(name, value) for name, value in labels.items() if value]


def list_suites(path: Sequence[str]) -> list[tuple[str, str]]:
    """List the labels that put a result at a place of Allure's tree, which is three levels deep."""
    return list(zip(SUITE_LABELS, path, strict=False))


def locate_case(*, epic: str | None, story: str, title: str, rule: str | None) -> list[str]:
    """Locate a case in the tree: epic, story and, where it is not the story itself, rule."""
    return [each for each in (epic, story, rule if rule != title else None) if each]


def render_labels(labels: Iterable[tuple[str, str]]) -> list[Label]:
    """Render labels for a result."""
    return [Label(name=name, value=value) for name, value in labels]


def render_link(story_id: str, pattern: str | None) -> list[Link]:
    """Render the link to the story in its tracker; none where no pattern is set."""
    url = link_url(story_id, pattern)
    return [Link(type=LINK_TYPE, url=url, name=story_id)] if url else []


def link_url(story_id: str, pattern: str | None) -> str | None:
    """Fill a story id into the pattern of the tracker's addresses."""
    return pattern.replace("{id}", story_id) if pattern else None


def render_description(text: str, path: str, line: int) -> str:
    """Render what a story or scenario says of itself, and where it stands, in Markdown."""
    # Two spaces keep Markdown from joining the lines of a narrative.
    lines = [each.strip() for each in text.strip().splitlines()]
    return "\n\n".join(each for each in ("  \n".join(lines), f"`{path}:{line}`") if each)


def render_table(rows: Sequence[Sequence[Any]]) -> str:
    """Render a data table as CSV, which Allure shows as a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
