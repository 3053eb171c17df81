"""Story mode: one Allure result for each story, so that every view of Allure counts stories.

Statuses are passed for done, failed for not working and broken for everything else: Allure leaves `unknown`
and `skipped` out of its rates.
"""

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from allure_commons.model2 import (
    Attachment,
    Parameter,
    Status,
    StatusDetails,
    TestResult,
    TestStepResult,
)

from storycontract.errors import EvidenceError
from storycontract.evidence.artefacts import load_artefact
from storycontract.report.allure_cleaning import TextCleaner
from storycontract.report.allure_environment import list_facts, render_properties
from storycontract.report.allure_folder import AllureFolder
from storycontract.report.allure_gherkin import render_step
from storycontract.report.allure_missing import milliseconds
from storycontract.report.allure_model import (
    AllureContract,
    history_id,
    list_labels,
    list_suites,
    name_case,
    name_story,
    render_description,
    render_labels,
    render_link,
)
from storycontract.report.sidecar_wording import say_acceptance, say_waiver
from storycontract.report.stories import (
    ArtefactEntry,
    AttemptEntry,
    CaseEntry,
    CriterionEntry,
    ReasonEntry,
    StoriesDocument,
    StoryEntry,
    WrittenStepEntry,
)
from storycontract.report.terminal_details import label_case
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

# The tree shows a name on one line; the message has the whole sentence.
_LONGEST_REASON = 80

# Beyond so many cases the steps of those that passed are left out: Allure keeps a single page in one string,
# which must not grow beyond half a gigabyte.
MOST_CASES_WITH_STEPS = 50_000

# What Allure and we write; a folder may hold other things, which are none of our business.
_WRITTEN = ("*-result.json", "*-attachment*", "environment.properties", "categories.json")

_MEDIA_TYPES = {
    "screenshot": "image/png",
    "trace": "application/vnd.allure.playwright-trace",
    "log": "text/plain",
}
STATUS_BY_VERDICT = {
    StoryVerdict.FAILING: Status.FAILED,
    StoryVerdict.UNPROVEN: Status.BROKEN,
    StoryVerdict.UNSPECIFIED: Status.BROKEN,
    StoryVerdict.UNSTARTED: Status.BROKEN,
    StoryVerdict.DONE: Status.PASSED,
}
# Worst first, as every report of ours lists them; Allure keeps the order of their starts.
_ORDER = list(STATUS_BY_VERDICT)


def remove_results(folder: Path) -> None:
    """Remove the results of an earlier run, and nothing else."""
    for pattern in _WRITTEN:
        for file in folder.glob(pattern):
            file.unlink()


def list_story_histories(stories: Iterable[StoryEntry]) -> list[str]:
    """List the ids under which Allure keeps the histories of stories."""
    taken: Counter[str] = Counter()
    histories = []
    for story in stories:
        taken[story.id] += 1
        # An id that is used twice is two stories, and neither of them is a retry of the other.
        again = [str(taken[story.id])] if taken[story.id] > 1 else []
        histories.append(history_id("story", story.id, *again))
    return histories


def count_cases(document: StoriesDocument) -> int:
    """Count the cases of all stories."""
    return sum(len(each.cases) for story in document.stories for each in story.criteria)


def say_verdict(story: StoryEntry) -> str:
    """Say the verdict and the first reason for it: the first line of a result's message."""
    return ": ".join([story.verdict_label, *(reason.sentence for reason in story.reasons[:1])])


