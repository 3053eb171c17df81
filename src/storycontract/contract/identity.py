"""Which stories and criteria the features of a project hold, and what they are called.

Source: DESIGN section 3. A scenario belongs to the nearest element with a story id; a feature without one is
a story where scenarios are left that belong to none, or where it holds nothing at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from storycontract.contract.case import Case
from storycontract.contract.feature import Feature, FeatureFile, Rule
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Scenario
from storycontract.contract.story import Criterion, Metadata, Story
from storycontract.contract.tag import ID_PATTERN, SINGLE_KEYS, STORY_KEYS, Tag

ID_FIX = "write letters and digits, joined by `-`, `_` or `.`, starting with a letter, for example `SHOP-12`"


@dataclass(frozen=True, slots=True)
class _Claim:
    """The id an element claims, None where it claims none that can be used."""

    id: str | None
    problems: tuple[Problem, ...]


_NO_CLAIM = _Claim(None, ())


def collect_stories(
    files: Iterable[FeatureFile], story_tag: re.Pattern[str] | None = None
) -> tuple[Story, ...]:
    """Collect all stories of a tree in the order of its files and lines, doubles of ids marked."""
    stories = [
        story
        for file in files
        if file.feature is not None
        for story in _iter_stories(file.path, file.feature, story_tag)
    ]
    return tuple(_mark_doubles(stories))


def _iter_stories(path: str, feature: Feature, story_tag: re.Pattern[str] | None) -> Iterator[Story]:
    claim = _claim_story(feature.tags, story_tag)
    rule_claims = [(rule, _claim_story(rule.tags, story_tag)) for rule in feature.rules]
    own_rules = [rule for rule, rule_claim in rule_claims if not _claims(rule_claim)]
    has_scenarios = bool(feature.scenarios) or any(rule.scenarios for rule in own_rules)
    if _claims(claim) or has_scenarios or len(own_rules) == len(feature.rules):
        yield _feature_story(path, feature, claim, own_rules)
    for rule, rule_claim in rule_claims:
        if _claims(rule_claim):
            yield _rule_story(path, feature, rule, rule_claim)


def _claims(claim: _Claim) -> bool:
    return claim.id is not None or bool(claim.problems)


def _claim_story(tags: Sequence[Tag], story_tag: re.Pattern[str] | None) -> _Claim:
    named = [(_story_id(tag, story_tag), tag.location) for tag in tags]
    ids = {identifier: location for identifier, location in named if identifier is not None}
    if not ids:
        return _NO_CLAIM
    malformed = [
        Problem("story-id-malformed", f"`{identifier}` is no story id", ID_FIX, location)
        for identifier, location in ids.items()
        if not ID_PATTERN.fullmatch(identifier) and not (story_tag and story_tag.fullmatch(identifier))
    ]
    several = [
        Problem("story-id-ambiguous", f"a second story id, `{identifier}`", "keep one id", location)
        for identifier, location in list(ids.items())[1:]
    ]
    usable = None if malformed else next(iter(ids), None)
    return _Claim(usable, (*malformed, *several))


def _story_id(tag: Tag, story_tag: re.Pattern[str] | None) -> str | None:
    if tag.key == "story":
        return tag.value
    if story_tag is not None and story_tag.fullmatch(tag.name):
        return tag.name
    return None


def _claim_criterion(tags: Sequence[Tag]) -> _Claim:
    if not tags:
        return _NO_CLAIM
    ids = {tag.value: tag.location for tag in tags if tag.key == "ac"}
    if not ids:
        return _NO_CLAIM
    malformed = [
        Problem("ac-id-malformed", f"`{identifier}` is no criterion id", ID_FIX, location)
        for identifier, location in ids.items()
        if not ID_PATTERN.fullmatch(identifier)
    ]
    several = [
        Problem("ac-id-ambiguous", f"a second criterion id, `{identifier}`", "keep one id", location)
        for identifier, location in list(ids.items())[1:]
    ]
    return _Claim(None if malformed else next(iter(ids), None), (*malformed, *several))


def _feature_story(path: str, feature: Feature, claim: _Claim, rules: Sequence[Rule]) -> Story:
    derived_id = f"{path}:{feature.name}"
    story_id = claim.id or derived_id
    groups = [
        _scenario_criteria(story_id, feature.scenarios, rule=None, draft=False),
        *(_rule_criteria(story_id, rule, f"{rule.name}/") for rule in rules),
    ]
    scenarios = (*feature.scenarios, *(scenario for rule in rules for scenario in rule.scenarios))
    misplaced = (*_misplaced_ac(feature.tags), *_misplaced_in(scenarios))
    return _story(
        story_id,
        claim,
        feature=feature,
        element=feature,
        tags=feature.tags,
        groups=groups,
        misplaced=misplaced,
        stray=(*_stray_on(rules), *_stray_in(feature.scenarios), *_stray_in_rules(rules)),
        derived_id=derived_id,
    )


def _rule_story(path: str, feature: Feature, rule: Rule, claim: _Claim) -> Story:
    story_id = claim.id or f"{path}:{feature.name}/{rule.name}"
    groups = [_rule_criteria(story_id, rule, "")]
    return _story(
        story_id,
        claim,
        feature=feature,
        element=rule,
        tags=(*rule.tags, *_inherited_tags(story_id, feature, rule)),
        groups=groups,
        misplaced=(*_misplaced_ac(feature.tags), *_misplaced_in(rule.scenarios)),
        stray=tuple(_stray_in_rules([rule])),
    )


def _inherited_tags(story_id: str, feature: Feature, rule: Rule) -> list[Tag]:
    # A former id is the feature's own, and a feature may depend on one of the stories in it.
    own = {tag.key for tag in rule.tags if tag.key in SINGLE_KEYS and tag.value}
    return [
        tag
        for tag in feature.tags
        if tag.key != "was"
        and not (tag.key == "depends" and tag.value.casefold() == story_id.casefold())
        and not (tag.key in own and tag.value)
    ]


def _stray_on(rules: Iterable[Rule]) -> Iterator[Tag]:
    for rule in rules:
        yield from _find_stray(rule.tags, is_criterion=_claims(_claim_criterion(rule.tags)))


def _stray_in_rules(rules: Iterable[Rule]) -> Iterator[Tag]:
    for rule in rules:
        yield from _stray_in(rule.scenarios, share_one=_claims(_claim_criterion(rule.tags)))


def _stray_in(scenarios: Iterable[Scenario], *, share_one: bool = False) -> Iterator[Tag]:
    """Find stray metadata; of scenarios that `share_one` criterion, one is its own where it has an id."""
    for scenario in scenarios:
        if scenario.tags:
            is_criterion = not share_one or _claims(_claim_criterion(scenario.tags))
            yield from _find_stray(scenario.tags, is_criterion=is_criterion)
        for block in scenario.examples:
            yield from _find_stray(block.tags, is_criterion=False)


def _find_stray(tags: Iterable[Tag], *, is_criterion: bool) -> Iterator[Tag]:
    for tag in tags:
        # A criterion has former ids, too.
        if tag.value and (tag.key in STORY_KEYS or (tag.key == "was" and not is_criterion)):
            yield tag


_Criteria = tuple[list[Criterion], list[Problem]]


def _story(  # noqa: PLR0913 - one place puts a story together
    story_id: str,
    claim: _Claim,
    *,
    feature: Feature,
    element: Feature | Rule,
    tags: Sequence[Tag],
    groups: Sequence[_Criteria],
    misplaced: tuple[Problem, ...],
    stray: tuple[Tag, ...],
    derived_id: str | None = None,
) -> Story:
    criteria = tuple(_tell_apart(criterion for found, _ in groups for criterion in found))
    problems = (*claim.problems, *misplaced, *(problem for _, found in groups for problem in found))
    return Story(
        id=story_id,
        id_is_derived=claim.id is None,
        title=element.name,
        language=feature.language,
        narrative=element.narrative,
        metadata=_metadata(tags),
        tags=tuple(dict.fromkeys(tag.name for tag in tags)),
        criteria=criteria,
        is_draft=_has_draft(tags),
        id_problems=problems,
        location=element.location,
        derived_id=derived_id,
        stray_tags=stray,
    )


def _metadata(tags: Sequence[Tag]) -> Metadata:
    """Read the metadata of a story; `tags` come nearest element first, and the first value of a key wins."""
    values: dict[str, list[str]] = defaultdict(list)
    for tag in tags:
        values[tag.key].append(tag.value)

    def first(key: str) -> str | None:
        # `@release` without a value is a tag like any other.
        return next(filter(None, values[key]), None)

    return Metadata(
        epic=first("epic"),
        objective=first("objective"),
        owner=first("owner"),
        priority=first("priority"),
        release=first("release"),
        sprint=first("sprint"),
        depends=tuple(dict.fromkeys(values["depends"])),
        was=tuple(dict.fromkeys(values["was"])),
    )


def _rule_criteria(story_id: str, rule: Rule, prefix: str) -> _Criteria:
    claim = _claim_criterion(rule.tags)
    draft = _has_draft(rule.tags)
    if not _claims(claim):
        return _scenario_criteria(story_id, rule.scenarios, rule=rule, draft=draft, prefix=prefix)
    with_own = [scenario for scenario in rule.scenarios if _claims(_claim_criterion(scenario.tags))]
    shared = [scenario for scenario in rule.scenarios if not _claims(_claim_criterion(scenario.tags))]
    own, problems = _scenario_criteria(story_id, with_own, rule=rule, draft=draft, prefix=prefix)
    both = [
        Problem(
            "ac-id-misplaced",
            "a criterion id inside a rule that carries one",
            "keep one of the two",
            tag.location,
        )
        for scenario in with_own
        for tag in scenario.tags
        if tag.key == "ac"
    ]
    criterion = _criterion(
        criterion_id=claim.id or f"{story_id}/{rule.name}",
        is_derived=claim.id is None,
        element=rule,
        rule=rule,
        scenarios=shared,
        draft=draft,
    )
    return [criterion, *own], [*claim.problems, *both, *problems]


def _scenario_criteria(
    story_id: str, scenarios: Sequence[Scenario], *, rule: Rule | None, draft: bool, prefix: str = ""
) -> _Criteria:
    criteria: list[Criterion] = []
    problems: list[Problem] = []
    for scenario in scenarios:
        claim = _claim_criterion(scenario.tags)
        criteria.append(
            _criterion(
                criterion_id=claim.id or f"{story_id}/{prefix}{scenario.name}",
                is_derived=claim.id is None,
                element=scenario,
                rule=rule,
                scenarios=[scenario],
                draft=draft,
            )
        )
        problems.extend(claim.problems)
    return criteria, problems


def _tell_apart(criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    # Two rules of one name may hold scenarios of one name, and each criterion must be findable.
    taken: set[str] = set()
    for criterion in criteria:
        identifier, number = criterion.id, 1
        while criterion.id_is_derived and identifier in taken:
            number += 1
            identifier = f"{criterion.id}#{number}"
        taken.add(identifier)
        yield criterion if identifier == criterion.id else replace(criterion, id=identifier)


def _has_draft(tags: Iterable[Tag]) -> bool:
    return "draft" in [tag.key for tag in tags]


def _criterion(  # noqa: PLR0913 - one place puts a criterion together
    *,
    criterion_id: str,
    is_derived: bool,
    element: Rule | Scenario,
    rule: Rule | None,
    scenarios: Sequence[Scenario],
    draft: bool,
) -> Criterion:
    cases: tuple[Case, ...] = tuple([case for scenario in scenarios for case in scenario.cases])
    drafts = [scenario for scenario in scenarios if _has_draft(scenario.tags)]
    return Criterion(
        id=criterion_id,
        id_is_derived=is_derived,
        name=element.name,
        rule=rule.name if rule else None,
        scenarios=tuple(scenarios),
        cases=cases,
        is_draft=draft or bool(drafts) or True in [case.is_draft for case in cases],
        was=tuple([tag.value for tag in element.tags if tag.key == "was"]),
        location=element.location,
    )


def _misplaced_ac(tags: Iterable[Tag]) -> list[Problem]:
    fix = "put the id on a scenario, or on a rule whose scenarios carry none"
    return [
        Problem("ac-id-misplaced", f"a criterion id cannot stand here: `@{tag.name}`", fix, tag.location)
        for tag in tags
        if tag.key == "ac"
    ]


def _misplaced_in(scenarios: Iterable[Scenario]) -> Iterator[Problem]:
    for scenario in scenarios:
        on_examples = [tag for block in scenario.examples for tag in block.tags]
        for tag in (*scenario.tags, *on_examples):
            if tag.key == "story":
                detail = f"a story id cannot stand on a scenario: `@{tag.name}`"
                yield Problem("story-id-misplaced", detail, "put it on the feature or the rule", tag.location)
        if on_examples:
            yield from _misplaced_ac(on_examples)


@dataclass(frozen=True, slots=True)
class ClaimedId:
    """An id that a tag gives to a story (`is_story`) or to a criterion, at the place of the element."""

    id: str
    is_story: bool
    location: Location


def list_claimed_ids(story: Story) -> tuple[ClaimedId, ...]:
    """List the ids that tags give to a story and its criteria; derived ones are left out."""
    own = () if story.id_is_derived else (ClaimedId(story.id, is_story=True, location=story.location),)
    criteria = (
        ClaimedId(criterion.id, is_story=False, location=criterion.location)
        for criterion in story.criteria
        if not criterion.id_is_derived
    )
    return (*own, *criteria)


def find_doubles(claims: Iterable[ClaimedId]) -> dict[ClaimedId, Problem]:
    """Find the ids of a tree that are used more than once, with the problem each of them is.

    A story and a criterion cannot share an id either: whoever asks for `SHOP-12` must get one thing.
    """
    groups: dict[str, list[ClaimedId]] = defaultdict(list)
    for claim in claims:
        groups[claim.id.casefold()].append(claim)
    return {
        claim: _double(claim, others[0])
        for group in groups.values()
        if len(group) > 1
        for claim in group
        if (others := [other.location for other in group if other.location != claim.location])
    }


def _mark_doubles(stories: Sequence[Story]) -> Iterator[Story]:
    claims = [list_claimed_ids(story) for story in stories]
    doubles = find_doubles(claim for own in claims for claim in own)
    for story, own in zip(stories, claims, strict=True):
        problems = [doubles[claim] for claim in own if claim in doubles]
        yield replace(story, id_problems=(*story.id_problems, *problems)) if problems else story


def _double(claim: ClaimedId, other: Location) -> Problem:
    return Problem(
        name="story-id-duplicate" if claim.is_story else "ac-id-duplicate",
        detail=f"the id `{claim.id}` is used again at {other}",
        fix="give each its own id; ids differ by more than case",
        location=claim.location,
    )
