"""Story verdicts: the five words, first match wins (DESIGN section 6)."""

from collections.abc import Iterable

from storycontract.contract.feature import FeatureFile
from storycontract.contract.location import Location
from storycontract.contract.story import Story
from storycontract.lint.finding import Finding
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import CriterionJudgement, StoryJudgement, StoryVerdict
from storycontract.verdict.reason import explain_cases, explain_specification, explain_unreadable_file


def choose_verdict(cases: Iterable[CaseVerdict], *, is_specified: bool, is_started: bool) -> StoryVerdict:
    """Choose the word for a story from the verdicts of all its cases in all required environments.

    `is_started` says whether any case was ever tried or has all its steps bound.
    """
    verdicts = set(cases)
    if not is_specified or not verdicts:
        return StoryVerdict.UNSPECIFIED
    if CaseVerdict.FAILED in verdicts:
        return StoryVerdict.FAILING
    if not is_started:
        return StoryVerdict.UNSTARTED
    return StoryVerdict.DONE if verdicts == {CaseVerdict.PASSED} else StoryVerdict.UNPROVEN


def judge_story(
    story: Story,
    criteria: tuple[CriterionJudgement, ...],
    findings: Iterable[Finding] = (),
    *,
    was_tried: bool = False,
) -> StoryJudgement:
    """Judge one story; `findings` are those of the `ready` profile that concern it.

    `was_tried` says whether any case of it ever passed or failed, in whatever words it was then told.
    """
    cases = tuple(case for criterion in criteria for case in criterion.cases)
    specification = explain_specification(story, findings)
    # A case without a cell would pass by saying nothing: its own verdict (not run) stands for it.
    verdicts = [cell.verdict for case in cases for cell in case.cells] + [case.verdict for case in cases]
    verdict = choose_verdict(
        verdicts,
        is_specified=not specification,
        is_started=was_tried or any(case.is_bound for case in cases),
    )
    return StoryJudgement(
        id=story.id,
        title=story.title,
        location=story.location,
        verdict=verdict,
        reasons=() if verdict is StoryVerdict.DONE else (*specification, *explain_cases(cases)),
        story=story,
        criteria=criteria,
    )


def is_specified(story: Story, findings: Iterable[Finding]) -> bool:
    """Tell whether a story says enough to be shown; `findings` are those of the `ready` profile for it."""
    return bool(story.cases) and not explain_specification(story, findings)


def judge_unreadable_file(file: FeatureFile) -> StoryJudgement:
    """Judge a file that holds no readable story: never specified, whatever it was meant to say."""
    location = file.problems[0].location if file.problems else Location(file.path, 1)
    return StoryJudgement(
        id=file.path,
        title=file.path,
        location=location,
        verdict=StoryVerdict.UNSPECIFIED,
        reasons=explain_unreadable_file(file.problems),
    )
