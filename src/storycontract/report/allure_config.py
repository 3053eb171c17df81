"""The configuration that Allure 3 makes a report by."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HISTORY_FILE = "history.jsonl"
HISTORY_LIMIT = 20

# All but two of Allure's own: a coverage map that is green whatever is proven, and a pyramid of layers that
# stories have none of.
STORY_CHARTS = (
    ("currentStatus", "Stories by status"),
    ("statusDynamics", "Stories by status, run by run"),
    ("statusTransitions", "What changed its status, run by run"),
    ("testResultSeverities", "Stories by severity"),
)
SCENARIO_CHARTS = (
    ("currentStatus", "Scenarios by status"),
    ("statusDynamics", "Scenarios by status, run by run"),
    ("statusTransitions", "What changed its status, run by run"),
    ("successRateDistribution", "What passed, by epic, feature and story"),
    ("durations", "How long scenarios took"),
)


@dataclass(frozen=True, slots=True)
class ReportConfig:
    """One report: its name, the labels it is grouped by, and what is shown around the results."""

    name: str
    group_by: tuple[str, ...]
    charts: tuple[tuple[str, str], ...]
    variables: Mapping[str, str]
    known_issues: Mapping[str, object]
    sections: tuple[str, ...] = ("charts",)

    def render(self, work: Path, categories: Sequence[Mapping[str, object]]) -> str:
        """Render the configuration; Allure writes what it writes beside the report into `work`."""
        config = {
            "name": self.name,
            "historyPath": str(work / HISTORY_FILE),
            "historyLimit": HISTORY_LIMIT,
            "variables": self.variables,
            "categories": categories,
            "resolutions": {"knownIssuesPath": str(work / "known-issues.json"), **self.known_issues},
            "plugins": {
                "awesome": {
                    "options": {
                        "reportName": self.name,
                        "singleFile": True,
                        "groupBy": self.group_by,
                        "charts": [{"type": kind, "title": title} for kind, title in self.charts],
                        "sections": self.sections,
                        "reportLanguage": "en",
                    }
                }
            },
        }
        return json.dumps(config, ensure_ascii=False)
