"""A contract to what the header of a run keeps of it, so that history can be told from evidence alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from storycontract.contract.case import Case
from storycontract.contract.contract import Contract
from storycontract.contract.story import Criterion, Story
from storycontract.evidence.record import CaseNeeds, CriterionStamp, StoryStamp
from storycontract.lint.finding import Finding
from storycontract.verdict.story_verdict import is_specified

AcceptedIn = Callable[[str, str], tuple[str, ...]]
"""From story id and case fingerprint to the environments in which a person's acceptance holds."""


def _nowhere(_story_id: str, _fingerprint: str) -> tuple[str, ...]:
    return ()


def stamp_contract(
    contract: Contract,
    findings: Iterable[Finding],
    environments: tuple[str, ...],
    accepted_in: AcceptedIn = _nowhere,
) -> tuple[StoryStamp, ...]:
    """Stamp every story; `findings` are those of the `ready` profile.

    `environments` are required of a case that names none.
    """
    by_story: dict[str, list[Finding]] = {}
    for finding in findings:
        for story_id in finding.story_ids:
            by_story.setdefault(story_id, []).append(finding)
    return tuple(
        StoryStamp(
            id=story.id,
            fingerprint=story.fingerprint,
            title=story.title,
            is_specified=is_specified(story, by_story.get(story.id, ())),
            criteria=tuple(
                CriterionStamp(
                    id=criterion.id,
                    fingerprint=criterion.fingerprint,
                    name=criterion.name,
                    cases=tuple(case.fingerprint for case in criterion.cases),
                    needs=tuple(_list_needs(story, criterion, environments, accepted_in)),
                )
                for criterion in story.criteria
            ),
        )
        for story in contract.stories
    )


def _list_needs(
    story: Story, criterion: Criterion, environments: tuple[str, ...], accepted_in: AcceptedIn
) -> Iterator[CaseNeeds]:
    alike: dict[str, list[Case]] = {}
    for case in criterion.cases:
        alike.setdefault(case.fingerprint, []).append(case)
    for fingerprint, cases in alike.items():
        is_manual = cases[0].is_manual
        named = _unite_environments(cases, environments)
        if named or is_manual:
            yield CaseNeeds(
                fingerprint=fingerprint,
                environments=named,
                manual=is_manual,
                accepted_in=accepted_in(story.id, fingerprint) if is_manual else (),
            )


def _unite_environments(cases: Sequence[Case], environments: tuple[str, ...]) -> tuple[str, ...]:
    """Unite what rows of one text ask for: `@env:` is no part of a fingerprint."""
    if not any(case.environments for case in cases):
        return ()
    return tuple(dict.fromkeys(name for case in cases for name in case.environments or environments))
