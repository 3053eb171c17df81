"""What people say of manual cases: the newest word counts, while it can be relied on."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import permutations, product
from typing import Any

import pytest
from pydantic import ValidationError

from storycontract.contract.contract import Contract
from storycontract.evidence.record import Outcome
from storycontract.verdict.acceptance import Acceptance, Attachment
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.contract_verdict import Ground, judge_contract
from storycontract.verdict.evidence_index import CaseKey, EvidenceIndex, WeighedRun
from storycontract.verdict.judgement import StoryJudgement, StoryVerdict
from storycontract.verdict.manual_evidence import ManualEvidence, WrittenAcceptance

TODAY = date(2026, 11, 23)
KEY = CaseKey("SHOP-1", "f" * 64)

LOOKS = """\
@story:SHOP-1
Feature: Looks
  @ac:SHOP-1.1 @manual
  Scenario: It is pretty
    When Ann looks at the page
    Then it is pretty
  @ac:SHOP-1.2
  Scenario: It loads
    When Ann opens the page
    Then it is shown
"""


def accept(*, damage: str | None = None, line: int = 3, **given: Any) -> WrittenAcceptance:
    values = {
        "story": "SHOP-1",
        "criterion": "SHOP-1.1",
        "cases": ["f" * 64],
        "result": "passed",
        "environment": "default",
        "by": "Ann",
        "at": "2026-11-20T10:00:00Z",
        "expires": "2026-11-30",
    }
    return WrittenAcceptance(Acceptance.model_validate({**values, **given}), line, damage)


def judge(*written: WrittenAcceptance, environment: str = "default", **versions: str) -> CaseVerdict:
    return ManualEvidence(written, TODAY, versions).judge_cell(KEY, environment).verdict


def explain(*written: WrittenAcceptance, **versions: str) -> list[str | None]:
    cell = ManualEvidence(written, TODAY, versions).judge_cell(KEY, written[0].acceptance.environment)
    return [judged.why_not for judged in cell.acceptances]


BROKEN: dict[str, Any] = {"result": "failed"}
EARLIER: dict[str, Any] = {"at": "2026-11-19T10:00:00Z"}
LATER: dict[str, Any] = {"at": "2026-11-21T10:00:00Z"}
EXPIRED: dict[str, Any] = {"expires": "2026-11-22"}


def test_without_a_word_a_manual_case_is_not_run() -> None:
    assert judge() is CaseVerdict.NOT_RUN


def test_what_a_person_accepted_passed() -> None:
    assert judge(accept()) is CaseVerdict.PASSED
    assert explain(accept()) == [None]


def test_what_a_person_found_broken_failed() -> None:
    assert judge(accept(**BROKEN)) is CaseVerdict.FAILED


def test_the_first_digits_of_a_fingerprint_suffice() -> None:
    assert judge(accept(cases=["f" * 12])) is CaseVerdict.PASSED


def test_the_last_day_counts() -> None:
    assert judge(accept(expires="2026-11-23")) is CaseVerdict.PASSED


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (accept(**EXPIRED), "it ran out on 2026-11-22"),
        (accept(**EXPIRED, **BROKEN), "it ran out on 2026-11-22"),
        (
            accept(at="2026-11-24T10:00:00Z", expires="2026-12-01"),
            "it is dated 2026-11-24, a day to come",
        ),
        (accept(damage="its attachment `a.png` is missing"), "its attachment `a.png` is missing"),
        (accept(product_version="1.4"), "it is about version 1.4, and no version is given today"),
        (
            accept(environment="staging"),
            "no product version was given for environment `staging`",
        ),
    ],
    ids=["ran out", "red that ran out", "to come", "attachment gone", "version unknown", "no version"],
)
def test_what_does_not_count_is_stale_and_says_why(written: WrittenAcceptance, why: str) -> None:
    cell = ManualEvidence((written,), TODAY).judge_cell(KEY, written.acceptance.environment)

    assert cell.verdict is CaseVerdict.STALE
    assert [judged.why_not for judged in cell.acceptances] == [why]
    assert cell.staleness is not None
    assert (cell.staleness.cause, cell.staleness.advice) == (why, "check it again by hand")


def test_a_version_counts_while_it_is_deployed() -> None:
    written = accept(environment="staging", product_version="1.4")

    assert judge(written, environment="staging", staging="1.4") is CaseVerdict.PASSED
    assert judge(written, environment="staging", staging="1.5") is CaseVerdict.STALE


def test_a_word_counts_for_its_own_case_story_and_environment_alone() -> None:
    assert judge(accept(cases=["e" * 64])) is CaseVerdict.NOT_RUN
    assert judge(accept(story="SHOP-2")) is CaseVerdict.NOT_RUN
    assert judge(accept(), environment="staging") is CaseVerdict.NOT_RUN


def test_what_was_found_broken_later_is_broken() -> None:
    first, second = accept(), accept(**BROKEN, **LATER)

    assert judge(first, second) is CaseVerdict.FAILED
    assert explain(first, second) == ["Ann found it broken on 2026-11-21", None]


def test_what_was_found_working_later_works() -> None:
    first, second = accept(**BROKEN), accept(**LATER)

    assert judge(first, second) is CaseVerdict.PASSED
    assert explain(first, second) == ["Ann found it working on 2026-11-21", None]


def test_of_two_words_of_one_moment_the_worse_counts() -> None:
    assert judge(accept(), accept(**BROKEN)) is CaseVerdict.FAILED


def test_a_finding_that_ran_out_makes_no_earlier_word_count_again() -> None:
    assert judge(accept(), accept(**BROKEN, **LATER, **EXPIRED)) is CaseVerdict.STALE


def test_a_later_word_that_cannot_be_relied_on_mends_nothing() -> None:
    assert judge(accept(**BROKEN), accept(**LATER, damage="it is gone")) is CaseVerdict.FAILED


def test_what_was_found_broken_in_another_version_says_nothing_of_this_one() -> None:
    good = accept(environment="staging", product_version="1.4")
    bad = accept(environment="staging", product_version="1.5", **BROKEN, **LATER)

    assert judge(good, bad, environment="staging", staging="1.4") is CaseVerdict.PASSED
    assert judge(good, bad, environment="staging", staging="1.5") is CaseVerdict.FAILED


def test_a_finding_stays_whatever_becomes_of_its_files() -> None:
    assert judge(accept(**BROKEN, damage="its attachment is missing")) is CaseVerdict.FAILED


KINDS = list(product(["passed", "failed"], [EARLIER, {}, LATER], [{}, EXPIRED], [None, "it is gone"]))


def _iter_histories() -> Iterator[tuple[WrittenAcceptance, ...]]:
    every = [accept(result=result, damage=gone, **at, **until) for result, at, until, gone in KINDS]
    yield from ((one,) for one in every)
    yield from product(every, repeat=2)


def test_the_order_of_words_never_matters() -> None:
    wrong = [
        history
        for history in _iter_histories()
        if len({judge(*ordered) for ordered in permutations(history)}) > 1
    ]

    assert wrong == []


def test_passed_needs_a_word_that_it_works_and_none_since_that_it_does_not() -> None:
    def is_shown(history: tuple[WrittenAcceptance, ...]) -> bool:
        reds = [one.acceptance.at for one in history if one.acceptance.result == "failed"]
        return any(
            one.acceptance.result == "passed"
            and one.damage is None
            and one.acceptance.expires >= TODAY
            and all(red < one.acceptance.at for red in reds)
            for one in history
        )

    wrong = [
        history
        for history in _iter_histories()
        if (judge(*history) is CaseVerdict.PASSED) is not is_shown(history)
    ]

    assert wrong == []


def test_adding_a_red_or_taking_a_word_that_it_works_away_never_leads_to_passed() -> None:
    added = [
        history
        for history in _iter_histories()
        if judge(*history) is not CaseVerdict.PASSED
        and judge(*history, accept(**BROKEN)) is CaseVerdict.PASSED
    ]
    taken = [
        history
        for history in _iter_histories()
        if history[-1].acceptance.result == "passed"
        and judge(*history) is not CaseVerdict.PASSED
        and judge(*history[:-1]) is CaseVerdict.PASSED
    ]

    assert (added, taken) == ([], [])


@pytest.mark.parametrize(
    "given",
    [
        {"expires": "2027-02-19"},
        {"expires": "2026-11-19"},
        {"at": "2026-11-20T10:00:00"},
        {"at": "1793491200"},
        {"result": "maybe"},
        {"cases": []},
        {"cases": ["short"]},
        {"by": " "},
        {"attachments": [{"name": "../a.png", "sha256": "a" * 64}]},
        {"attachments": [{"name": "a.png", "sha256": "a"}]},
        {"passed": "yes"},
    ],
    ids=lambda given: str(next(iter(given.items()))),
)
def test_an_acceptance_cannot_say(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        accept(**given)


@pytest.mark.parametrize(
    ("name", "file_name"),
    [("a.png", "a" * 64 + ".png"), ("a", "a" * 64), ("a.b c", "a" * 64), ("a.tar.gz", "a" * 64 + ".gz")],
)
def test_an_attachment_is_kept_under_its_digest(name: str, file_name: str) -> None:
    assert Attachment(name=name, sha256="a" * 64).file_name == file_name


@pytest.fixture
def judge_story(
    read_contract: Callable[..., Contract], weigh: Callable[..., WeighedRun]
) -> Callable[..., StoryJudgement]:
    """Judge a story whose automatic part passed, by what people said of the other."""
    contract = read_contract(LOOKS)
    manual, automatic = (criterion.cases[0].fingerprint for criterion in contract.stories[0].criteria)

    def judge_it(*given: dict[str, Any], loads: bool = True) -> StoryJudgement:
        written = tuple(accept(**{"cases": [manual], **values}) for values in given)
        runs = [weigh(contract, {"It loads": Outcome.PASSED})] if loads else []
        evidence = EvidenceIndex.gather(runs, "shop")
        ground = Ground(evidence, ("default",), manual=ManualEvidence(written, TODAY))
        return judge_contract(contract, (), ground)[0]

    assert manual != automatic
    return judge_it


@pytest.mark.parametrize(
    ("given", "verdict", "sentence"),
    [
        ([{}], StoryVerdict.DONE, None),
        ([], StoryVerdict.UNPROVEN, "1 scenario waits for a person to check it"),
        ([BROKEN], StoryVerdict.FAILING, "1 scenario was found broken by Ann"),
        (
            [EXPIRED],
            StoryVerdict.UNPROVEN,
            "1 scenario was checked by a person, but no longer counts: it ran out on 2026-11-22",
        ),
    ],
    ids=["accepted", "not checked", "found broken", "ran out"],
)
def test_a_story_with_a_manual_criterion(
    judge_story: Callable[..., StoryJudgement],
    given: list[dict[str, Any]],
    verdict: StoryVerdict,
    sentence: str | None,
) -> None:
    judged = judge_story(*given)

    assert judged.verdict is verdict
    assert [reason.sentence for reason in judged.reasons] == ([] if sentence is None else [sentence])


def test_a_word_on_a_manual_case_starts_a_story(judge_story: Callable[..., StoryJudgement]) -> None:
    assert judge_story(loads=False).verdict is StoryVerdict.UNSTARTED
    assert judge_story({}, loads=False).verdict is StoryVerdict.UNPROVEN


def test_nobody_can_accept_what_runs(read_contract: Callable[..., Contract]) -> None:
    contract = read_contract(LOOKS)
    automatic = contract.stories[0].criteria[1].cases[0].fingerprint
    manual = ManualEvidence((accept(cases=[automatic]),), TODAY)

    judged = judge_contract(
        contract, (), Ground(EvidenceIndex.gather([], "shop"), ("default",), manual=manual)
    )

    assert [case.verdict for case in judged[0].cases] == [CaseVerdict.NOT_RUN, CaseVerdict.NOT_RUN]
    assert [found.code for found in manual.find_idle(judged)] == ["acceptance-not-manual"]


def test_a_word_on_another_text_is_told(judge_story: Callable[..., StoryJudgement]) -> None:
    manual = ManualEvidence((accept(),), TODAY)

    (found,) = manual.find_idle([judge_story()])

    assert (found.code, found.stories, found.line) == ("acceptance-unmatched", ("SHOP-1",), 3)


def test_a_run_notes_where_an_acceptance_holds() -> None:
    written = (
        accept(),
        accept(environment="staging", product_version="1.4"),
        accept(environment="live", product_version="1.3"),
    )
    manual = ManualEvidence(written, TODAY, {"staging": "1.4", "live": "1.4"})

    assert manual.list_accepted_in("SHOP-1", "f" * 64) == ("default", "staging")
    assert manual.list_accepted_in("SHOP-1", "e" * 64) == ()
