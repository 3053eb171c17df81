"""The sentences, in singular and plural."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.location import Location
from storycontract.lint.finding import Finding, Severity
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import CaseJudgement, Cell, Staleness
from storycontract.verdict.reason import explain_cases, explain_specification

ReadContract = Callable[..., Contract]

FOUR = "@story:SHOP-1\nFeature: Pay\n" + "".join(
    f"  Scenario: Way {number}\n    Then it is paid {number} times\n" for number in range(4)
)


def explain(
    contract: Contract, *verdicts: CaseVerdict, environments: tuple[str, ...] = ("default",)
) -> list[str]:
    cases = [
        CaseJudgement(case, tuple(Cell(environment, verdict) for environment in environments))
        for case, verdict in zip(contract.stories[0].cases, verdicts, strict=False)
    ]
    return [reason.sentence for reason in explain_cases(cases)]


@pytest.mark.parametrize(
    ("verdict", "one", "all_four"),
    [
        (CaseVerdict.FAILED, "1 of 4 scenarios fails", "all 4 scenarios fail"),
        (CaseVerdict.FLAKY, "1 of 4 scenarios passes only sometimes", "all 4 scenarios pass only sometimes"),
        (
            CaseVerdict.UNREADABLE,
            "1 scenario has evidence that cannot be read",
            "4 scenarios have evidence that cannot be read",
        ),
        (CaseVerdict.KNOWN_FAILING, "1 scenario is known not to work", "4 scenarios are known not to work"),
        (
            CaseVerdict.ERROR,
            "1 scenario could not be tried: its set-up failed",
            "4 scenarios could not be tried: their set-up failed",
        ),
        (CaseVerdict.UNDEFINED, "1 scenario needs a step written", "4 scenarios need steps written"),
        (CaseVerdict.SKIPPED, "1 scenario is switched off", "4 scenarios are switched off"),
        (
            CaseVerdict.FIXED_UNNOTICED,
            "1 scenario works but is marked as expected to fail",
            "4 scenarios work but are marked as expected to fail",
        ),
        (
            CaseVerdict.ABORTED,
            "1 scenario was cut off before its end",
            "4 scenarios were cut off before their end",
        ),
        (
            CaseVerdict.STALE,
            "1 scenario was last run on older code — run again",
            "4 scenarios were last run on older code — run again",
        ),
        (CaseVerdict.NOT_RUN, "1 scenario has not been run", "none of its 4 scenarios has been run"),
        (
            CaseVerdict.HOLLOW,
            "1 scenario passes without checking anything",
            "4 scenarios pass without checking anything",
        ),
    ],
)
def test_each_kind_of_trouble_has_a_sentence(
    read_contract: ReadContract, verdict: CaseVerdict, one: str, all_four: str
) -> None:
    contract = read_contract(FOUR)

    assert explain(contract, verdict, *[CaseVerdict.PASSED] * 3) == [one]
    assert explain(contract, *[verdict] * 4) == [all_four]


def test_an_only_scenario_is_called_so(read_contract: ReadContract) -> None:
    assert explain(read_contract(FOUR), CaseVerdict.FAILED) == ["its only scenario fails"]


def test_reasons_come_worst_first(read_contract: ReadContract) -> None:
    sentences = explain(read_contract(FOUR), CaseVerdict.NOT_RUN, CaseVerdict.PASSED, CaseVerdict.FAILED)

    assert sentences == ["1 of 3 scenarios fails", "1 scenario has not been run"]


def test_environments_are_named_where_there_are_several(read_contract: ReadContract) -> None:
    sentences = explain(read_contract(FOUR), CaseVerdict.FAILED, environments=("default", "staging"))

    assert sentences == ["its only scenario fails in default and staging"]


def test_stale_reasons_name_what_changed_and_what_to_do(read_contract: ReadContract) -> None:
    why = Staleness(changed=("a.py", "b.py", "c.py", "d.py"), advice="run again soon")
    (case,) = read_contract(FOUR).stories[0].cases[:1]

    (reason,) = explain_cases([CaseJudgement(case, (Cell("default", CaseVerdict.STALE, staleness=why),))])

    assert reason.sentence == (
        "1 scenario was last run on older code; changed since: a.py, b.py, c.py and 1 more — run again soon"
    )


def finding(rule: str, line: int, *, because: str | None = None) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message="scenario promises no outcome",
        fix="add a Then step",
        location=Location("features/story_1.feature", line),
        end_column=None,
        story_ids=("SHOP-1",),
        criterion_id=None,
        suppressed_because=because,
    )


def test_findings_of_one_rule_are_one_reason(read_contract: ReadContract) -> None:
    story = read_contract(FOUR).stories[0]

    (reason,) = explain_specification(story, [finding("no-outcome", 5), finding("no-outcome", 3)])

    assert (reason.code, reason.count, reason.location.line) == ("no-outcome", 2, 3)
    assert reason.sentence == "scenario promises no outcome (in 2 places)"


def test_a_finding_that_may_be_silenced_and_is_does_not_count(read_contract: ReadContract) -> None:
    story = read_contract(FOUR).stories[0]

    assert explain_specification(story, [finding("vague", 3, because="agreed with Ann")]) == ()
