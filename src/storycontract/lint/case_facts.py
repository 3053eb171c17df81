"""What rules over the project know of each case: its setting, and what is expected of it."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from storycontract.contract.case import Case
from storycontract.contract.feature import FeatureFile
from storycontract.contract.step import DataTable, DocString, Step, StepArgument, StepKind, TableAndDocString
from storycontract.contract.tag import is_obligation
from storycontract.lint.context import LintContext
from storycontract.lint.project import Fact

# Tags that say how important, how slow or whose a case is, and nothing of what it runs on.
_HARMLESS = re.compile(
    r"(?:smoke|sanity|regression|critical|blocker|major|minor|trivial|important|slow|fast|wip|todo|done|happy|sad|positive|negative|"
    r"edge|core|security|quick|flaky|nightly|p\d|prio\w*|severity|acceptance|e2e|issue|bug|feature|epic|jira|test|tc|us|ac)"
    r"(?:[-_:.].*|\d+)?|[A-Za-z]+-\d+|\d+",
    re.IGNORECASE,
)


class CaseFact(NamedTuple):
    """One round of actions and outcomes of a case.

    `setting` is a digest of all that comes before the outcomes; `expected` are the texts of those outcomes
    that have no argument, `whole` is a digest of all of them; `environment` are the tags by which its setting
    may differ although its words do not.
    """

    language: str
    setting: str
    has_action: bool
    expected: tuple[str, ...]
    whole: str
    environment: tuple[str, ...]
    scenario: int
    name: str
    rule: str


def gather_cases(file: FeatureFile, context: LintContext) -> Iterator[Fact[CaseFact]]:
    """Gather the rounds of every case of a file."""
    for scenario in file.feature.all_scenarios if file.feature else ():
        rule = context.find_rule(scenario)
        for case in scenario.cases:
            for setting, outcomes in _iter_rounds(case):
                fact = CaseFact(
                    language=context.language,
                    setting=_digest_setting(setting),
                    has_action=StepKind.ACTION in [step.kind for step in setting],
                    expected=tuple([step.text for step in outcomes if step.argument is None]),
                    whole=_digest(_list_written(outcomes)),
                    environment=tuple(sorted([tag for tag in case.tags if _may_choose_fixture(tag)])),
                    scenario=scenario.location.line,
                    name=scenario.name,
                    rule=rule.name if rule else "",
                )
                yield Fact(case.location, fact)


@lru_cache(maxsize=1024)
def _may_choose_fixture(tag: str) -> bool:
    return tag.startswith("env:") or (is_obligation(tag) and not _HARMLESS.fullmatch(tag))


def _iter_rounds(case: Case) -> Iterator[tuple[list[Step], list[Step]]]:
    setting: list[Step] = []
    outcomes: list[Step] = []
    for step in case.steps:
        if step.kind is StepKind.OUTCOME:
            outcomes.append(step)
            continue
        if outcomes:
            yield list(setting), outcomes
            outcomes = []
        setting.append(step)
    if outcomes and setting:
        yield setting, outcomes


def _digest_setting(steps: Sequence[Step]) -> str:
    """Digest what comes first: the order of what is given does not matter, that of what is done does."""
    given = sorted(set(_list_written([step for step in steps if step.kind is StepKind.CONTEXT])))
    done = _list_written([step for step in steps if step.kind is not StepKind.CONTEXT])
    return _digest([*given, "\1", *done])


def _list_written(steps: Sequence[Step]) -> list[str]:
    return [
        step.text if step.argument is None else "\0".join([step.text, *_argument_parts(step.argument)])
        for step in steps
    ]


def _argument_parts(argument: StepArgument) -> Iterator[str]:
    match argument:
        case DataTable(rows=rows):
            yield from ("\2".join(row) for row in rows)
        case DocString(content=content):
            yield content
        case TableAndDocString(table=table, doc_string=doc_string):
            yield from _argument_parts(table)
            yield from _argument_parts(doc_string)
        case None:
            return


def _digest(parts: Sequence[str]) -> str:
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
