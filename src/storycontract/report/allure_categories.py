"""Categories: what Allure sorts failures into, so that those of one cause stand together."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allure_commons.model2 import Status

from storycontract.report.stories import StoryEntry
from storycontract.report.terminal_details import CASE_LABELS
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

_SCENARIO_CAUSES = (
    ("The product does not do it", Status.FAILED, ""),
    ("A step is not written yet", Status.BROKEN, "not written yet"),
    ("Cut off before its end", Status.BROKEN, "Cut off: "),
    ("Could not be tried", Status.BROKEN, ""),
    ("Switched off", Status.SKIPPED, ""),
    ("Not run: left out by a filter", Status.UNKNOWN, "Not run: left out by "),
    ("Not run: waits for a person", Status.UNKNOWN, "Not run: only a person can check this"),
    ("Not run", Status.UNKNOWN, ""),
)


@dataclass(frozen=True, slots=True)
class Category:
    """One sort of trouble: results of a status, by their labels and by the first lines of their messages.

    Allure 3 asks for the labels, Allure 2 for the whole first lines, having no eye for labels; `beginning`
    is asked for by both.
    """

    name: str
    status: str
    beginning: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    first_lines: tuple[str, ...] = ()

    def render(self) -> dict[str, object]:
        """Render it for Allure 3."""
        matcher: dict[str, object] = {"statuses": [self.status]}
        if self.beginning:
            matcher["message"] = f"^{re.escape(self.beginning)}"
        if self.labels:
            matcher["labels"] = {name: f"^{re.escape(value)}$" for name, value in self.labels.items()}
        return {"name": self.name, "matchers": matcher, "groupByMessage": not self.labels}

    def render_for_allure_2(self) -> dict[str, object]:
        """Render it for Allure 2."""
        pattern = f"{re.escape(self.beginning)}.*"
        if self.first_lines:
            pattern = rf"(?:{'|'.join(map(re.escape, self.first_lines))})(?:\n.*)?"
        return {"name": self.name, "matchedStatuses": [self.status], "messageRegex": f"(?s){pattern}"}


def list_scenario_categories() -> tuple[Category, ...]:
    """List the causes for which a scenario did not pass."""
    return tuple(Category(name, status, beginning) for name, status, beginning in _SCENARIO_CAUSES)


def list_story_categories(
    stories: Iterable[StoryEntry], statuses: Mapping[StoryVerdict, str], first_lines: Iterable[str]
) -> tuple[Category, ...]:
    """List verdicts with their first reasons, worst first; `first_lines` are what the messages begin with."""
    groups: dict[tuple[StoryVerdict, str], list[str]] = {}
    for story, line in zip(stories, first_lines, strict=True):
        if story.reasons:
            groups.setdefault((story.verdict, story.reasons[0].code), []).append(line)
    order = list(StoryVerdict)
    return tuple(
        Category(
            name=f"{verdict.label}: {say_reason(code)}",
            status=statuses[verdict],
            labels={"verdict": verdict.label, "reason": code},
            first_lines=tuple(dict.fromkeys(lines)),
        )
        for (verdict, code), lines in sorted(
            groups.items(), key=lambda group: (order.index(group[0][0]), -len(group[1]), group[0][1])
        )
    )


def say_reason(code: str) -> str:
    """Say a kind of reason in words."""
    if code in set(CaseVerdict):
        return f"scenario {CASE_LABELS[CaseVerdict(code)]}"
    return code.replace("-", " ")


def render_categories(categories: Iterable[Category]) -> list[dict[str, object]]:
    """Render categories for Allure 2."""
    return [category.render_for_allure_2() for category in categories]
