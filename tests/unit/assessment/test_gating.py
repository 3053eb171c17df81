"""The gate as one pure function: 0 only where everything that was asked for is shown or waived."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storycontract.assessment.comparing import BASE_IS_TODAY
from storycontract.assessment.gate_policy import GatePolicy, read_policy
from storycontract.assessment.gating import judge_gate
from storycontract.report.gate_answer import GateAnswer
from storycontract.report.stories import (
    AcceptanceEntry,
    BaseEntry,
    ComparisonEntry,
    MoveEntry,
    RemarkEntry,
    RunEntry,
    StoriesDocument,
    StoryEntry,
    WaiverEntry,
)
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict
from storycontract.verdict.waiver import WAIVABLE

MakeEntry = Callable[..., StoryEntry]
MakeStock = Callable[..., StoriesDocument]
MakeRun = Callable[..., RunEntry]

PASSED, FAILED, STALE = CaseVerdict.PASSED, CaseVerdict.FAILED, CaseVerdict.STALE
DONE, UNSPECIFIED = StoryVerdict.DONE, StoryVerdict.UNSPECIFIED


def waive(*verdicts: CaseVerdict, criterion: str = "SHOP-1.1") -> WaiverEntry:
    return WaiverEntry(
        criterion=criterion,
        verdicts=verdicts,
        reason="the sandbox is down",
        owner="payments",
        ticket="SHOP-99",
        expires="2026-11-30",
    )


def gate(document: StoriesDocument, require: str = "all", **given: Any) -> GateAnswer:
    return judge_gate(document, read_policy(require, **given))


def remark(code: str, *stories: str) -> RemarkEntry:
    return RemarkEntry(code=code, sentence="part 2 of 3 is missing", path=None, line=None, stories=stories)


def test_the_gate_holds_where_all_stories_are_done(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    answer = gate(make_stock(make_entry(PASSED), make_entry(PASSED, PASSED, id="SHOP-2")))

    assert (answer.exit_code, answer.sentence) == (0, "holds: 2 of 2 required stories are done")
    assert (answer.required, answer.done, answer.allowed, answer.reasons) == (2, 2, 0, ())


@pytest.mark.parametrize("verdict", [verdict for verdict in CaseVerdict if verdict is not PASSED])
def test_the_gate_does_not_hold_where_a_case_is(
    make_entry: MakeEntry, make_stock: MakeStock, verdict: CaseVerdict
) -> None:
    answer = gate(make_stock(make_entry(PASSED, verdict), make_entry(PASSED, id="SHOP-2")))

    assert (answer.exit_code, answer.sentence) == (1, "does not hold: 1 of 2 required stories is not done")
    assert [(reason.story, reason.allowed) for reason in answer.reasons] == [("SHOP-1", False)]


def test_no_story_is_no_answer(make_stock: MakeStock) -> None:
    answer = gate(make_stock())

    assert (answer.exit_code, answer.sentence) == (3, "cannot be decided: there is no story")


@pytest.mark.parametrize(
    ("require", "sentence"),
    [
        ("must", "cannot be decided: no story is tagged `@priority:must`"),
        ("@release:9", "cannot be decided: no story is `@release:9`"),
    ],
)
def test_a_selection_of_none_is_no_answer(
    make_entry: MakeEntry, make_stock: MakeStock, require: str, sentence: str
) -> None:
    answer = gate(make_stock(make_entry(PASSED)), require)

    assert (answer.exit_code, answer.sentence) == (3, sentence)


def test_a_story_of_two_releases_keeps_the_gate_of_the_second_shut(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    both = make_entry(FAILED, release="1", tags=("release:1", "release:2"))
    answer = gate(make_stock(both, make_entry(PASSED, id="SHOP-2", release="2")), "@release:2")

    assert (answer.exit_code, answer.required) == (1, 2)
    assert answer.reasons[0].sentences == (
        "its only scenario fails",
        "it is asked for in doubt, since it carries `@release:1`, `@release:2`",
    )


def test_only_what_was_asked_for_has_to_be_done(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    stock = make_stock(make_entry(PASSED, priority="must"), make_entry(FAILED, id="SHOP-2"))

    assert gate(stock, "must").exit_code == 0
    assert gate(stock, "not @priority:must").exit_code == 1


def test_a_file_that_cannot_be_read_may_hold_what_was_asked_for(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    broken = make_entry(id="features/b.feature", path="features/b.feature", fingerprint=None)
    stock = make_stock(make_entry(PASSED, priority="must"), broken)

    assert gate(stock, "must").sentence == (
        "cannot be decided: features/b.feature cannot be read, and may hold a story that is asked for"
    )
    assert gate(stock, "@priority:must").exit_code == 3
    assert gate(stock).exit_code == 1


def test_waivers_that_cover_everything_allow_a_story(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    answer = gate(make_stock(make_entry(PASSED, FAILED, waivers=(waive(FAILED),))))

    assert (answer.exit_code, answer.sentence) == (
        0,
        "holds: 0 of 1 required story is done, 1 is allowed by waiver",
    )
    assert (answer.done, answer.allowed, answer.reasons[0].allowed) == (0, 1, True)


@pytest.mark.parametrize(
    "waivers",
    [(waive(FAILED),), (waive(STALE),), (waive(FAILED, STALE, criterion="SHOP-1.2"),), ()],
    ids=["one of two verdicts", "the other", "another criterion", "none"],
)
def test_waivers_that_leave_something_out_allow_nothing(
    make_entry: MakeEntry, make_stock: MakeStock, waivers: tuple[WaiverEntry, ...]
) -> None:
    answer = gate(make_stock(make_entry(PASSED, FAILED, STALE, waivers=waivers)))

    assert answer.exit_code == 1
    assert ("its waivers do not cover all of that" in answer.reasons[0].sentences) is bool(waivers)


def test_two_waivers_may_cover_a_story_together(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    story = make_entry(FAILED, STALE, waivers=(waive(FAILED), waive(STALE)))

    assert gate(make_stock(story)).exit_code == 0


def test_no_waiver_makes_up_for_what_is_not_specified(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    answer = gate(make_stock(make_entry(FAILED, verdict=UNSPECIFIED, waivers=(waive(FAILED),))))

    assert answer.exit_code == 1
    assert answer.reasons[0].sentences[-1] == "a waiver cannot make up for what is not specified"


def test_a_story_without_a_case_is_never_allowed(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    story = make_entry(verdict=StoryVerdict.UNPROVEN, waivers=(waive(*WAIVABLE),))

    assert gate(make_stock(story)).exit_code == 1


@pytest.mark.parametrize(("most", "exit_code"), [(None, 0), (2, 0), (1, 1), (0, 1)])
def test_the_gate_counts_waivers(
    make_entry: MakeEntry, make_stock: MakeStock, most: int | None, exit_code: int
) -> None:
    stock = make_stock(make_entry(FAILED, STALE, waivers=(waive(FAILED), waive(STALE))))

    assert gate(stock, max_waivers=most).exit_code == exit_code


def test_waivers_beyond_the_maximum_are_told(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    stock = make_stock(
        make_entry(PASSED, waivers=(waive(FAILED),)), make_entry(PASSED, id="SHOP-2", priority="must")
    )

    assert gate(stock, max_waivers=0).sentence == "does not hold: 1 waiver is in force, and 0 may be"
    assert gate(stock, "must", max_waivers=0).exit_code == 0


@pytest.mark.parametrize(
    ("remarks", "exit_code"),
    [
        ((remark("shard-missing"),), 3),
        ((remark("shard-broken-off", "SHOP-1"),), 3),
        ((remark("shard-missing", "SHOP-7"),), 0),
        ((remark("shard-double"),), 0),
        ((remark("waiver-expired", "SHOP-1"),), 0),
    ],
    ids=["a shard", "a shard of its", "a shard of others", "a shard twice", "a waiver"],
)
def test_a_part_of_the_evidence_that_is_not_there_leaves_the_answer_open(
    make_entry: MakeEntry, make_stock: MakeStock, remarks: tuple[RemarkEntry, ...], exit_code: int
) -> None:
    assert gate(make_stock(make_entry(PASSED), remarks=remarks)).exit_code == exit_code


def test_what_does_not_hold_does_not_hold_whatever_else_is_missing(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    answer = gate(make_stock(make_entry(FAILED), remarks=(remark("shard-missing"),)))

    assert (answer.exit_code, answer.notes) == (1, ("part 2 of 3 is missing",))


def test_evidence_that_cannot_be_read_leaves_what_is_waived_open(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    story = make_entry(FAILED, waivers=(waive(FAILED),), damaged_runs=("0123.jsonl",))

    assert gate(make_stock(story)).sentence == "cannot be decided: evidence cannot be read: 0123.jsonl"


@pytest.mark.parametrize(
    ("run", "exit_code"),
    [
        ({}, 0),
        ({"complete": False, "why_incomplete": "it was killed"}, 3),
        ({"project": "other"}, 3),
        ({"damage": "it is cut"}, 3),
    ],
    ids=["whole", "incomplete", "of another project", "unreadable"],
)
def test_a_waiver_needs_a_run_that_looked(
    make_entry: MakeEntry, make_stock: MakeStock, make_run: MakeRun, run: dict[str, Any], exit_code: int
) -> None:
    runs = (make_run(**run),)
    waived = make_entry(CaseVerdict.NOT_RUN, waivers=(waive(CaseVerdict.NOT_RUN),))

    assert gate(make_stock(waived, runs=runs)).exit_code == exit_code
    assert gate(make_stock(make_entry(PASSED), runs=runs)).exit_code == 0


def test_a_persons_word_is_evidence_as_well(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    word = AcceptanceEntry(
        by="Ann",
        at_utc="2026-11-20T10:00:00+00:00",
        environment="default",
        product_version=None,
        expires="2026-11-30",
        note=None,
        attachments=(),
        counts=True,
        why_not=None,
    )
    stories = (
        make_entry(PASSED, acceptances=(word,)),
        make_entry(
            CaseVerdict.NOT_RUN, id="SHOP-2", waivers=(waive(CaseVerdict.NOT_RUN, criterion="SHOP-2.1"),)
        ),
    )

    assert gate(make_stock(*stories, runs=())).exit_code == 0


def move(story_id: str, after: StoryVerdict | None, before: StoryVerdict | None = DONE) -> MoveEntry:
    return MoveEntry(id=story_id, title=f"Story {story_id}", before=before, after=after)


def compare(*, is_full: bool = True, **moves: tuple[MoveEntry, ...]) -> ComparisonEntry:
    base = BaseEntry(
        name="main",
        run="0b8d7a52-5d21",
        at_utc="2026-11-22T10:00:00+00:00",
        commit="fedcba9876",
        is_full=is_full,
    )
    values: dict[str, Any] = {"base": base, "lost": (), "gained": (), "vanished": (), **moves}
    return ComparisonEntry(**values)


def test_the_baseline_holds_where_no_story_left_done(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    stock = make_stock(
        make_entry(PASSED),
        make_entry(FAILED, id="SHOP-2"),
        make_entry(PASSED, id="SHOP-3"),
        comparison=compare(gained=(move("SHOP-3", DONE, None),)),
    )

    answer = gate(stock, "baseline", base="main")

    assert (answer.exit_code, answer.sentence) == (0, "holds: 1 of 1 story done on main is still done")


def test_the_baseline_holds_where_nothing_was_done(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    answer = gate(make_stock(make_entry(FAILED), comparison=compare()), "baseline", base="main")

    assert (answer.exit_code, answer.sentence) == (0, "holds: no story was done on main")


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (PASSED, "holds: 1 of 1 story done on main is still done; part 2 of 3 is missing"),
        (FAILED, "holds: no story was done on main; part 2 of 3 is missing"),
    ],
    ids=["some", "none"],
)
def test_a_baseline_that_could_not_but_hold_says_so(
    make_entry: MakeEntry, make_stock: MakeStock, case: CaseVerdict, sentence: str
) -> None:
    stock = make_stock(make_entry(case), comparison=compare(), remarks=(remark(BASE_IS_TODAY),))

    answer = gate(stock, "baseline", base="main")

    assert (answer.exit_code, answer.sentence) == (0, sentence)


def test_other_policies_and_answers_say_nothing_of_the_base(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    stock = make_stock(make_entry(PASSED), comparison=compare(), remarks=(remark(BASE_IS_TODAY),))
    partial = stock.model_copy(update={"comparison": compare(is_full=False)})

    assert gate(stock).sentence == "holds: 1 of 1 required story is done"
    assert gate(partial, "baseline", base="main").sentence == (
        "cannot be decided: no full run was recorded on `main`, so nobody can tell all that was done there"
    )


def test_the_baseline_tells_what_was_lost_and_what_is_gone(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    comparison = compare(lost=(move("SHOP-2", StoryVerdict.FAILING),), vanished=(move("SHOP-9", None),))
    stock = make_stock(make_entry(PASSED), make_entry(FAILED, id="SHOP-2"), comparison=comparison)

    answer = gate(stock, "baseline", base="main")

    assert (answer.exit_code, answer.sentence) == (
        1,
        "does not hold: 2 of 3 stories done on main are not done any more",
    )
    assert [(reason.story, reason.verdict_label, reason.sentences[0]) for reason in answer.reasons] == [
        ("SHOP-9", "Gone", "was done on main, and is gone without `@was`"),
        ("SHOP-2", "Not working", "was done on main"),
    ]


def test_a_lost_story_may_be_waived_a_vanished_one_may_not(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    story = make_entry(FAILED, waivers=(waive(FAILED),))
    lost = compare(lost=(move("SHOP-1", StoryVerdict.FAILING),))
    gone = compare(vanished=(move("SHOP-1", None),))

    assert gate(make_stock(story, comparison=lost), "baseline", base="main").exit_code == 0
    assert gate(make_stock(story, comparison=gone), "baseline", base="main").exit_code == 1


def test_a_base_that_left_stories_out_decides_nothing(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    answer = gate(make_stock(make_entry(PASSED), comparison=compare(is_full=False)), "baseline", base="main")

    assert answer.exit_code == 3
    assert answer.lacking == (
        "no full run was recorded on `main`, so nobody can tell all that was done there",
    )


def test_what_was_lost_since_a_base_that_left_stories_out_is_lost(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    comparison = compare(lost=(move("SHOP-1", StoryVerdict.FAILING),), is_full=False)

    assert gate(make_stock(make_entry(FAILED), comparison=comparison), "baseline", base="main").exit_code == 1


@pytest.mark.parametrize("base", ["0", "fe", "0b8d7a52"], ids=["its run", "its commit", "its run, long"])
def test_a_base_that_nobody_knows_is_not_the_one_compared_with_whose_name_begins_so(
    make_entry: MakeEntry, make_stock: MakeStock, base: str
) -> None:
    assert gate(make_stock(make_entry(PASSED), comparison=compare()), "baseline", base=base).exit_code == 3


@pytest.mark.parametrize("comparison", [None, compare()], ids=["nothing", "another one"])
def test_a_base_of_which_nothing_is_known_is_no_answer(
    make_entry: MakeEntry, make_stock: MakeStock, comparison: ComparisonEntry | None
) -> None:
    answer = gate(make_stock(make_entry(PASSED), comparison=comparison), "baseline", base="v1.0")

    assert (answer.exit_code, answer.sentence) == (
        3,
        "cannot be decided: nothing was recorded on `v1.0`, so nobody can tell what was done there",
    )


VERDICTS = st.lists(st.sampled_from(CaseVerdict), min_size=1, max_size=3)
WAIVED = st.lists(st.sampled_from(WAIVABLE), max_size=2, unique=True)
POLICIES = st.builds(
    read_policy,
    st.sampled_from(["all", "must", "@release:1 or @priority:must", "not @priority:must"]),
    max_waivers=st.none() | st.integers(0, 2),
)


def test_taking_a_pass_away_never_opens_the_gate(make_entry: MakeEntry, make_stock: MakeStock) -> None:
    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(
        first=VERDICTS, second=VERDICTS, waived=WAIVED, worse=st.sampled_from(CaseVerdict), policy=POLICIES
    )
    def holds(
        first: list[CaseVerdict],
        second: list[CaseVerdict],
        waived: list[CaseVerdict],
        worse: CaseVerdict,
        policy: GatePolicy,
    ) -> None:
        waivers = tuple(waive(verdict) for verdict in waived)
        other = make_entry(*second, id="SHOP-2", priority="must")
        before = make_stock(make_entry(*first, waivers=waivers, priority="must"), other)
        taken = [worse if verdict is PASSED else verdict for verdict in first]
        after = make_stock(make_entry(*taken, waivers=waivers, priority="must"), other)
        shut = judge_gate(before, policy).exit_code != 0
        opened = judge_gate(after, policy).exit_code == 0
        assert not (shut and opened)

    holds()


def test_the_gate_holds_exactly_where_every_case_passed_or_is_waived(
    make_entry: MakeEntry, make_stock: MakeStock
) -> None:
    wrong = [
        (pair, waived)
        for pair in product(CaseVerdict, repeat=2)
        for waived in [(), (FAILED,), (STALE, FAILED), WAIVABLE]
        if (gate(make_stock(make_entry(*pair, waivers=(waive(*waived),)))).exit_code == 0)
        != all(verdict is PASSED or verdict in waived for verdict in pair)
    ]

    assert wrong == []
