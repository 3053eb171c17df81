"""What is said of the shards of a run: which are missing, broken off, strange to the others or double."""

from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from storycontract.evidence.folding import RecordedItem
from storycontract.evidence.freshness import TodayState
from storycontract.evidence.record import (
    CaseNeeds,
    CriterionStamp,
    PlannedItem,
    RunEnd,
    RunHeader,
    Selection,
    Shard,
    SourceState,
    StoryStamp,
    Withdrawal,
)
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.verdict.shard_remark import ShardTrouble, find_shard_remarks

MakeShard = Callable[..., RecordedRun]
TODAY = TodayState("today", {"staging": "1.4"})
ALL = ("pay", "search", "send")


@pytest.fixture
def shard() -> MakeShard:
    """A shard of three that plans all cases and tries one of them; keywords change the header."""

    def make(  # noqa: PLR0913 - one argument for each thing a shard may be
        index: int,
        *,
        total: int = 3,
        run_id: str = "",
        tries: str | None = None,
        plans: Sequence[str] = ALL,
        ends: bool = True,
        why_incomplete: str | None = None,
        damage: str | None = None,
        withdrawn: bool = False,
        commit: str | None = None,
        scope: str = "today",
        **header: object,
    ) -> RecordedRun:
        tried = tries if tries is not None else ALL[(index - 1) % 3]
        known = RunHeader(
            run_id=run_id or f"run-{index}",
            project="shop",
            process="main",
            shard=Shard(index=index, total=total),
            started_utc="2026-11-23T05:00:00Z",
            selection=Selection(is_full=True),
            source=SourceState(commit=commit, tree=None, dirty=False, scope_digest=scope),
            environment="default",
            tools={},
            contract=(),
        ).model_copy(update=header)
        planned = tuple(plan(name, selected=name == tried) for name in plans)
        items = [
            RecordedItem(item.story_id, item.criterion_id, item.fingerprint, item.variant, item.node_id, ())
            for item in planned
            if item.selected
        ]
        end = RunEnd(
            ended_utc="2026-11-23T06:00:00Z",
            complete=why_incomplete is None,
            why_incomplete=why_incomplete,
            scope_digest=scope,
            pytest_exit_code=0,
        )
        return RecordedRun(
            run_id=known.run_id,
            header=known,
            planned=planned,
            items=() if damage else tuple(items),
            end=end if ends and not damage else None,
            damage=damage,
            withdrawal=Withdrawal(run=known.run_id, reason="the grid was down", by="ann", at_utc="")
            if withdrawn
            else None,
            file=Path(f"{known.run_id}.jsonl"),
            scope_digests=frozenset({scope}),
        )

    return make


def plan(name: str, *, selected: bool) -> PlannedItem:
    return PlannedItem(
        node_id=name,
        story_id=name.upper(),
        criterion_id="c",
        fingerprint=name,
        variant="",
        selected=selected,
        bound=True,
    )


def remark(*runs: RecordedRun, project: str = "shop") -> list[str]:
    return [found.sentence for found in find_shard_remarks(runs, TODAY, project)]


def test_of_a_whole_set_nothing_is_said(shard: MakeShard) -> None:
    assert remark(shard(1), shard(2), shard(3)) == []


def test_of_runs_that_were_not_split_nothing_is_said(shard: MakeShard) -> None:
    assert remark(shard(1, total=1, ends=False), shard(1, total=1, run_id="other")) == []


def test_what_is_missing_is_named_with_the_stories_that_nobody_tried(shard: MakeShard) -> None:
    (found,) = find_shard_remarks([shard(1), shard(3)], TODAY, "shop")

    assert found.trouble is ShardTrouble.MISSING
    assert found.sentence == "Shard 2 of 3 is missing: nothing is known of what it holds."
    assert found.story_ids == ("SEARCH",)
    assert found.is_loss


def test_several_that_are_missing_are_named_at_once(shard: MakeShard) -> None:
    assert remark(shard(2)) == ["Shards 1 and 3 of 3 are missing: nothing is known of what they hold."]


def test_the_order_of_runs_never_matters(shard: MakeShard) -> None:
    runs = [shard(1), shard(1, run_id="again"), shard(3, ends=False), shard(2, scope="older")]

    assert len({tuple(find_shard_remarks(order, TODAY, "shop")) for order in permutations(runs)}) == 1


def test_the_same_shard_of_two_runs_is_named_and_loses_nothing(shard: MakeShard) -> None:
    runs = [shard(1), shard(2), shard(2, run_id="again"), shard(3)]

    (found,) = find_shard_remarks(runs, TODAY, "shop")

    assert found.sentence == "Shard 2 of 3 is there twice, and all of it counts: again, run-2."
    assert not found.is_loss


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"ends": False}, "Shard 2 of 3 broke off: it was killed, or is still on."),
        ({"why_incomplete": "a test is left"}, "Shard 2 of 3 broke off: a test is left."),
        ({"optimized": True}, "Shard 2 of 3 counts in part only: python -O took the assertions out."),
        ({"damage": "no JSON"}, "Shard 2 of 3 cannot be read: no JSON."),
        ({"withdrawn": True}, "Shard 2 of 3 is missing: its run was withdrawn."),
        (
            {"scope": "older"},
            "Shard 2 of 3 does not go with the others: the code has changed since.",
        ),
    ],
    ids=["killed", "incomplete", "optimized", "damaged", "withdrawn", "other code"],
)
def test_a_shard_that_is_not_whole_is_named_with_its_reason(
    shard: MakeShard, how: dict[str, object], sentence: str
) -> None:
    assert remark(shard(1), shard(2, **how), shard(3)) == [sentence]