class StoryResults:
    """Writes one result a story into a folder, in place of the results that were there.

    `reports_folder` is where the artefacts of the evidence are; `issue_link` a pattern with `{id}`.
    `marks_known` marks what is waived in Allure 2's way, which Allure 3 would leave out of its rates.
    """

    def __init__(  # noqa: PLR0913 - what the results are made from
        self,
        document: StoriesDocument,
        folder: Path,
        *,
        cleaner: TextCleaner,
        contract: AllureContract,
        reports_folder: Path,
        issue_link: str | None = None,
        marks_known: bool = False,
    ) -> None:
        self._document = document
        self._folder = folder
        self._written = AllureFolder(folder, cleaner)
        self._cleaner = cleaner
        self._contract = contract
        self._reports = reports_folder
        self._issue_link = issue_link
        self._marks_known = marks_known
        self._shows_all_steps = count_cases(document) <= MOST_CASES_WITH_STEPS

    def write(self) -> None:
        """Write all results, and what Allure groups and frames them with."""
        remove_results(self._folder)
        start = milliseconds(self._document.generated_utc)
        stories = zip(self._document.stories, list_story_histories(self._document.stories), strict=True)
        ordered = sorted(stories, key=lambda pair: _ORDER.index(pair[0].verdict))
        for number, (story, history) in enumerate(ordered):
            self._written.add_result(self._render(story, start + number, history))
        facts = list_facts(self._document)
        self._written.add_text(
            "environment.properties",
            render_properties({name: self._cleaner.clean(value) for name, value in facts.items()}),
        )
        self._written.add_text("categories.json", _render_categories())

    def _render(self, story: StoryEntry, start: int, history: str) -> TestResult:
        title = name_story(story.id, story.title, id_is_derived=story.id_is_derived)
        labels = list_labels(
            story_id=story.id,
            feature=self._contract.feature_of(story.path, story.title),
            epic=story.epic,
            owner=story.owner,
            priority=story.priority,
        )
        place = [story.verdict_label]
        reason = [("reason", reason.code) for reason in story.reasons[:1]]
        extra = [("verdict", story.verdict_label), *reason, ("layer", "story"), *list_suites(place)]
        cases = [case for criterion in story.criteria for case in criterion.cases]
        return TestResult(
            uuid=str(uuid4()),
            name=": ".join([title, *(_shorten(reason.sentence) for reason in story.reasons[:1])]),
            fullName=f"{story.path}#{story.id}",
            testCaseId=history,
            historyId=history,
            titlePath=place,
            status=STATUS_BY_VERDICT[story.verdict],
            statusDetails=StatusDetails(
                message=_message(story), known=bool(self._marks_known and story.waivers) or None
            ),
            description=render_description(
                story.narrative.text if story.narrative else "", story.path, story.line
            ),
            labels=render_labels([*labels, *extra]),
            links=render_link(story.id, self._issue_link),
            steps=list(self._criterion_steps(story, start)),
            start=start,
            stop=start + round(sum(case.duration_ms or 0 for case in cases)),
        )

    def _criterion_steps(self, story: StoryEntry, start: int) -> Iterator[TestStepResult]:
        for rule, criteria in groupby(story.criteria, key=lambda criterion: criterion.rule):
            steps = []
            for criterion in criteria:
                for case in criterion.cases:
                    steps.append(self._case_step(criterion, case, start))
                    start = steps[-1].stop
            if rule is None or rule == story.title:
                yield from steps
            elif steps:
                yield TestStepResult(
                    name=f"Rule: {rule}",
                    status=_worst(steps),
                    steps=steps,
                    start=steps[0].start,
                    stop=steps[-1].stop,
                )

    def _case_step(self, criterion: CriterionEntry, case: CaseEntry, start: int) -> TestStepResult:
        attempt = case.attempts[-1] if case.attempts else None
        artefacts = attempt.artefacts if attempt else ()
        name = name_case(case.name, criterion.name, [cell.value for cell in case.example])
        return TestStepResult(
            name=name if criterion.id_is_derived else f"{criterion.id} {name}",
            status=_case_status(case.verdict),
            statusDetails=StatusDetails(message=_case_message(case)),
            parameters=[Parameter(name=cell.column, value=cell.value) for cell in case.example],
            steps=list(self._gherkin_steps(case, attempt, start)) if self._shows_steps(case) else [],
            attachments=[attached for each in artefacts if (attached := self._attach(each)) is not None],
            start=start,
            stop=start + round(case.duration_ms or 0),
        )

    def _shows_steps(self, case: CaseEntry) -> bool:
        return self._shows_all_steps or case.verdict is not CaseVerdict.PASSED

    def _gherkin_steps(
        self, case: CaseEntry, attempt: AttemptEntry | None, start: int
    ) -> Iterator[TestStepResult]:
        durations = _durations(case, attempt)
        for step, status, duration in zip(case.steps, _step_statuses(case), durations, strict=True):
            message = case.failing_step.message if case.failing_step and status != Status.PASSED else None
            is_failing = status in {Status.FAILED, Status.BROKEN}
            rendered = render_step(step, status, self._written.attach, message if is_failing else None)
            rendered.start, rendered.stop = start, start + duration
            start += duration
            yield rendered

    def _attach(self, artefact: ArtefactEntry) -> Attachment | None:
        try:
            content = load_artefact(self._reports, artefact.path, artefact.sha256)
        except EvidenceError:
            # What is gone, or is no longer what was recorded, shows nothing.
            return None
        source = f"{uuid4()}-attachment{Path(artefact.path).suffix}"
        self._written.attach(content, source)
        return Attachment(name=artefact.name, source=source, type=_MEDIA_TYPES.get(artefact.kind))


