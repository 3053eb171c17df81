from collections.abc import Callable

import pytest

from storycontract.contract.location import Location
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.lint_result import LintResult
from storycontract.lint.repair import Edit, Repair

LINES = ["Feature: Shop", "  Scenario: Pay | by card", "    When Ann pays", "    Then it works"]

EMPTY = Finding(
    rule="empty-outcome",
    severity=Severity.ERROR,
    message="outcome asserts nothing: `it works`",
    fix="say what can be seen: which text, number or state, and who sees it",
    location=Location("features/pay card.feature", 4, 10),
    end_column=18,
    story_ids=("SHOP-1",),
    criterion_id="SHOP-1.1",
)
TITLE = Finding(
    rule="long-title",
    severity=Severity.INFO,
    message="title is long",
    fix="cut it down",
    location=Location("features/pay card.feature", 2, 3),
    end_column=None,
    story_ids=(),
    criterion_id=None,
    repair=Repair("cut the title", (Edit(2, 17, 2, 27, ""),), is_safe=True),
)
SILENCED = Finding(
    rule="passive-action",
    severity=Severity.WARNING,
    message="nobody acts",
    fix="name who acts",
    location=Location("features/pay card.feature", 3, 5),
    end_column=None,
    story_ids=("SHOP-1",),
    criterion_id="SHOP-1.1",
    suppressed_because="the bank does it",
)


class ResultMaker:
    def __call__(self, *findings: Finding, fail_on: Severity = Severity.WARNING) -> LintResult:
        return LintResult(
            findings=findings,
            suppressed=(SILENCED,),
            known_count=2,
            file_count=3,
            fail_on=fail_on,
            find_lines=lambda _: LINES,
        )


@pytest.fixture
def make_result() -> Callable[..., LintResult]:
    return ResultMaker()


@pytest.fixture
def result() -> LintResult:
    return ResultMaker()(TITLE, EMPTY)
