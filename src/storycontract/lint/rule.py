"""What a lint rule is, and how one is declared."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc
from types import FunctionType
from typing import Any, TypeVar

from storycontract.contract.feature import Feature, FeatureFile, Rule
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Background, Scenario
from storycontract.contract.step import Step, StepKind
from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.options import Surface
from storycontract.lint.project import Fact, Project, ValuesT
from storycontract.lint.repair import Repair
from storycontract.lint.suppression import Suppression

Node = FeatureFile | Feature | Rule | Background | Scenario | Step | Story | Suppression | Problem
ALL_KINDS = frozenset(StepKind)
NodeT = TypeVar("NodeT", FeatureFile, Feature, Rule, Background, Scenario, Step, Story, Suppression, Problem)


class Profile(StrEnum):
    """A named choice of rules, from few to many; `ready` is what a story must satisfy to be worked on.

    A rule of one profile is in the wider ones, too. A rule of none runs only where it is asked for.
    """

    READY = "ready"
    RECOMMENDED = "recommended"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Violation:
    """A place that breaks a rule; `problem` and `fix` replace the rule's words, `detail` adds to them.

    `words` are those of the line that the caret is to stand under, as written; where they are not given, or
    the line does not hold them, it stands under all of the line from `at`. `severity` replaces the rule's
    own where this place weighs less or more, and gives way to what a project has settled. `repair` is the
    change that would mend it.
    """

    at: Location
    detail: str | None = None
    problem: str | None = None
    fix: str | None = None
    end_column: int | None = None
    words: str | None = None
    severity: Severity | None = None
    repair: Repair | None = None


Check = Callable[[Any, Any], Iterator[Violation]]
Hint = Callable[[str], bool]
Gather = Callable[[FeatureFile, LintContext], Iterable[Fact[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRule:
    """One rule: its words are its documentation, `breaks` and `keeps` are at once its examples and tests.

    `languages` are the Gherkin languages it understands, None for all. Nothing silences a `structural` rule.
    It says nothing about products whose surface is among `muted_on`. `label` is what the labelled items call
    the defect, for the figures. `aliases` are names it once had.

    A rule on steps is offered those of its `kinds`; where it `looks_for` word lists of the lexicon or has a
    `hint`, only those that may hold a phrase of one of the lists, or a word, as it stands between two spaces,
    that is a hint.

    `breaks_with` and `keeps_with` are the step definitions of a rule that reads them; only such a rule has
    them.

    `check` takes nodes of the type `checks`. A rule over the project has `gather`, `fact_type` and
    `check_project` instead; one that `needs_whole` is not asked where only some of the files are at hand.
    """

    name: str
    checks: type[Node] | type[Project[Any]]
    severity: Severity
    since: str
    problem: str
    why: str
    fix: str
    breaks_as_written: str
    keeps_as_written: str
    profiles: frozenset[Profile]
    languages: frozenset[str] | None
    muted_on: frozenset[Surface]
    structural: bool
    label: str | None
    aliases: tuple[str, ...]
    check: Check
    kinds: frozenset[StepKind] = ALL_KINDS
    looks_for: frozenset[str] = frozenset()
    hint: Hint | None = None
    breaks_with: str = ""
    keeps_with: str = ""
    gather: Gather | None = None
    fact_type: type[tuple[Any, ...]] | None = None
    check_project: Callable[[Project[Any]], Iterator[Violation]] | None = None
    needs_whole: bool = False

    @property
    def breaks(self) -> str:
        """A feature file that breaks the rule."""
        return _example(self.breaks_as_written)

    @property
    def keeps(self) -> str:
        """The same, put right."""
        return _example(self.keeps_as_written)

    @property
    def reads_code(self) -> bool:
        """Tell whether the rule looks at step definitions, and says nothing where there are none."""
        return bool(self.keeps_with)

    @property
    def breaking_steps(self) -> str:
        """The Python module of step definitions beside what breaks the rule; empty for most rules."""
        return _example(self.breaks_with)

    @property
    def keeping_steps(self) -> str:
        """The Python module of step definitions beside what keeps the rule; empty for most rules."""
        return _example(self.keeps_with)

    @property
    def gather_name(self) -> str:
        """What the facts of the rule are kept by; empty where it gathers none."""
        return f"{self.gather.__module__}.{self.gather.__qualname__}" if self.gather else ""

    def understands(self, language: str) -> bool:
        """Tell whether the rule has anything to say about files in a Gherkin language."""
        return self.languages is None or language in self.languages


def rule(  # noqa: PLR0913 - the fields of a rule, all by keyword
    *,
    name: str,
    checks: type[NodeT],
    severity: Severity,
    since: str,
    problem: str,
    why: str,
    fix: str,
    breaks: str,
    keeps: str,
    profiles: Iterable[Profile] = (Profile.RECOMMENDED,),
    languages: Iterable[str] | None = None,
    muted_on: Iterable[Surface] = (),
    structural: bool = False,
    label: str | None = None,
    aliases: tuple[str, ...] = (),
    kinds: Iterable[StepKind] = ALL_KINDS,
    looks_for: Iterable[str] = (),
    hint: Hint | None = None,
) -> Callable[
    [Callable[[NodeT], Iterator[Violation]] | Callable[[NodeT, LintContext], Iterator[Violation]]], LintRule
]:
    """Declare a rule by the function that checks one node; it may take the context as second argument."""

    def declare(
        check: Callable[[NodeT], Iterator[Violation]] | Callable[[NodeT, LintContext], Iterator[Violation]],
    ) -> LintRule:
        return LintRule(
            name=name,
            checks=checks,
            severity=severity,
            since=since,
            problem=problem,
            why=why,
            fix=fix,
            breaks_as_written=breaks,
            keeps_as_written=keeps,
            profiles=_widen(profiles),
            languages=None if languages is None else frozenset(languages),
            muted_on=frozenset(muted_on),
            structural=structural,
            label=label,
            aliases=aliases,
            check=_as_check(_as_function(check)),
            kinds=frozenset(kinds),
            looks_for=frozenset(looks_for),
            hint=hint,
        )

    return declare


def project_rule(  # noqa: PLR0913 - the fields of a rule, all by keyword
    *,
    name: str,
    facts: type[ValuesT],
    gathers: Callable[[FeatureFile, LintContext], Iterable[Fact[ValuesT]]],
    severity: Severity,
    since: str,
    problem: str,
    why: str,
    fix: str,
    breaks: str,
    keeps: str,
    profiles: Iterable[Profile] = (Profile.RECOMMENDED,),
    languages: Iterable[str] | None = None,
    muted_on: Iterable[Surface] = (),
    structural: bool = False,
    label: str | None = None,
    aliases: tuple[str, ...] = (),
    breaks_with: str = "",
    keeps_with: str = "",
    needs_whole: bool = False,
) -> Callable[[Callable[[Project[ValuesT]], Iterator[Violation]]], LintRule]:
    """Declare a rule over the whole project by what it gathers from each file, and what it makes of that.

    `gathers` sees one file at a time, and what it gives, values of the type `facts`, is kept until the file
    changes. Several rules may gather by one function: it runs once. A file in a language that the rule does
    not understand gives none.
    """

    def declare(check: Callable[[Project[ValuesT]], Iterator[Violation]]) -> LintRule:
        return LintRule(
            name=name,
            checks=Project,
            severity=severity,
            since=since,
            problem=problem,
            why=why,
            fix=fix,
            breaks_as_written=breaks,
            keeps_as_written=keeps,
            profiles=_widen(profiles),
            languages=None if languages is None else frozenset(languages),
            muted_on=frozenset(muted_on),
            structural=structural,
            label=label,
            aliases=aliases,
            breaks_with=breaks_with,
            keeps_with=keeps_with,
            check=_say_nothing,
            gather=gathers,
            fact_type=facts,
            check_project=check,
            needs_whole=needs_whole,
        )

    return declare


def reader_rule(  # noqa: PLR0913 - the fields of a rule, all by keyword
    *, name: str, since: str, problem: str, why: str, fix: str, breaks: str, keeps: str
) -> LintRule:
    """Declare a rule whose findings are the problems of that name which reading the files brought up."""

    @rule(
        name=name,
        checks=Problem,
        severity=Severity.ERROR,
        since=since,
        problem=problem,
        why=why,
        fix=fix,
        breaks=breaks,
        keeps=keeps,
        profiles=(Profile.READY,),
        structural=True,
    )
    def pass_on(read: Problem) -> Iterator[Violation]:
        if read.name == name:
            yield Violation(at=read.location, problem=read.detail, fix=read.fix)

    return pass_on


def _as_check(check: FunctionType) -> Check:
    """Give a function that takes a node and its context, whether or not the rule wants the latter."""
    if check.__code__.co_argcount > 1:
        return check
    return lambda node, _: check(node)


def _as_function(check: Callable[..., Iterator[Violation]]) -> FunctionType:
    # A rule is declared by decorating a function, never another callable.
    assert isinstance(check, FunctionType)  # noqa: S101
    return check


def _say_nothing(node: Node, context: LintContext) -> Iterator[Violation]:  # noqa: ARG001 - one shape
    return iter(())


def _widen(profiles: Iterable[Profile]) -> frozenset[Profile]:
    order = list(Profile)
    first = min((order.index(profile) for profile in profiles), default=len(order))
    return frozenset(order[first:])


def _example(text: str) -> str:
    return f"{cleandoc(text)}\n" if text else ""
