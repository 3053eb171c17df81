"""One story in full on a terminal: what was promised, and what is known of each promise."""

from collections.abc import Iterator

from storycontract.report.sidecar_wording import say_acceptance, say_waiver
from storycontract.report.stories import CaseEntry, CriterionEntry, StoriesDocument, StoryEntry
from storycontract.report.terminal import id_width, render_notes, render_reasons, render_story
from storycontract.report.terminal_files import list_files
from storycontract.report.terminal_layout import Screen, Style, indent, wrap
from storycontract.verdict.case_verdict import CaseVerdict

_CASE_COLUMN = 4
_MESSAGE_LINES = 6

CASE_LABELS = {
    CaseVerdict.PASSED: "works",
    CaseVerdict.FAILED: "fails",
    CaseVerdict.FLAKY: "passes only sometimes",
    CaseVerdict.UNREADABLE: "evidence cannot be read",
    CaseVerdict.KNOWN_FAILING: "known not to work",
    CaseVerdict.ERROR: "could not be tried",
    CaseVerdict.UNDEFINED: "needs a step written",
    CaseVerdict.SKIPPED: "switched off",
    CaseVerdict.FIXED_UNNOTICED: "works, but is expected to fail",
    CaseVerdict.ABORTED: "cut off before its end",
    CaseVerdict.STALE: "not run on the code of today",
    CaseVerdict.NOT_RUN: "not run",
    CaseVerdict.HOLLOW: "passes without checking anything",
}

MANUAL_LABELS = {
    CaseVerdict.PASSED: "accepted by a person",
    CaseVerdict.FAILED: "found broken by a person",
    CaseVerdict.STALE: "checked by a person, which no longer counts",
    CaseVerdict.NOT_RUN: "waits for a person to check it",
}


def render_details(  # noqa: PLR0913 - what to show, and where
    document: StoriesDocument,
    stories: tuple[StoryEntry, ...],
    width: int,
    *,
    colour: bool,
    unicode: bool,
    reports: str = "reports",
) -> str:
    """Render stories in full, in lines of at most `width` cells, whole paths apart; ends with a line break.

    `reports` is the folder that paths of evidence are relative to.
    """
    screen = Screen(width, colour, unicode)
    ids = id_width(stories)
    blocks = ["\n".join(_story(story, screen, ids, reports)) for story in stories]
    notes = ["\n".join(note) for note in render_notes(document, screen)]
    return "\n\n".join([*blocks, *notes]) + "\n"


def _story(story: StoryEntry, screen: Screen, ids: int, reports: str) -> Iterator[str]:
    yield from render_story(story, screen, ids)
    yield from render_reasons(story, screen)
    yield ""
    for line in (story.narrative.text if story.narrative else "").splitlines():
        yield from _paragraph(line.strip(), 2, screen)
    facts = [
        ("epic", story.epic),
        ("objective", story.objective),
        ("owner", story.owner),
        ("priority", story.priority),
        ("release", story.release),
        ("sprint", story.sprint),
        ("depends on", ", ".join(story.depends) or None),
    ]
    said = " · ".join(f"{name} {value}" for name, value in facts if value)
    yield from (screen.paint(line, Style.DIM) for line in _paragraph(said, 2, screen) if said)
    yield screen.paint(f"  {story.path}:{story.line}", Style.DIM)
    for criterion in story.criteria:
        yield ""
        yield from _criterion(criterion, screen, reports)
        for waiver in story.waivers:
            if waiver.criterion == criterion.id:
                yield from (
                    screen.paint(line, Style.YELLOW)
                    for line in _paragraph(say_waiver(waiver), _CASE_COLUMN, screen)
                )
    for reason in story.reasons:
        if reason.command is not None:
            yield ""
            yield f"  {screen.spell(reason.command)}"


def _criterion(criterion: CriterionEntry, screen: Screen, reports: str) -> Iterator[str]:
    name = criterion.name if criterion.id_is_derived else f"{criterion.id}  {criterion.name}"
    if len(criterion.cases) == 1 and not criterion.cases[0].example:
        yield from _case(criterion.cases[0], name, 2, screen)
        yield from _files(criterion.cases[0], 4, screen, reports)
        return
    yield from (screen.paint(line, Style.BOLD) for line in _paragraph(name, 2, screen))
    if not criterion.cases:
        yield from _paragraph("nothing to run", _CASE_COLUMN, screen)
    for case in criterion.cases:
        values = ", ".join(f"{pair.column} {pair.value}" for pair in case.example)
        yield from _case(case, values or case.name, _CASE_COLUMN, screen)
        yield from _files(case, _CASE_COLUMN + 2, screen, reports)


def _case(case: CaseEntry, name: str, column: int, screen: Screen) -> Iterator[str]:
    style = screen.case_style(case.verdict)
    symbol = screen.case_symbol(case.verdict)
    first, *rest = wrap(screen.spell(name), screen.width - column - 2)
    yield " " * column + screen.paint(symbol, Style.BOLD, style) + " " + first
    yield from indent(rest, column + 2, screen.width)
    if case.verdict is CaseVerdict.PASSED:
        yield from _acceptances(case, column + 2, screen)
        return
    environments = [cell.environment for cell in case.environments if cell.verdict is case.verdict]
    where = f" in {', '.join(environments)}" if len(case.environments) > 1 else ""
    label = label_case(case)
    yield from (screen.paint(line, style) for line in _paragraph(label + where, column + 2, screen))
    yield from _evidence(case, column + 2, screen)
    yield from _acceptances(case, column + 2, screen)


def label_case(case: CaseEntry) -> str:
    """Say the verdict of a case as people read it."""
    return (MANUAL_LABELS if case.is_manual else CASE_LABELS).get(case.verdict, CASE_LABELS[case.verdict])


def _acceptances(case: CaseEntry, column: int, screen: Screen) -> Iterator[str]:
    for said in map(say_acceptance, case.acceptances):
        yield from (screen.paint(line, Style.DIM) for line in _paragraph(said, column, screen))


def _evidence(case: CaseEntry, column: int, screen: Screen) -> Iterator[str]:
    step = case.failing_step
    if step is not None:
        yield from _paragraph(f"{step.keyword} {step.text}", column, screen)
    place = f"{step.path}:{step.line}" if step is not None else f"{case.path}:{case.line}"
    yield from (screen.paint(line, Style.DIM) for line in indent([place], column, screen.width))
    message = (step.message if step is not None else None) or case.message or case.problem or ""
    for line in message.strip().splitlines()[:_MESSAGE_LINES]:
        yield from _paragraph(line, column, screen)
    for cell in case.environments:
        if cell.stale is not None and cell.stale.changed:
            yield from _paragraph(f"changed since: {', '.join(cell.stale.changed)}", column, screen)


def _files(case: CaseEntry, column: int, screen: Screen, reports: str) -> Iterator[str]:
    if case.verdict is not CaseVerdict.PASSED:
        yield from (" " * column + screen.spell(line) for line in list_files(case, reports))


def _paragraph(text: str, column: int, screen: Screen) -> list[str]:
    return indent(wrap(screen.spell(text), screen.width - column), column, screen.width)
