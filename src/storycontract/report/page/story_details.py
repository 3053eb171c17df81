"""What unfolds below a story: its text with the marks on its lines, and what is known of each."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from storycontract.evidence.masking import MASK
from storycontract.lint.finding import Finding
from storycontract.report.page.case_details import Details, describe_proof, describe_trouble, drop_empty
from storycontract.report.page.moments import say_day, say_moment
from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.source_lines import SourceReader, StorySource
from storycontract.report.page.wording import CASE_LABELS, look_of, say_run_command
from storycontract.report.stories import (
    CaseEntry,
    ChangeEntry,
    CriterionEntry,
    RunReference,
    StoryEntry,
    WaiverEntry,
)
from storycontract.verdict.case_verdict import CaseVerdict

_COMMIT_SHOWN = 7
_OPEN_AT_ONCE = 12
_CHANGES = {"added": "Added", "removed": "Removed", "changed": "Changed"}


class DetailsWriter:
    """Writes the details of stories as plain values."""

    def __init__(self, stories: Sequence[StoryEntry], sources: PageSources) -> None:
        self._sources = sources
        self._reader = SourceReader(stories, sources.texts)

    def write(self, story: StoryEntry) -> Details:
        """Write what unfolds below a story; what is empty is left out."""
        mask = self._sources.mask
        source = self._reader.read(story)
        return drop_empty(
            {
                "facts": [[name, mask(value)] for name, value in _list_facts(story)],
                "link": make_issue_link(story, self._sources),
                "at": f"{story.path}:{story.line}",
                "run": say_run_command(story),
                "reasons": [
                    [mask(reason.sentence), f"{reason.path}:{reason.line}", reason.command or ""]
                    for reason in story.reasons
                ],
                "since": [mask(sentence) for sentence in _say_since(story)],
                "history": [
                    [state.verdict.value, state.verdict.label, say_moment(state.at_utc), _short(state.commit)]
                    for state in story.history
                ]
                if len(story.history) > 1
                else [],
                "changes": [mask(_say_change(change)) for change in story.changes],
                "waivers": [_describe_waiver(waiver, story, self._sources) for waiver in story.waivers],
                "note": source.note,
                "source": self._mask_source(source),
                **self._mark(story),
                "findings": self._place_findings(story, source),
            }
        )

    def _mask_source(self, source: StorySource) -> list[list[object]]:
        return [[part.first, self._mask_lines(part.lines)] for part in source.parts]

    def _mask_lines(self, lines: Sequence[str]) -> list[str]:
        """Mask lines as one text, since a secret may span some; as many come out as went in."""
        text = "\n".join(lines)
        masked = self._sources.mask(text).split("\n")
        if len(masked) == len(lines):
            return masked
        for pattern in self._sources.secrets:
            text = pattern.sub(lambda found: MASK + "\n" * found[0].count("\n"), text)
        return text.split("\n")

    def _mark(self, story: StoryEntry) -> Details:
        """Mark lines: what works and when that was shown, what does not, and what is told below a line."""
        marked = _MarkedLines()
        for criterion in story.criteria:
            self._mark_criterion(criterion, marked)
            for case in criterion.cases:
                if case.verdict is not CaseVerdict.PASSED:
                    marked.tell(_place_case(case, criterion), self._describe(case, criterion))
                    _mark_steps(case, criterion, marked.steps)
        return marked.as_details()

    def _mark_criterion(self, criterion: CriterionEntry, marked: "_MarkedLines") -> None:
        marked.mark(criterion.line, look_of(criterion.verdict), _label_criterion(criterion))
        for case in criterion.cases:
            if case.line != criterion.line:
                marked.mark(case.line, look_of(case.verdict), CASE_LABELS[case.verdict])
        passed = [case for case in criterion.cases if case.verdict is CaseVerdict.PASSED]
        if passed:
            proofs = [describe_proof(case, self._sources) for case in passed]
            marked.show(max(case.line for case in passed), proofs)

    def _describe(self, case: CaseEntry, criterion: CriterionEntry) -> Details:
        trouble = describe_trouble(case, self._sources)
        if case.failing_step is not None and case.failing_step.line == _place_case(case, criterion):
            # It stands right above.
            trouble.pop("step", None)
        return trouble

    def _place_findings(self, story: StoryEntry, source: StorySource) -> dict[int, list[list[str]]]:
        placed: dict[int, list[list[str]]] = {}
        for finding in self._find_findings(story, source):
            placed.setdefault(finding.location.line, []).append(self._describe_finding(finding))
        return placed

    def _find_findings(self, story: StoryEntry, source: StorySource) -> Iterable[Finding]:
        found = self._sources.findings_by_path.get(story.path, ())
        shown = {
            number for part in source.parts for number in range(part.first, part.first + len(part.lines))
        }
        # What is about the whole file is said of each story in it.
        return (
            finding
            for finding in found
            if finding.location.line in shown and (not finding.story_ids or story.id in finding.story_ids)
        )

    def _describe_finding(self, finding: Finding) -> list[str]:
        mask = self._sources.mask
        because = finding.suppressed_because
        return [
            finding.severity.value,
            mask(finding.message),
            mask(finding.fix),
            finding.rule,
            "" if because is None else mask(because) or "no reason given",
        ]


class _MarkedLines:
    """What is said of the lines of one story, by number; what is said of most is said shortest."""

    def __init__(self) -> None:
        self.steps: dict[int, str] = {}
        self._works: list[int] = []
        self._marks: dict[int, list[str]] = {}
        self._shown: dict[int, object] = {}
        self._proofs: dict[int, list[Details]] = {}
        self._troubles: dict[int, list[Details]] = {}
        self._open = 0

    def mark(self, line: int, look: str, label: str) -> None:
        if label == CASE_LABELS[CaseVerdict.PASSED]:
            self._works.append(line)
        else:
            self._marks[line] = [look, label]

    def show(self, line: int, proofs: list[Details]) -> None:
        if len(proofs) == 1 and list(proofs[0]) == ["when"]:
            self._shown[line] = proofs[0]["when"]
        else:
            self._proofs[line] = proofs

    def tell(self, line: int, trouble: Details) -> None:
        self._open += not trouble.get("folded")
        if self._open > _OPEN_AT_ONCE:
            trouble["folded"] = True
        self._troubles.setdefault(line, []).append(trouble)

    def as_details(self) -> Details:
        return {
            "works": self._works,
            "marks": self._marks,
            "shown": self._shown,
            "proofs": self._proofs,
            "steps": self.steps,
            "troubles": self._troubles,
        }


def make_issue_link(story: StoryEntry, sources: PageSources) -> str:
    """Make the address of a story in the tracker; empty where there is none that is safe to open."""
    link = sources.issue_link or ""
    # An address such as `javascript:` would run in the reader's browser.
    if story.id_is_derived or not link.lower().startswith(("https://", "http://")):
        return ""
    return link.replace("{id}", quote(story.id, safe=""))


def _list_facts(story: StoryEntry) -> list[tuple[str, str]]:
    facts = [
        ("Epic", story.epic),
        ("Objective", story.objective),
        ("Owner", story.owner),
        ("Priority", story.priority),
        ("Release", story.release),
        ("Sprint", story.sprint),
        ("Depends on", ", ".join(story.depends)),
        ("Was", ", ".join(story.was)),
    ]
    return [(name, value) for name, value in facts if value]


def _say_since(story: StoryEntry) -> list[str]:
    sentences = []
    if story.done_since is not None:
        sentences.append(f"Done since {_say_run(story.done_since)}.")
    if story.last_done is not None and story.broke_in is not None:
        sentences.append(f"Last done {_say_run(story.last_done)}.")
    if story.broke_in is not None:
        sentences.append(f"First seen not done {_say_run(story.broke_in)}.")
    return sentences


def _say_run(run: RunReference) -> str:
    commit = f", commit {_short(run.commit)}" if run.commit else ""
    return f"{say_moment(run.at_utc)}{commit} (run {run.run[:8]})"


def _short(commit: str | None) -> str:
    return commit[:_COMMIT_SHOWN] if commit else ""


def _say_change(change: ChangeEntry) -> str:
    return f"{_CHANGES[change.kind]}: {change.name or change.criterion}"


def _describe_waiver(waiver: WaiverEntry, story: StoryEntry, sources: PageSources) -> list[str]:
    names = {criterion.id: criterion.name for criterion in story.criteria}
    what = names.get(waiver.criterion, waiver.criterion)
    labels = ", ".join(CASE_LABELS[verdict] for verdict in waiver.verdicts)
    allowed = f"“{what}” ({labels}) may be released until {say_day(waiver.expires)}"
    answers = f"{waiver.owner} answers for it ({waiver.ticket})"
    return [sources.mask(text) for text in (allowed, waiver.reason, answers)]


def _label_criterion(criterion: CriterionEntry) -> str:
    if criterion.verdict is None:
        return "nothing to try"
    count = len(criterion.cases)
    worst = sum(case.verdict is criterion.verdict for case in criterion.cases)
    label = CASE_LABELS[criterion.verdict]
    return f"{label} ({worst} of {count})" if worst < count else label


def _place_case(case: CaseEntry, criterion: CriterionEntry) -> int:
    """Find the line below which a case is told: its failing step, unless other cases share that line."""
    step = case.failing_step
    is_alone = len(criterion.cases) == 1
    if step is not None and is_alone and step.path == case.path and step.line > case.line:
        return step.line
    return case.line


def _mark_steps(case: CaseEntry, criterion: CriterionEntry, steps: dict[int, str]) -> None:
    failing = case.failing_step
    if failing is None or failing.path != case.path:
        return
    steps[failing.line] = "failing" if case.verdict is CaseVerdict.FAILED else "unproven"
    if len(criterion.cases) == 1:
        later = (step.line for step in case.steps if step.line > failing.line)
        for line in later:
            steps.setdefault(line, "after")
