"""`storycontract report --allure`: reports of the Allure that is installed, drawn from the one result."""

import json
import os
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storycontract.assessment.allure_program import ALLURE_2, AllureProgram, find_allure
from storycontract.assessment.allure_results import ENVIRONMENT, FoundResults, copy_results, find_results
from storycontract.errors import CannotDecideError, say_reason
from storycontract.gherkin_reader.project import load_contract
from storycontract.report.allure_categories import (
    Category,
    list_scenario_categories,
    list_story_categories,
    render_categories,
)
from storycontract.report.allure_cleaning import TextCleaner
from storycontract.report.allure_config import (
    HISTORY_FILE,
    SCENARIO_CHARTS,
    STORY_CHARTS,
    ReportConfig,
)
from storycontract.report.allure_environment import list_facts, render_properties, say_moment
from storycontract.report.allure_folder import AllureFolder
from storycontract.report.allure_history import KeptHistory
from storycontract.report.allure_known_issues import (
    list_waived_cases,
    list_waived_stories,
    render_known_issues,
)
from storycontract.report.allure_missing import MissingResults
from storycontract.report.allure_model import AllureContract, describe_contract
from storycontract.report.allure_page import UnknownPageError, find_embedded, seal_page
from storycontract.report.allure_stories import (
    STATUS_BY_VERDICT,
    StoryResults,
    count_cases,
    list_story_histories,
    say_verdict,
)
from storycontract.report.stories import StoriesDocument, WaiverEntry
from storycontract.settings.settings import Settings
from storycontract.verdict.judgement import StoryVerdict
from storycontract.whole_file import write_whole

FOLDER = "allure"
STORIES, SCENARIOS = "stories", "scenarios"

_RESULTS, _REPORT = "results", "report"
_CONFIG = "allurerc.json"
_STORY_GROUPS = ("epic", "verdict")
_SCENARIO_GROUPS = ("epic", "feature", "story")
_HISTORY_FILES_2 = (
    "history.json",
    "history-trend.json",
    "duration-trend.json",
    "retry-trend.json",
    "categories-trend.json",
)
_NO_RESULTS = (
    "no report of scenarios: no run here wrote results of Allure; "
    "run `pytest --alluredir=allure-results`, or name a folder with --allure-results"
)
_NOT_AMONG = "no result of it is among those of this report"


@dataclass(frozen=True, slots=True)
class AllureReports:
    """What was made, by which Allure; `remark` says why there is no report of scenarios."""

    version: str
    stories: Path
    scenarios: Path | None
    remark: str | None = None


def generate_allure(
    settings: Settings,
    document: StoriesDocument,
    results: Sequence[Path] = (),
    *,
    environment: Mapping[str, str] | None = None,
) -> AllureReports:
    """Make the report of stories, and that of scenarios where there are results of Allure; tell where.

    `results` are the folders to take, by default that of the newest run that wrote one.

    Raises:
        UsageError: Allure is not installed, lacks something, or a folder holds no results.
        CannotDecideError: Allure fails, or does not show what we gave it.
    """
    found = find_results(settings, document, results)
    variables = dict(os.environ if environment is None else environment)
    program = find_allure(settings.root, variables)
    maker = _ReportMaker(settings, document, program, variables)
    stories = maker.make_stories()
    scenarios = maker.make_scenarios(found) if found is not None else None
    return AllureReports(program.version, stories, scenarios, None if found is not None else _NO_RESULTS)


