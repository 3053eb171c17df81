"""One case for the page: what was tried, what came of it, and what a developer needs to mend it."""

from collections.abc import Iterator, Mapping, Sequence

from storycontract.contract.step import DataTable, DocString, StepArgument, TableAndDocString
from storycontract.evidence.record import Outcome
from storycontract.report.page.expectation import Expectation, read_expectation
from storycontract.report.page.moments import say_day, say_duration, say_moment
from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.table_difference import compare_tables
from storycontract.report.page.wording import CASE_LABELS, OUTCOME_LABELS, look_of
from storycontract.report.stories import (
    AcceptanceEntry,
    AttemptEntry,
    CaseEntry,
    EnvironmentEntry,
    WrittenStepEntry,
)
from storycontract.step_binding.suggestion import SNIPPET_IMPORT, render_snippet
from storycontract.verdict.case_verdict import CaseVerdict

Details = dict[str, object]

_ATTEMPTS_SHOWN = 8
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def describe_trouble(case: CaseEntry, sources: PageSources) -> Details:
    """Describe a case that was not shown to work; what is empty is left out."""
    mask = sources.mask
    step = case.failing_step
    telling = find_telling_attempt(case)
    message = (step.message if step is not None else None) or case.message or ""
    if case.verdict is CaseVerdict.UNDEFINED:
        # The label says it, and the functions to start from say how it ends.
        message = ""
    return drop_empty(
        {
            "name": mask(case.name),
            "label": CASE_LABELS[case.verdict],
            "look": look_of(case.verdict),
            "folded": case.verdict in {CaseVerdict.STALE, CaseVerdict.NOT_RUN, CaseVerdict.SKIPPED},
            "values": _describe_values(case, sources),
            "step": mask(f"{step.keyword} {step.text}") if step is not None else "",
            "at": f"{step.path}:{step.line}" if step is not None else f"{case.path}:{case.line}",
            "function": step.function if step is not None else None,
            **_describe_expectation(message, sources),
            "message": mask(message),
            "problem": mask(case.problem or ""),
            "stale": [mask(_say_stale(cell)) for cell in case.environments if cell.stale is not None],
            "snippets": list(_list_snippets(case, sources)),
            "environments": _describe_environments(case),
            "files": _describe_files(telling, sources) if telling else [],
            "left": [mask(why) for why in telling.left_out] if telling else [],
            "attempts": _describe_attempts(case),
            "accepted": [_describe_acceptance(entry, sources) for entry in case.acceptances],
        }
    )


def describe_proof(case: CaseEntry, sources: PageSources) -> Details:
    """Describe what shows that a case works."""
    attempt = find_telling_attempt(case)
    return drop_empty(
        {
            "values": _describe_values(case, sources),
            "when": say_moment(attempt.started_utc) if attempt else None,
            "environments": _describe_environments(case),
            "files": _describe_files(attempt, sources) if attempt else [],
            "accepted": [_describe_acceptance(entry, sources) for entry in case.acceptances],
        }
    )


def find_telling_attempt(case: CaseEntry) -> AttemptEntry | None:
    """Find the newest attempt on the code of today; of a case in trouble the newest that failed."""
    attempts = [attempt for attempt in case.attempts if attempt.counts] or case.attempts
    if case.verdict is not CaseVerdict.PASSED:
        attempts = [each for each in attempts if each.outcome is not Outcome.PASSED] or attempts
    return max(attempts, key=lambda attempt: attempt.started_utc, default=None)


def drop_empty(details: Mapping[str, object]) -> Details:
    """Leave out what says nothing, so that thousands of stories stay small."""
    return {name: value for name, value in details.items() if value}


def _describe_values(case: CaseEntry, sources: PageSources) -> list[list[str]]:
    return [[sources.mask(pair.column), sources.mask(pair.value)] for pair in case.example]


