"""Contract, bindings and evidence to verdicts: the function as a whole."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import permutations, product

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.derived_ids import match_derived_ids
from storycontract.evidence.record import Outcome
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.contract_verdict import Ground, judge_contract, list_stale_runs
from storycontract.verdict.evidence_index import EvidenceIndex, WeighedRun
from storycontract.verdict.judgement import Flag, StoryJudgement, StoryVerdict

ReadContract = Callable[..., Contract]
Weigh = Callable[..., WeighedRun]

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED

PAY = """\
@story:SHOP-1
Feature: Pay
  Scenario: By card
    When Ann pays by card
    Then the order is paid
  Scenario: By invoice
    When Ann pays by invoice
    Then the order is open
"""

SEARCH = """\
@story:SHOP-2 @depends:SHOP-1
Feature: Search
  Scenario: By author
    When Ann searches for Woolf
    Then she sees 3 books
"""

NO_ROWS = """\
@story:SHOP-1
Feature: Pay
  Scenario Outline: By <card>
    Then it is <paid>
    Examples:
      | card | paid |
"""

BOTH_PASSED = {"By card": PASSED, "By invoice": PASSED}


def judge(
    contract: Contract, *runs: WeighedRun, environments: tuple[str, ...] = ("default",)
) -> tuple[StoryJudgement, ...]:
    evidence = EvidenceIndex.gather(runs, "shop", match_derived_ids(contract.stories))
    return judge_contract(contract, (), Ground(evidence, environments))


def judge_one(
    contract: Contract, *runs: WeighedRun, environments: tuple[str, ...] = ("default",)
) -> StoryJudgement:
    (judged,) = judge(contract, *runs, environments=environments)
    return judged


def case_verdicts(judged: StoryJudgement) -> list[CaseVerdict]:
    return [case.verdict for case in judged.cases]


def test_a_story_is_done_when_every_case_passed(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)

    judged = judge_one(contract, weigh(contract, BOTH_PASSED))

    assert (judged.verdict, judged.reasons) == (StoryVerdict.DONE, ())


def test_what_no_run_tried_and_nobody_bound_is_not_started(read_contract: ReadContract) -> None:
    assert judge_one(read_contract(PAY)).verdict is StoryVerdict.UNSTARTED


def test_a_case_with_all_steps_written_starts_a_story(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)

    assert judge_one(contract, weigh(contract, {})).verdict is StoryVerdict.UNPROVEN


def test_undefined_steps_do_not_start_a_story(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)

    judged = judge_one(contract, weigh(contract, {"By card": Outcome.UNDEFINED}, bound=False))

    assert judged.verdict is StoryVerdict.UNSTARTED


def test_a_failure_long_ago_has_started_a_story(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)

    judged = judge_one(contract, weigh(contract, {"By card": FAILED}, bound=False, fresh="stale"))

    assert judged.verdict is StoryVerdict.UNPROVEN


def test_the_newest_plan_says_whether_a_case_is_bound(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    runs = (weigh(contract, {}, run_id="b", bound=False), weigh(contract, {}, run_id="a", bound=True))

    assert judge_one(contract, *runs).verdict is StoryVerdict.UNSTARTED


def test_one_failing_case_makes_a_story_not_working(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)

    judged = judge_one(contract, weigh(contract, {"By card": PASSED, "By invoice": FAILED}))

    assert judged.verdict is StoryVerdict.FAILING
    assert judged.reasons[0].sentence == "1 of 2 scenarios fails"
    assert str(judged.reasons[0].location) == "features/story_1.feature:8"


def test_a_filtered_run_adds_to_what_is_known(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    runs = (
        weigh(contract, {"By card": PASSED}, run_id="run-1"),
        weigh(contract, {"By invoice": PASSED}, run_id="run-2"),
    )

    assert judge_one(contract, *runs).verdict is StoryVerdict.DONE


def test_evidence_of_another_project_counts_for_nothing(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)

    judged = judge_one(contract, weigh(contract, BOTH_PASSED, project="other"))

    assert judged.verdict is StoryVerdict.UNSTARTED


def test_evidence_of_an_environment_nobody_requires_counts_for_nothing(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY)

    judged = judge_one(contract, weigh(contract, BOTH_PASSED, environment="staging"))

    assert case_verdicts(judged) == [CaseVerdict.NOT_RUN, CaseVerdict.NOT_RUN]


def test_every_required_environment_must_be_shown(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)

    judged = judge_one(contract, weigh(contract, BOTH_PASSED), environments=("default", "staging"))

    assert judged.verdict is StoryVerdict.UNPROVEN
    assert judged.reasons[0].sentence == "none of its 2 scenarios has been run in staging"


def test_an_env_tag_replaces_the_environments_of_the_settings(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(f"@env:staging\n{PAY}")

    assert judge_one(contract, weigh(contract, BOTH_PASSED)).verdict is not StoryVerdict.DONE
    assert (
        judge_one(contract, weigh(contract, BOTH_PASSED, environment="staging")).verdict is StoryVerdict.DONE
    )


def test_a_withdrawn_run_counts_for_nothing(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    red = weigh(contract, {"By card": FAILED}, run_id="run-1", withdrawn=True)

    assert judge_one(contract, red, weigh(contract, BOTH_PASSED, run_id="run-2")).verdict is StoryVerdict.DONE
    assert judge_one(contract, weigh(contract, BOTH_PASSED, withdrawn=True)).verdict is StoryVerdict.UNSTARTED


def test_a_run_without_a_readable_header_may_speak_of_everything(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY)
    damaged = weigh(contract, {}, run_id="run-1", damage="header")

    judged = judge_one(contract, damaged, weigh(contract, BOTH_PASSED, run_id="run-2"))

    assert case_verdicts(judged) == [CaseVerdict.UNREADABLE, CaseVerdict.UNREADABLE]
    assert judged.reasons[0].command == 'storycontract withdraw run-1 --reason "…"'


def test_damage_concerns_the_cases_a_run_planned(read_contract: ReadContract, weigh: Weigh) -> None:
    search, both = read_contract(SEARCH), read_contract(PAY, SEARCH.replace("story_1", "story_2"))
    damaged = weigh(search, {}, run_id="run-1", damage="line 4: no JSON")
    good = weigh(both, {**BOTH_PASSED, "By author": PASSED}, run_id="run-2")

    pay, found = judge(both, damaged, good)

    assert (pay.verdict, found.verdict) == (StoryVerdict.DONE, StoryVerdict.UNPROVEN)


@pytest.mark.parametrize("claim", [{"project": "other"}, {"environment": "staging"}])
def test_what_damaged_evidence_claims_to_be_about_is_not_believed(
    read_contract: ReadContract, weigh: Weigh, claim: dict[str, str]
) -> None:
    contract = read_contract(PAY)
    damaged = weigh(contract, {}, run_id="run-1", damage="its content does not match its name", **claim)

    judged = judge_one(contract, damaged, weigh(contract, BOTH_PASSED, run_id="run-2"))

    assert judged.verdict is StoryVerdict.UNPROVEN


def test_damage_of_an_old_run_is_of_no_matter(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    damaged = weigh(contract, {}, run_id="run-1", damage="line 4: no JSON", fresh="stale")

    assert (
        judge_one(contract, damaged, weigh(contract, BOTH_PASSED, run_id="run-2")).verdict
        is StoryVerdict.DONE
    )


def test_a_browser_that_was_listed_and_never_run_keeps_a_story_from_done(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY)

    judged = judge_one(contract, weigh(contract, BOTH_PASSED, variant="chromium", skip_variant="firefox"))

    assert case_verdicts(judged) == [CaseVerdict.NOT_RUN, CaseVerdict.NOT_RUN]


def test_a_browser_that_only_old_code_listed_asks_for_nothing(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY)
    old = weigh(contract, BOTH_PASSED, run_id="run-1", variant="firefox", fresh="stale")
    new = weigh(contract, BOTH_PASSED, run_id="run-2", variant="chromium")

    assert judge_one(contract, old, new).verdict is StoryVerdict.DONE


def test_evidence_for_another_text_counts_for_nothing(read_contract: ReadContract, weigh: Weigh) -> None:
    run = weigh(read_contract(PAY), BOTH_PASSED)

    judged = judge_one(read_contract(PAY.replace("is paid", "is paid twice")), run)

    assert case_verdicts(judged) == [CaseVerdict.NOT_RUN, CaseVerdict.PASSED]


def test_evidence_of_another_story_counts_for_nothing(read_contract: ReadContract, weigh: Weigh) -> None:
    run = weigh(read_contract(PAY), BOTH_PASSED)

    judged = judge_one(read_contract(PAY.replace("SHOP-1", "SHOP-9")), run)

    assert judged.verdict is StoryVerdict.UNSTARTED


def test_a_run_cannot_speak_for_a_case_that_only_a_person_can_check(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY.replace("  Scenario: By invoice", "  @manual\n  Scenario: By invoice"))

    judged = judge_one(contract, weigh(contract, BOTH_PASSED))

    assert judged.verdict is StoryVerdict.UNPROVEN
    assert judged.reasons[0].sentence == "1 scenario waits for a person to check it"


def test_a_file_that_does_not_parse_is_an_entry_of_its_own(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY, "Feature: Broken\n  Scenario: A\n    Then it works\n    Givn a typo\n")

    done, broken = judge(contract, weigh(contract, BOTH_PASSED))

    assert done.verdict is StoryVerdict.DONE
    assert (broken.id, broken.verdict) == ("features/story_2.feature", StoryVerdict.UNSPECIFIED)
    assert broken.reasons[0].location.line == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@story:SHOP-1\nFeature: Pay\n", "no-scenario"),
        ("@story:SHOP-1\nFeature: Pay\n  Scenario: By card\n", "no-case"),
        (NO_ROWS, "no-case"),
        (f"@draft\n{PAY}", "draft"),
        (PAY.replace("  Scenario: By invoice", "  @draft\n  Scenario: By invoice"), "draft"),
    ],
    ids=["no scenario", "no steps", "no examples rows", "draft story", "draft scenario"],
)
def test_what_cannot_be_tested_is_not_specified(
    read_contract: ReadContract, weigh: Weigh, text: str, code: str
) -> None:
    contract = read_contract(text)

    judged = judge_one(contract, weigh(contract, BOTH_PASSED))

    assert judged.verdict is StoryVerdict.UNSPECIFIED
    assert judged.reasons[0].code == code


def test_two_stories_of_one_id_are_two_entries_and_neither_is_specified(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY, SEARCH.replace("SHOP-2", "shop-1"))

    judged = judge(contract, weigh(contract, {**BOTH_PASSED, "By author": PASSED}))

    assert [story.verdict for story in judged] == [StoryVerdict.UNSPECIFIED] * 2


def test_a_story_is_blocked_while_what_it_depends_on_is_not_done(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY, SEARCH)
    all_but_one = weigh(contract, {"By author": PASSED, "By card": PASSED})

    _, blocked = judge(contract, all_but_one)
    _, free = judge(contract, all_but_one, weigh(contract, {"By invoice": PASSED}, run_id="run-2"))

    assert (blocked.verdict, blocked.flags) == (StoryVerdict.DONE, (Flag.BLOCKED,))
    assert free.flags == ()


def test_a_story_is_blocked_by_one_that_nobody_knows(read_contract: ReadContract) -> None:
    assert judge_one(read_contract(SEARCH)).flags == (Flag.BLOCKED,)


def test_the_runs_that_stale_cases_were_seen_in_are_listed(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    runs = (
        weigh(contract, BOTH_PASSED, run_id="run-1", fresh="stale"),
        weigh(contract, {"By card": PASSED}, run_id="run-2", fresh="stale"),
        weigh(contract, {"By card": PASSED}, run_id="run-3"),
    )

    assert list_stale_runs(judge(contract, *runs)) == {"run-1"}


def verdicts_of(contract: Contract, runs: Iterable[WeighedRun]) -> list[tuple[StoryVerdict, object]]:
    return [(story.verdict, story.reasons) for story in judge(contract, *runs)]


def test_the_order_in_which_runs_arrive_never_matters(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    runs = [
        weigh(contract, {"By card": PASSED, "By invoice": FAILED}, run_id="run-1"),
        weigh(contract, {"By card": FAILED}, run_id="run-2"),
        weigh(contract, BOTH_PASSED, run_id="run-3", fresh="stale"),
        weigh(contract, BOTH_PASSED, run_id="run-4", fresh="reds only", bound=False),
    ]

    assert {str(verdicts_of(contract, order)) for order in permutations(runs)} == {
        str(verdicts_of(contract, runs))
    }


def test_the_same_evidence_twice_is_the_same_evidence(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    run = weigh(contract, {"By card": PASSED, "By invoice": FAILED})

    assert judge(contract, run, run) == judge(contract, run)


def test_done_means_every_case_passed_over_all_outcomes_of_two_cases_in_two_runs(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY)
    outcomes = (None, *Outcome)
    wrong = []
    for first, second, third, fresh in product(
        outcomes, outcomes, (None, PASSED, FAILED), ("fresh", "stale")
    ):
        tried = {name: seen for name, seen in (("By card", first), ("By invoice", second)) if seen}
        again = {"By card": third} if third else {}
        runs = (weigh(contract, tried, run_id="run-1"), weigh(contract, again, run_id="run-2", fresh=fresh))
        judged = judge_one(contract, *runs)
        all_passed = case_verdicts(judged) == [CaseVerdict.PASSED, CaseVerdict.PASSED]
        if (judged.verdict is StoryVerdict.DONE) is not all_passed or (
            judged.reasons == ()
        ) is not all_passed:
            wrong.append((first, second, third, fresh))

    assert wrong == []


WITHOUT_ID = PAY.removeprefix("@story:SHOP-1\n")


def test_evidence_under_a_derived_id_counts_for_the_story_that_has_an_id_since(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    earlier = weigh(read_contract(WITHOUT_ID), BOTH_PASSED)

    assert judge_one(read_contract(PAY), earlier).verdict is StoryVerdict.DONE


def test_a_failure_under_a_derived_id_counts_too(read_contract: ReadContract, weigh: Weigh) -> None:
    earlier = weigh(read_contract(WITHOUT_ID), {"By card": FAILED}, run_id="a")
    contract = read_contract(PAY)

    judged = judge_one(contract, earlier, weigh(contract, BOTH_PASSED, run_id="b"))

    assert case_verdicts(judged) == [CaseVerdict.FLAKY, CaseVerdict.PASSED]


def test_a_variant_under_a_derived_id_must_pass_too(read_contract: ReadContract, weigh: Weigh) -> None:
    earlier = weigh(read_contract(WITHOUT_ID), {}, run_id="a", variant="firefox")
    contract = read_contract(PAY)

    judged = judge_one(contract, earlier, weigh(contract, BOTH_PASSED, run_id="b", variant="chromium"))

    assert judged.verdict is StoryVerdict.UNPROVEN


@pytest.mark.parametrize(
    "others",
    [
        (PAY.replace("Feature: Pay", "Feature: Pay later"),),
        ("Feature: Another\n", PAY),
        (WITHOUT_ID.replace("Feature: Pay", "Feature: Pay\n  @story:SHOP-1\n  Rule: Cards"),),
        (PAY.replace("SHOP-1", "SHOP-3"), PAY),
    ],
    ids=["another name", "another path", "a rule of the feature", "beside the one it belongs to"],
)
def test_no_other_story_profits_from_a_derived_id(
    read_contract: ReadContract, weigh: Weigh, others: tuple[str, ...]
) -> None:
    earlier = weigh(read_contract(WITHOUT_ID), BOTH_PASSED)

    judged = {story.id: story.verdict for story in judge(read_contract(*others), earlier)}

    assert judged["SHOP-1"] is StoryVerdict.UNSTARTED


def test_an_id_that_some_story_has_today_is_not_taken_from_it(read_contract: ReadContract) -> None:
    given = read_contract(PAY).stories[0]
    namesake = replace(given, id="features/story_1.feature:Pay", derived_id="features/story_2.feature:Pay")

    assert match_derived_ids([given, namesake]) == {
        "features/story_2.feature:Pay": "features/story_1.feature:Pay"
    }
