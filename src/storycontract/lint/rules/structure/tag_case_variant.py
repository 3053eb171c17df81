"""tag-case-variant."""

from collections import Counter
from collections.abc import Iterator

from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.tag_groups import TagFact, gather_tags


@project_rule(
    name="tag-case-variant",
    facts=TagFact,
    gathers=gather_tags,
    severity=Severity.INFO,
    since="0.1",
    problem="tag is written in two ways",
    why=(
        "Tags that differ in case alone are two for every runner: a filter on one of them leaves out the "
        "other."
    ),
    fix="write it the same way everywhere",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          @smoke
          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed

          @Smoke
          Scenario: Paying by voucher confirms the order
            When Ann pays 20 EUR by voucher
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
)
def tag_case_variant(project: Project[TagFact]) -> Iterator[Violation]:
    """Flag a tag that differs in case alone from one that more often, or first, is used."""
    counts = Counter(fact.of.name for fact in project.facts)
    usual: dict[str, str] = {}
    for name, _ in counts.most_common():
        usual.setdefault(name.casefold(), name)
    for fact in project.facts:
        name = fact.of.name
        if usual[name.casefold()] != name:
            yield Violation(at=fact.at, detail=f"`@{name}` and `@{usual[name.casefold()]}`", words=f"@{name}")