def _describe_expectation(message: str, sources: PageSources) -> Details:
    found = read_expectation(message) if message else None
    if found is None:
        return {}
    return {
        "expected": sources.mask(found.expected),
        "got": sources.mask(found.got),
        "table": _describe_difference(found, sources),
    }


def _describe_difference(found: Expectation, sources: PageSources) -> list[list[object]]:
    rows = compare_tables(*found.pair) if found.pair is not None else None
    return [[row.mark, [sources.mask(cell) for cell in row.cells], list(row.odd)] for row in rows or ()]


def _say_stale(cell: EnvironmentEntry) -> str:
    if cell.stale is None:
        return ""
    files = ", ".join(cell.stale.changed)
    since = f"changed since: {files}" if files else (cell.stale.cause or "the code has changed")
    return f"{since}; {cell.stale.advice}"


def _describe_environments(case: CaseEntry) -> list[list[str]]:
    if len(case.environments) < 2:  # noqa: PLR2004 - one environment needs no list
        return []
    return [
        [cell.environment, look_of(cell.verdict), CASE_LABELS[cell.verdict]] for cell in case.environments
    ]


def _list_snippets(case: CaseEntry, sources: PageSources) -> Iterator[str]:
    if case.verdict is not CaseVerdict.UNDEFINED:
        return
    failing = case.failing_step
    missing = [
        step
        for step in case.steps
        if not sources.is_defined(step)
        or (failing and (failing.line, failing.text) == (step.line, step.text))
    ]
    snippets = dict.fromkeys(_render(step) for step in missing if step.kind is not None)
    if snippets:
        yield SNIPPET_IMPORT
        yield from (sources.mask(snippet.rstrip()) for snippet in snippets)


def _render(step: WrittenStepEntry) -> str:
    return render_snippet(step.kind, step.text, _argument_of(step)) if step.kind is not None else ""


def _argument_of(step: WrittenStepEntry) -> StepArgument:
    table = DataTable(step.table) if step.table is not None else None
    doc_string = DocString(step.doc_string) if step.doc_string is not None else None
    if table is not None and doc_string is not None:
        return TableAndDocString(table, doc_string)
    return table or doc_string


def _describe_files(attempt: AttemptEntry, sources: PageSources) -> list[list[object]]:
    """Describe files: kind, name, address (empty where it is gone), whether it is a picture, trace."""
    return [
        _describe_file(artefact.kind, artefact.name, artefact.path, sources) for artefact in attempt.artefacts
    ]


def _describe_file(kind: str, name: str, path: str, sources: PageSources) -> list[object]:
    address = sources.files.get(path, "")
    opened = f"{sources.reports}/{path}" if kind == "trace" and address else ""
    return [kind, sources.mask(name), address, address.lower().endswith(_PICTURES), opened]


def _describe_attempts(case: CaseEntry) -> list[list[str]]:
    newest: Sequence[AttemptEntry] = sorted(case.attempts, key=lambda attempt: attempt.started_utc)
    return [
        [
            say_moment(attempt.started_utc),
            OUTCOME_LABELS[attempt.outcome],
            " · ".join(filter(None, (attempt.environment, attempt.variant))),
            say_duration(attempt.duration_ms),
            "" if attempt.counts else "on other code",
        ]
        for attempt in newest[-_ATTEMPTS_SHOWN:]
    ]


def _describe_acceptance(entry: AcceptanceEntry, sources: PageSources) -> Details:
    where = f" in {entry.environment}" if entry.environment != "default" else ""
    version = f", version {entry.product_version}" if entry.product_version else ""
    return drop_empty(
        {
            "says": sources.mask(f"Checked by {entry.by}{where}{version} on {say_moment(entry.at_utc)}"),
            "until": say_day(entry.expires),
            "note": sources.mask(entry.note or ""),
            "why_not": sources.mask(entry.why_not or "") if not entry.counts else "",
            "files": [
                _describe_file("attachment", each.name, each.path, sources) for each in entry.attachments
            ],
        }
    )
