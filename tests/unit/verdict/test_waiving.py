"""Waivers beside judgements: shown, and never a part of a verdict."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storycontract.contract.contract import Contract
from storycontract.evidence.record import Outcome
from storycontract.verdict.contract_verdict import Ground, judge_contract
from storycontract.verdict.evidence_index import EvidenceIndex, WeighedRun
from storycontract.verdict.judgement import Flag, StoryJudgement
from storycontract.verdict.waiver import WAIVABLE, Waiver
from storycontract.verdict.waiving import PlacedWaiver, SidecarFinding, find_idle_waivers, waive_stories

PAY = """\
@story:SHOP-1
Feature: Pay
  @ac:SHOP-1.1
  Scenario: By card
    When Ann pays by card
    Then the order is paid
  @ac:SHOP-1.2
  Scenario: By invoice
    When Ann pays by invoice
    Then the order is open
"""

TODAY = date(2026, 11, 23)


@pytest.fixture
def judged(
    read_contract: Callable[..., Contract], weigh: Callable[..., WeighedRun]
) -> tuple[StoryJudgement, ...]:
    """One story: paying by card fails, paying by invoice was never tried."""
    contract = read_contract(PAY)
    evidence = EvidenceIndex.gather([weigh(contract, {"By card": Outcome.FAILED})], "shop")
    return judge_contract(contract, (), Ground(evidence, ("default",)))


def write(judged: tuple[StoryJudgement, ...], **given: Any) -> PlacedWaiver:
    values = {
        "story": "SHOP-1",
        "criterion": "SHOP-1.1",
        "fingerprint": judged[0].criteria[0].criterion.fingerprint,
        "verdicts": ["failed"],
        "reason": "the sandbox is down",
        "owner": "payments",
        "ticket": "SHOP-99",
        "created": "2026-11-20",
        "expires": "2026-11-30",
    }
    return PlacedWaiver(Waiver.model_validate({**values, **given}), line=3)


def find(judged: tuple[StoryJudgement, ...], **given: Any) -> SidecarFinding | None:
    return next(iter(find_idle_waivers(judged, [write(judged, **given)], TODAY)), None)


def count_waivers(judged: tuple[StoryJudgement, ...], **given: Any) -> int:
    (story,) = waive_stories(judged, [write(judged, **given)], TODAY)
    assert (Flag.WAIVED in story.flags) is bool(story.waivers)
    return len(story.waivers)


def test_a_waiver_in_force_stands_beside_its_story(judged: tuple[StoryJudgement, ...]) -> None:
    assert count_waivers(judged) == 1
    assert find(judged) is None


def test_the_first_digits_of_a_fingerprint_suffice(judged: tuple[StoryJudgement, ...]) -> None:
    assert count_waivers(judged, fingerprint=judged[0].criteria[0].criterion.fingerprint[:12]) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"expires": "2026-11-22"}, "waiver-expired"),
        ({"created": "2026-11-24"}, "waiver-not-begun"),
        ({"fingerprint": "0123456789ab"}, "waiver-outdated"),
        ({"criterion": "SHOP-1.9"}, "waiver-unmatched"),
        ({"criterion": "shop-1.1"}, "waiver-unmatched"),
        ({"story": "SHOP-2"}, "waiver-unmatched"),
    ],
    ids=["ran out", "not begun", "edited since", "no such criterion", "another spelling", "another story"],
)
def test_a_waiver_that_is_not_in_force_is_told(
    judged: tuple[StoryJudgement, ...], given: dict[str, Any], code: str
) -> None:
    found = find(judged, **given)

    assert count_waivers(judged, **given) == 0
    assert found is not None
    assert (found.code, found.line) == (code, 3)


def test_a_waiver_that_nothing_needs_is_told_and_counted(judged: tuple[StoryJudgement, ...]) -> None:
    found = find(judged, verdicts=["flaky"])

    assert count_waivers(judged, verdicts=["flaky"]) == 1
    assert found is not None
    assert (found.code, found.stories) == ("waiver-unused", ("SHOP-1",))


def test_a_waiver_for_nobody_names_no_story(judged: tuple[StoryJudgement, ...]) -> None:
    found = find(judged, story="SHOP-7")

    assert found is not None
    assert found.stories == ()
    assert found.sentence == (
        "a waiver lets nothing pass: story `SHOP-7` has no criterion `SHOP-1.1`; mend its ids or take it out"
    )


WAIVERS = st.fixed_dictionaries(
    {},
    optional={
        "story": st.sampled_from(["SHOP-1", "SHOP-2"]),
        "criterion": st.sampled_from(["SHOP-1.1", "SHOP-1.2", "SHOP-1.3"]),
        "verdicts": st.lists(
            st.sampled_from([verdict.value for verdict in WAIVABLE]), min_size=1, max_size=4
        ),
        "created": st.dates(date(2026, 11, 1), date(2026, 11, 25)).map(str),
        "expires": st.dates(date(2026, 11, 25), date(2026, 12, 1)).map(str),
    },
)


def test_adding_waivers_changes_no_verdict_and_no_reason(judged: tuple[StoryJudgement, ...]) -> None:
    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(waivers=st.lists(WAIVERS, max_size=4), today=st.dates(date(2026, 11, 1), date(2026, 12, 5)))
    def holds(waivers: list[dict[str, Any]], today: date) -> None:
        waived = waive_stories(judged, [write(judged, **values) for values in waivers], today)
        bare = tuple(replace(story, waivers=(), flags=()) for story in waived)
        assert bare == tuple(replace(story, flags=()) for story in judged)

    holds()