def test_a_shard_that_broke_off_and_was_run_again_is_whole(shard: MakeShard) -> None:
    runs = [shard(1), shard(2, ends=False), shard(2, run_id="again"), shard(3)]

    assert [found.trouble for found in find_shard_remarks(runs, TODAY, "shop")] == [ShardTrouble.DOUBLE]


def test_a_shard_of_another_commit_is_named_with_both(shard: MakeShard) -> None:
    runs = [shard(1, commit="a" * 40), shard(2, scope="older", commit="b" * 40), shard(3, commit="a" * 40)]

    (sentence,) = remark(*runs)
    assert sentence.startswith("Shard 2 of 3 does not go with the others: the code has changed since (")
    assert sentence.endswith("it is about commit bbbbbbb, they about aaaaaaa).")


def test_a_whole_set_on_older_code_is_no_stranger(shard: MakeShard) -> None:
    older = [shard(index, scope="older", run_id=f"old-{index}") for index in (1, 2, 3)]

    assert remark(*older, shard(1), shard(3)) == [
        "Shard 2 of 3 is missing: nothing is known of what it holds."
    ]


def test_a_whole_set_of_an_older_version_is_no_stranger(shard: MakeShard) -> None:
    then = {"environment": "staging", "product_version": "1.3"}
    now = {"environment": "staging", "product_version": "1.4"}
    older = [shard(index, run_id=f"old-{index}", **then) for index in (1, 2, 3)]

    assert remark(*older, shard(1, **now), shard(3, **now)) == [
        "Shard 2 of 3 in staging is missing: nothing is known of what it holds."
    ]


def test_shards_of_older_code_alone_are_no_matter_of_today(shard: MakeShard) -> None:
    assert remark(shard(1, scope="older"), shard(3, scope="older", ends=False)) == []


def test_shards_of_another_project_are_none(shard: MakeShard) -> None:
    assert remark(shard(1), shard(3), project="bakery") == []
    assert len(remark(shard(1), shard(2, project="bakery"), shard(3))) == 1


def test_each_environment_has_its_own(shard: MakeShard) -> None:
    staging = {"environment": "staging", "product_version": "1.4"}
    runs = [*map(shard, (1, 2, 3)), shard(1, run_id="s-1", **staging), shard(3, run_id="s-3", **staging)]

    assert remark(*runs) == ["Shard 2 of 3 in staging is missing: nothing is known of what it holds."]


def test_a_shard_about_another_version_of_the_product_does_not_fit(shard: MakeShard) -> None:
    staging = {"environment": "staging", "product_version": "1.4"}
    runs = [shard(1, **staging), shard(2, **{**staging, "product_version": "1.3"}), shard(3, **staging)]

    assert remark(*runs) == [
        "Shard 2 of 3 in staging does not go with the others: the product is now version 1.4, it was 1.3."
    ]


def test_a_whole_run_beside_makes_up_for_what_is_missing(shard: MakeShard) -> None:
    whole = shard(1, total=1, run_id="whole")

    assert remark(shard(1), shard(3), whole) == []


@pytest.mark.parametrize(
    "how",
    [
        {"selection": Selection(is_full=False, reasons=("-k pay",))},
        {"ends": False},
        {"scope": "older"},
        {"environment": "staging", "product_version": "1.4"},
    ],
    ids=["filtered", "killed", "on other code", "elsewhere"],
)
def test_a_run_that_is_not_whole_makes_up_for_nothing(shard: MakeShard, how: dict[str, object]) -> None:
    assert len(remark(shard(1), shard(3), shard(1, total=1, run_id="whole", **how))) == 1


def test_another_whole_set_makes_up_for_one_that_is_not(shard: MakeShard) -> None:
    pair = [shard(index, total=2, run_id=f"pair-{index}", plans=ALL[:2]) for index in (1, 2)]

    assert remark(shard(1), *pair) == []


def test_shards_that_were_not_split_alike_are_told_by_what_they_left_out(shard: MakeShard) -> None:
    runs = [shard(1), shard(2), shard(3, tries="pay")]

    (found,) = find_shard_remarks(runs, TODAY, "shop")

    assert found.trouble is ShardTrouble.LEFT_OUT
    assert found.story_ids == ("SEND",)
    assert found.sentence == (
        "All 3 shards are there, yet they left out scenarios of SEND: they were not split alike."
    )


def test_what_is_for_another_environment_is_not_left_out(shard: MakeShard) -> None:
    stamp = StoryStamp(
        id="SEND",
        fingerprint="s",
        criteria=(
            CriterionStamp(
                id="c",
                fingerprint="c",
                cases=("send",),
                needs=(CaseNeeds(fingerprint="send", environments=("staging",)),),
            ),
        ),
    )

    runs = [shard(index, tries=ALL[index % 2], contract=(stamp,)) for index in (1, 2, 3)]

    assert remark(*runs) == []


def test_a_filter_leaves_out_on_purpose(shard: MakeShard) -> None:
    filtered = Selection(is_full=False, reasons=("-k pay",))

    assert remark(*(shard(index, tries="pay", selection=filtered) for index in (1, 2, 3))) == []