def _render_categories() -> str:
    categories = [
        {
            "name": verdict.label,
            "messageRegex": f"(?s){verdict.label}.*",
            "matchedStatuses": [STATUS_BY_VERDICT[verdict]],
        }
        for verdict in _ORDER
        if verdict is not StoryVerdict.DONE
    ]
    return json.dumps(categories, indent=2)


def _durations(case: CaseEntry, attempt: AttemptEntry | None) -> Sequence[int]:
    steps = attempt.steps if attempt is not None and len(attempt.steps) == len(case.steps) else ()
    return [round(step.duration_ms) for step in steps] or [0] * len(case.steps)


def _case_status(verdict: CaseVerdict) -> str:
    if verdict is CaseVerdict.PASSED:
        return str(Status.PASSED)
    return str(Status.FAILED if verdict is CaseVerdict.FAILED else Status.BROKEN)


def _step_statuses(case: CaseEntry) -> Iterator[str]:
    failing = _find_failing(case)
    for number in range(len(case.steps)):
        if case.is_manual:
            # A person's word is about the whole; no step of it was run.
            yield Status.SKIPPED
        elif case.verdict is CaseVerdict.PASSED or (failing is not None and number < failing):
            yield Status.PASSED
        elif number == failing:
            yield _case_status(case.verdict)
        else:
            yield Status.SKIPPED


def _find_failing(case: CaseEntry) -> int | None:
    # By text as well as line: the steps of a background stand anywhere.
    failing = case.failing_step
    if failing is None:
        return None

    def is_it(step: WrittenStepEntry) -> bool:
        return (step.line, step.text) == (failing.line, failing.text)

    return next((number for number, step in enumerate(case.steps) if is_it(step)), None)


def _worst(steps: Iterable[TestStepResult]) -> str:
    order = [Status.PASSED, Status.BROKEN, Status.FAILED]
    return str(max((step.status for step in steps), key=order.index, default=Status.BROKEN))


def _shorten(sentence: str) -> str:
    return textwrap.shorten(sentence, _LONGEST_REASON, placeholder=" …")


def _message(story: StoryEntry) -> str:
    places = [_say_where(story, reason) for reason in story.reasons]
    first = f"{say_verdict(story)}{''.join(places[:1])}"
    others = [f"{each.sentence}{place}" for each, place in zip(story.reasons[1:], places[1:], strict=True)]
    return "\n".join([first, *others, *map(say_waiver, story.waivers)])


def _say_where(story: StoryEntry, reason: ReasonEntry) -> str:
    steps = [
        f"{case.failing_step.keyword} {case.failing_step.text}"
        for criterion in story.criteria
        for case in criterion.cases
        if case.failing_step is not None and case.failing_step.line == reason.line
    ]
    return "".join(f"\n  {each}" for each in (*steps[:1], f"{reason.path}:{reason.line}"))


def _case_message(case: CaseEntry) -> str:
    label = label_case(case)
    if case.is_manual:
        return "\n".join([label, *map(say_acceptance, case.acceptances)])
    if case.verdict in {CaseVerdict.PASSED, CaseVerdict.UNDEFINED}:
        return label
    detail = case.problem or case.message
    return f"{label}: {detail.removeprefix('Skipped: ')}" if detail else label
