"""Stories as JUnit XML: one suite for each, one case for each of its cases."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from junitparser import Attr, Error, Failure, IntAttr, JUnitXml, Skipped, TestCase, TestSuite
from junitparser.junitparser import FinalResult

from storycontract.report.ci.answer import Answer, CaseTold, StoryTold
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


class _PlacedCase(TestCase):
    """A case with its place in the feature file, as GitLab and Jenkins read it."""

    file = Attr()
    line = IntAttr()


def render_junit(answer: Answer) -> str:
    """Render the report; a story that is not done has at least one case that did not pass."""
    xml = JUnitXml("stories")
    for story, cases in answer.iter_cases():
        # Not `add_testsuite`: it makes one of two suites that look alike.
        xml.append(_render_suite(story, cases))  # type: ignore[no-untyped-call]  # the library leaves it untyped
    xml.update_statistics()  # type: ignore[no-untyped-call]  # as above
    rendered: bytes = xml.tostring()  # type: ignore[no-untyped-call]  # as above
    return f"{_DECLARATION}\n{rendered.decode('utf-8')}\n"


def _render_suite(story: StoryTold, cases: list[CaseTold]) -> TestSuite:
    suite = TestSuite(story.name)
    for name, value in _list_properties(story):
        suite.add_property(name, value)
    rendered = list(_render_cases(story, cases))
    shows_why = any(case.result for case in rendered) and story.verdict is not StoryVerdict.UNSPECIFIED
    if story.verdict is not StoryVerdict.DONE and not shows_why:
        rendered.insert(0, _render_verdict(story))
    suite.add_testcases(rendered)
    return suite


def _list_properties(story: StoryTold) -> Iterable[tuple[str, str]]:
    properties = {
        "story": story.id,
        "title": story.title,
        "epic": story.epic,
        "owner": story.owner,
        "verdict": story.verdict.value,
        "reason": "; ".join(reason.sentence for reason in story.reasons),
    }
    return [(name, value) for name, value in properties.items() if value]


def _render_cases(story: StoryTold, cases: Iterable[CaseTold]) -> Iterator[TestCase]:
    seen: dict[str, int] = {}
    for case in cases:
        # GitLab leaves out later cases of one name.
        seen[case.name] = seen.get(case.name, 0) + 1
        name = case.name if seen[case.name] == 1 else f"{case.name} ({seen[case.name]})"
        rendered = _PlacedCase(name, story.id, round(case.duration_ms / 1000, 3))
        rendered.file, rendered.line = case.path, case.line
        result = _render_result(case)
        if result is not None:
            rendered.result = result
        yield rendered


def _render_verdict(story: StoryTold) -> TestCase:
    """Render a case for what no case of the story shows: why it is not done."""
    why = "; ".join(reason.sentence for reason in story.reasons) or story.verdict.label
    is_skipped = story.verdict in {StoryVerdict.UNPROVEN, StoryVerdict.UNSTARTED}
    rendered = _PlacedCase("the story itself", story.id, 0)
    rendered.file, rendered.line = story.path, story.line
    rendered.result = (Skipped if is_skipped else Failure)(
        f"{story.verdict.label}: {why}", story.verdict.value
    )
    return rendered


def _render_result(case: CaseTold) -> FinalResult | None:
    kind = _choose_result(case.verdict)
    if kind is None:
        return None
    result = kind(f"{case.label}: {case.message}" if case.message else case.label, case.verdict.value)
    if case.details and kind is not Skipped:
        result.text = case.details
    return result


def _choose_result(verdict: CaseVerdict) -> type[FinalResult] | None:
    match verdict:
        case CaseVerdict.PASSED:
            return None
        case CaseVerdict.FAILED | CaseVerdict.FLAKY:
            return Failure
        case CaseVerdict.ERROR | CaseVerdict.UNREADABLE | CaseVerdict.ABORTED | CaseVerdict.UNDEFINED:
            return Error
        case (
            CaseVerdict.KNOWN_FAILING
            | CaseVerdict.SKIPPED
            | CaseVerdict.FIXED_UNNOTICED
            | CaseVerdict.STALE
            | CaseVerdict.NOT_RUN
            | CaseVerdict.HOLLOW
        ):
            return Skipped
        case _:
            assert_never(verdict)