class _ReportMaker:
    """Makes reports of one document with one Allure."""

    def __init__(
        self,
        settings: Settings,
        document: StoriesDocument,
        program: AllureProgram,
        variables: Mapping[str, str],
    ) -> None:
        self._settings = settings
        self._document = document
        self._program = program
        self._variables = variables
        self._contract = _describe_contract(settings)
        self._cleaner = _make_cleaner(settings)
        self._folder = settings.reports_folder / FOLDER

    def make_stories(self) -> Path:
        """Make the report that has one result a story."""
        document = self._document
        histories = list_story_histories(document.stories)
        lines = [self._cleaner.clean(say_verdict(story)) for story in document.stories]

        def write(folder: Path) -> None:
            StoryResults(
                document,
                folder,
                cleaner=self._cleaner,
                contract=self._contract,
                reports_folder=self._settings.reports_folder,
                issue_link=self._settings.issue_link,
                marks_known=self._program.major == ALLURE_2,
            ).write()

        return self._make(
            STORIES,
            write,
            list_story_categories(document.stories, STATUS_BY_VERDICT, lines),
            ReportConfig(
                name=self._name("stories"),
                group_by=_STORY_GROUPS,
                charts=STORY_CHARTS,
                variables=self._list_counts(),
                known_issues=self._render_known_issues(list_waived_stories(document.stories, histories)),
            ),
            self._count_stories().__eq__,
        )

    def make_scenarios(self, found: FoundResults) -> Path:
        """Make the report of what ran, and of what did not."""
        cases = count_cases(self._document)

        def write(folder: Path) -> None:
            present = copy_results(found.folders, folder)
            added = AllureFolder(folder, self._cleaner)
            missing = MissingResults(
                document=self._document,
                run_id=found.run.id if found.run else "",
                reason=_NOT_AMONG,
                contract=self._contract,
                issue_link=self._settings.issue_link,
                told=present,
                attach=added.attach,
            )
            for result in missing.render_absent(present):
                added.add_result(result)
            facts = {name: self._cleaner.clean(value) for name, value in self._list_facts(found).items()}
            with (folder / ENVIRONMENT).open("a", encoding="utf-8") as file:
                file.write(render_properties(facts))

        return self._make(
            SCENARIOS,
            write,
            list_scenario_categories(),
            ReportConfig(
                name=self._name("scenarios"),
                group_by=_SCENARIO_GROUPS,
                charts=SCENARIO_CHARTS,
                variables=self._list_counts(),
                known_issues=self._render_known_issues(list_waived_cases(self._document, self._contract)),
                sections=("charts", "timeline"),
            ),
            lambda shown: sum(shown.values()) >= cases,
        )

    def _make(
        self,
        name: str,
        write: Callable[[Path], None],
        categories: Sequence[Category],
        config: ReportConfig,
        is_whole: Callable[[Mapping[str, int]], bool],
    ) -> Path:
        history = KeptHistory(
            self._folder / "history" / f"{name}-allure{self._program.major}", self._name_run()
        )
        with tempfile.TemporaryDirectory(prefix="storycontract-allure-") as place:
            # Resolved: Allure takes the name of a folder for a pattern, and finds nothing behind a link.
            work = Path(place).resolve()
            write(work / _RESULTS)
            if self._program.major == ALLURE_2:
                page, kept = self._run_allure_2(work, config.name, categories, history)
            else:
                page, kept = self._run_allure_3(work, config, categories, history)
        if not is_whole(_count_shown(page)):
            raise CannotDecideError(
                f"Allure {self._program.version} shows other numbers than stories.json: {_count_shown(page)}",
                fix="run the command again; if it stays so, report it with the version of Allure",
            )
        file = self._folder / f"{name}.html"
        _save(self._seal(page), file)
        history.keep(kept)
        return file

    def _run_allure_3(
        self, work: Path, config: ReportConfig, categories: Sequence[Category], history: KeptHistory
    ) -> tuple[str, dict[str, bytes]]:
        history.give(work)
        text = config.render(work, [category.render() for category in categories])
        (work / _CONFIG).write_text(text, encoding="utf-8")
        self._program.run(
            ["generate", _RESULTS, "--config", _CONFIG, "--output", _REPORT], work, self._variables
        )
        made = work / HISTORY_FILE
        return self._read(work), {HISTORY_FILE: made.read_bytes()} if made.is_file() else {}

    def _run_allure_2(
        self, work: Path, name: str, categories: Sequence[Category], history: KeptHistory
    ) -> tuple[str, dict[str, bytes]]:
        history.give(work / _RESULTS / "history")
        text = json.dumps(render_categories(categories), ensure_ascii=False)
        (work / _RESULTS / "categories.json").write_text(text, encoding="utf-8")
        options = ["--single-file", "--clean", "--report-name", name]
        self._program.run(["generate", _RESULTS, "-o", _REPORT, *options], work, self._variables)
        page = self._read(work)
        made = {each: find_embedded(page, f"history/{each}") for each in _HISTORY_FILES_2}
        return page, {each: content for each, content in made.items() if content is not None}

    def _read(self, work: Path) -> str:
        try:
            return (work / _REPORT / "index.html").read_text(encoding="utf-8")
        except OSError as error:
            raise CannotDecideError(
                f"Allure {self._program.version} wrote no report",
                fix="see what `allure generate` says of these results",
            ) from error

    def _seal(self, page: str) -> str:
        try:
            return seal_page(page)
        except UnknownPageError as error:
            raise CannotDecideError(
                f"a page of Allure {self._program.version} is not built as those we know, so that nobody can "
                "say whom it calls",
                fix="install Allure 3.18 or 2.46",
            ) from error

    def _name(self, what: str) -> str:
        return self._cleaner.clean(f"{self._document.product}: {what}" if self._document.product else what)

    def _name_run(self) -> str:
        runs = self._document.runs
        return runs[-1].id if runs else "none"

    def _count_stories(self) -> dict[str, int]:
        shown: Counter[str] = Counter(STATUS_BY_VERDICT[story.verdict] for story in self._document.stories)
        return dict(shown)

    def _list_counts(self) -> dict[str, str]:
        counts = self._document.counts
        others = {
            verdict.label: str(count)
            for verdict in StoryVerdict
            if verdict is not StoryVerdict.DONE and (count := getattr(counts, verdict.value))
        }
        return {"Stories done": f"{counts.done} of {counts.total}", **others}

    def _list_facts(self, found: FoundResults) -> dict[str, str]:
        facts = list_facts(self._document)
        if found.run is None:
            return {**facts, "Scenarios from": "a folder of results"}
        if found.run.id != self._document.runs[-1].id and found.run.started_utc:
            return {**facts, "Scenarios from": f"an earlier run, {say_moment(found.run.started_utc)}"}
        return facts

    def _render_known_issues(self, waived: Iterable[tuple[WaiverEntry, str]]) -> dict[str, object]:
        return render_known_issues(waived, self._settings.issue_link, self._cleaner.clean)


def _describe_contract(settings: Settings) -> AllureContract:
    return describe_contract(load_contract(settings.root, settings.features, settings.story_tag_pattern))


def _make_cleaner(settings: Settings) -> TextCleaner:
    paths = sysconfig.get_paths()
    libraries = [Path(paths[name]) for name in ("purelib", "platlib", "stdlib")]
    return TextCleaner(settings.secret_patterns, settings.root, libraries)


def _count_shown(page: str) -> dict[str, int]:
    """Count the results that a page shows, by their status."""
    content = find_embedded(page, "widgets/statistic.json")
    counts = json.loads(content) if content else {}
    if not counts:
        content = find_embedded(page, "widgets/summary.json")
        counts = json.loads(content).get("statistic", {}) if content else {}
    statuses = ("passed", "failed", "broken", "skipped", "unknown")
    return {status: counts[status] for status in statuses if counts.get(status)}


def _save(page: str, file: Path) -> None:
    try:
        write_whole(file, page.encode())
    except OSError as error:
        raise CannotDecideError(
            f"the report cannot be written: {say_reason(error)}",
            fix="make the folder writable and free some space, then run again",
            where=str(file),
        ) from error
