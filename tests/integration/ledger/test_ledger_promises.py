"""What a ledger promises, on whichever database."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, make_url

from storycontract.errors import LedgerError, UsageError
from storycontract.evidence.reading import load_runs
from storycontract.evidence.record import Outcome, Withdrawal
from storycontract.evidence.run_file import name_closed
from storycontract.ledger.history import StateKey, StateVerdicts
from storycontract.ledger.ledger import Ledger, open_ledger
from storycontract.ledger.memory import Memory
from storycontract.ledger.pruning import Limits
from storycontract.ledger.schema import METADATA

MakeRun = Callable[..., bytes]
Judge = Callable[..., bool]

PROJECT = "shop"
FIRST, SECOND, THIRD = (f"2026-11-0{day}T10:00:00.000+00:00" for day in (1, 2, 3))
LATER = "2026-12-01T10:00:00.000+00:00"


def withdraw(run: str) -> Withdrawal:
    return Withdrawal(run=run, reason="the network was down", by="ann", at_utc=LATER)


def list_states(ledger: Ledger) -> tuple[StateKey, ...]:
    return ledger.list_unjudged_states(PROJECT)


class TestAppending:
    def test_a_run_comes_back_as_it_was_read_from_its_file(
        self, ledger: Ledger, make_run: MakeRun, tmp_path: Path
    ) -> None:
        content = make_run(outcomes={"SHOP-1": "passed", "SHOP-2": "failed", "SHOP-3": None}, attempts=2)
        (tmp_path / "evidence").mkdir()
        (tmp_path / "evidence" / name_closed(content)).write_bytes(content)

        assert ledger.append(tmp_path / "evidence" / name_closed(content))

        (read,) = load_runs(tmp_path / "evidence")
        (kept,) = ledger.load_runs(PROJECT, "scope-1").runs
        assert (kept.header, kept.planned, kept.items, kept.end) == (
            read.header,
            read.planned,
            read.items,
            read.end,
        )
        assert (kept.scope_digests, kept.damage, kept.file.name) == (read.scope_digests, None, read.file.name)

    def test_a_file_that_comes_twice_changes_nothing(self, ledger: Ledger, make_run: MakeRun) -> None:
        assert ledger.append(make_run())
        before = ledger.load_runs(PROJECT, "scope-1")

        assert not ledger.append(make_run())

        assert ledger.load_runs(PROJECT, "scope-1") == before

    def test_the_digests_of_what_it_holds_are_listed_with_their_runs(
        self, ledger: Ledger, make_run: MakeRun
    ) -> None:
        ledger.append(make_run(run_id="run-a"))

        assert dict(ledger.list_digests()) == {
            name_closed(make_run(run_id="run-a")).removesuffix(".jsonl"): "run-a"
        }

    @pytest.mark.parametrize(
        ("cut", "said"),
        [(slice(0, -40), "no line of evidence|no JSON|end of the run"), (slice(0, 0), "nothing in it")],
        ids=["torn", "empty"],
    )
    def test_what_is_not_intact_is_refused(
        self, ledger: Ledger, make_run: MakeRun, cut: slice, said: str
    ) -> None:
        with pytest.raises(LedgerError, match=said):
            ledger.append(make_run()[cut])

        assert ledger.list_digests() == {}

    def test_a_run_is_found_by_the_code_it_ended_on_too(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(end_scope="scope-2"))

        (run,) = ledger.load_runs(PROJECT, "scope-2").runs

        assert run.scope_digests == {"scope-1"}

    def test_evidence_of_another_project_is_nobody_elses(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(project="bakery"))

        assert ledger.load_runs(PROJECT, "scope-1").runs == ()
        assert ledger.load_memory(PROJECT) == Memory({}, {}, frozenset())
        assert list_states(ledger) == ()
        assert len(ledger.load_runs("bakery", "scope-1").runs) == 1

    def test_text_with_a_zero_in_it_is_kept(self, ledger: Ledger, make_run: MakeRun) -> None:
        content = make_run(outcomes={"SHOP-1": "failed"}).replace(b"pay", b"pay\\u0000")

        ledger.append(content)

        assert [key[0] for key in ledger.load_memory(PROJECT).cases] == ["SHOP-1"]


class TestClaims:
    def test_two_that_claim_to_be_one_run_make_each_other_useless(
        self, ledger: Ledger, make_run: MakeRun
    ) -> None:
        ledger.append(make_run())
        ledger.append(make_run(outcomes={"SHOP-1": "failed"}))

        runs = ledger.load_runs(PROJECT, "scope-1").runs

        assert len(runs) == 2
        assert all("claims to be the same run" in (run.damage or "") for run in runs)
        assert ledger.load_memory(PROJECT).cases == {}

    def test_shards_of_one_run_are_no_rivals(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(shard=(1, 2)))
        ledger.append(make_run(shard=(2, 2), outcomes={"SHOP-2": "passed"}))

        assert [run.damage for run in ledger.load_runs(PROJECT, "scope-1").runs] == [None, None]
        assert ledger.load_memory(PROJECT).tried_stories == {"SHOP-1", "SHOP-2"}

    def test_a_rival_that_is_withdrawn_by_its_file_leaves_the_other_in_force(
        self, ledger: Ledger, make_run: MakeRun
    ) -> None:
        rival = make_run(outcomes={"SHOP-1": "failed"})
        ledger.append(make_run())
        ledger.append(rival)

        ledger.append_withdrawals([withdraw(f"from-ci/{name_closed(rival)}")])

        damages = {run.file.name: run.damage for run in ledger.load_runs(PROJECT, "scope-1").runs}
        assert damages[name_closed(make_run())] is None
        (seen,) = ledger.load_memory(PROJECT).cases.values()
        assert seen.outcome is Outcome.PASSED

    def test_the_same_lines_in_another_order_count_once(self, ledger: Ledger, make_run: MakeRun) -> None:
        head, *tries, end = make_run(outcomes={"SHOP-1": "passed", "SHOP-2": "passed"}).splitlines(
            keepends=True
        )
        plan, *tries = tries
        ledger.append(b"".join([head, plan, *tries, end]))

        ledger.append(b"".join([head, plan, *tries[2:], *tries[:2], end]))

        assert [run.damage for run in ledger.load_runs(PROJECT, "scope-1").runs] == [None]


class TestWithdrawals:
    def test_a_withdrawn_run_is_shown_and_remembered_no_more(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(run_id="run-a", started_utc=FIRST))
        ledger.append(make_run(run_id="run-b", started_utc=SECOND, outcomes={"SHOP-1": "failed"}))

        assert ledger.append_withdrawals([withdraw("run-b")]) == 1

        withdrawn = {run.run_id: run.withdrawal for run in ledger.load_runs(PROJECT, "scope-1").runs}
        assert withdrawn == {"run-a": None, "run-b": withdraw("run-b")}
        (seen,) = ledger.load_memory(PROJECT).cases.values()
        assert (seen.run_id, seen.outcome) == ("run-a", Outcome.PASSED)

    def test_a_story_that_only_a_withdrawn_run_tried_was_never_tried(
        self, ledger: Ledger, make_run: MakeRun
    ) -> None:
        ledger.append(make_run(run_id="run-a"))

        ledger.append_withdrawals([withdraw("run-a")])

        assert ledger.load_memory(PROJECT) == Memory({}, {}, frozenset())

    def test_a_withdrawal_may_come_before_its_run(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append_withdrawals([withdraw("run-a")])

        ledger.append(make_run(run_id="run-a"))

        assert ledger.load_memory(PROJECT).cases == {}

    def test_a_withdrawal_that_comes_twice_is_kept_once(self, ledger: Ledger) -> None:
        ledger.append_withdrawals([withdraw("run-a")])

        assert ledger.append_withdrawals([withdraw("run-a"), withdraw("run-b")]) == 1
        assert ledger.list_withdrawals() == (withdraw("run-a"), withdraw("run-b"))


class TestMemory:
    def test_the_newest_run_is_remembered_whenever_it_came(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(
            make_run(run_id="run-b", started_utc=SECOND, scope="scope-2", outcomes={"SHOP-1": "failed"})
        )
        ledger.append(make_run(run_id="run-a", started_utc=FIRST))

        ((key, seen),) = ledger.load_memory(PROJECT).cases.items()

        assert key == ("SHOP-1", "case-SHOP-1", "default")
        assert (seen.run_id, seen.scope_digest, seen.outcome) == ("run-b", "scope-2", Outcome.FAILED)
        assert (seen.run_started_utc, seen.attempt_started_utc) == (SECOND, SECOND)

    def test_a_case_is_remembered_apart_in_each_environment(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(run_id="run-a", environment="staging"))
        ledger.append(make_run(run_id="run-b", started_utc=SECOND))

        assert {key[2]: seen.run_id for key, seen in ledger.load_memory(PROJECT).cases.items()} == {
            "staging": "run-a",
            "default": "run-b",
        }

    def test_what_was_only_planned_is_bound_and_was_not_tried(
        self, ledger: Ledger, make_run: MakeRun
    ) -> None:
        ledger.append(make_run(run_id="run-a", outcomes={"SHOP-1": None}))

        memory = ledger.load_memory(PROJECT)

        assert (memory.cases, memory.tried_stories) == ({}, frozenset())
        binding = memory.bindings["SHOP-1", "case-SHOP-1"]
        assert (binding.is_bound, binding.problem, binding.planned_at) == (True, None, (FIRST, "run-a"))

    @pytest.mark.parametrize("outcome", ["error", "undefined", "skipped", "xfailed", "xpassed", "aborted"])
    def test_what_neither_passed_nor_failed_was_not_tried(
        self, ledger: Ledger, make_run: MakeRun, outcome: str
    ) -> None:
        ledger.append(make_run(outcomes={"SHOP-1": outcome}))

        memory = ledger.load_memory(PROJECT)

        assert [seen.outcome.value for seen in memory.cases.values()] == [outcome]
        assert memory.tried_stories == frozenset()

    def test_why_a_case_cannot_run_is_remembered(self, ledger: Ledger, make_run: MakeRun) -> None:
        content = make_run(outcomes={"SHOP-1": "undefined"}).replace(
            b'"bound":true,"problem":null', b'"bound":false,"problem":"no step for `pay`"'
        )
        ledger.append(content)

        binding = ledger.load_memory(PROJECT).bindings["SHOP-1", "case-SHOP-1"]

        assert (binding.is_bound, binding.problem) == (False, "no step for `pay`")

    def test_only_the_cases_that_are_asked_for_are_recalled(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(outcomes={"SHOP-1": "passed", "SHOP-2": "passed"}))

        memory = ledger.load_memory(PROJECT, ["case-SHOP-2", "case-SHOP-9"])

        assert [key[0] for key in memory.cases] == ["SHOP-2"]
        assert memory.tried_stories == {"SHOP-1", "SHOP-2"}

    def test_the_last_of_several_attempts_is_remembered(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(attempts=3))

        (seen,) = ledger.load_memory(PROJECT).cases.values()

        assert seen.attempt == 2

    def test_durations_are_those_of_the_newest_run(self, ledger: Ledger, make_run: MakeRun) -> None:
        slow = make_run(run_id="run-b", started_utc=SECOND).replace(
            b'"duration_ms":250.0', b'"duration_ms":2500.0'
        )
        ledger.append(slow)
        ledger.append(make_run(run_id="run-a", started_utc=FIRST))

        assert dict(ledger.load_durations(PROJECT)) == {"features/SHOP-1.feature::pay": 2.5}


class TestHeaders:
    def test_the_newest_runs_are_told_without_what_they_tried(
        self, ledger: Ledger, make_run: MakeRun
    ) -> None:
        for run_id, started in (("run-a", FIRST), ("run-b", SECOND), ("run-c", THIRD)):
            ledger.append(make_run(run_id=run_id, started_utc=started))
        ledger.append_withdrawals([withdraw("run-c")])

        second, third = ledger.load_run_headers(PROJECT, newest=2)

        assert (second.run_id, third.run_id) == ("run-b", "run-c")
        assert (third.withdrawal, second.withdrawal) == (withdraw("run-c"), None)
        assert second.header is not None
        assert (second.header.source.commit, second.header.contract, second.items) == ("commit-1", (), ())
        assert second.end is not None
        assert second.scope_digests == {"scope-1"}

    def test_runs_are_told_by_their_ids(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(run_id="run-a"))

        assert [run.run_id for run in ledger.load_run_headers(PROJECT, run_ids=["run-a", "run-x"])] == [
            "run-a"
        ]

    def test_the_contract_of_a_run_is_kept(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run())
        (state,) = list_states(ledger)

        assert [story.id for story in ledger.load_contract(state.contract_digest)] == ["SHOP-1"]


class TestStates:
    def test_a_state_is_to_be_judged_until_it_was(
        self, ledger: Ledger, make_run: MakeRun, judge: Judge
    ) -> None:
        ledger.append(make_run())
        (state,) = list_states(ledger)

        assert judge(ledger, state, SHOP_1="done")

        assert list_states(ledger) == ()

    @pytest.mark.parametrize("arrival", ["run", "withdrawal"])
    def test_a_state_is_judged_again_when_more_is_known(
        self, ledger: Ledger, make_run: MakeRun, judge: Judge, arrival: str
    ) -> None:
        ledger.append(make_run(run_id="run-a"))
        (state,) = list_states(ledger)
        judge(ledger, state, SHOP_1="done")

        if arrival == "run":
            ledger.append(make_run(run_id="run-b"))
        else:
            ledger.append_withdrawals([withdraw("run-a")])

        assert list_states(ledger) == (state,)

    def test_a_state_judged_with_less_than_there_is_stays_to_be_judged(
        self, ledger: Ledger, make_run: MakeRun
    ) -> None:
        ledger.append(make_run(run_id="run-a"))
        (state,) = list_states(ledger)
        before = ledger.load_runs(PROJECT, "scope-1").revision
        ledger.append(make_run(run_id="run-b"))

        assert ledger.save_state(StateVerdicts(PROJECT, state, before, {}))

        assert list_states(ledger) == (state,)

    def test_a_late_judge_overwrites_nothing_that_knew_more(
        self, ledger: Ledger, make_run: MakeRun, judge: Judge
    ) -> None:
        ledger.append(make_run(run_id="run-a"))
        (state,) = list_states(ledger)
        before = ledger.load_runs(PROJECT, "scope-1").revision
        ledger.append(make_run(run_id="run-b"))
        judge(ledger, state, SHOP_1="failing")

        assert not ledger.save_state(StateVerdicts(PROJECT, state, before, {}))

        ((_, stories),) = ledger.load_recent_states(PROJECT, 9)
        assert stories["SHOP-1"].verdict == "failing"

    def test_a_state_that_no_run_was_on_is_not_kept(self, ledger: Ledger, judge: Judge) -> None:
        assert not judge(ledger, StateKey("nowhere", "nothing"), SHOP_1="done")

    def test_one_code_with_two_contracts_is_two_states(
        self, ledger: Ledger, make_run: MakeRun, judge: Judge
    ) -> None:
        ledger.append(make_run(run_id="run-a", started_utc=FIRST))
        ledger.append(make_run(run_id="run-b", started_utc=SECOND, contract="+"))
        before, after = list_states(ledger)
        judge(ledger, before, SHOP_1="done")
        judge(ledger, after, SHOP_1="unproven")

        past = ledger.load_story_pasts(PROJECT)["SHOP-1"]

        assert before.scope_digest == after.scope_digest
        assert past.last_done is not None
        assert past.last_done.contract_digest == past.contract_digest == before.contract_digest

    def test_recent_states_come_oldest_first_with_their_stories(
        self, ledger: Ledger, make_run: MakeRun, judge: Judge
    ) -> None:
        for run_id, started, scope in (("run-a", FIRST, "a"), ("run-b", SECOND, "b"), ("run-c", THIRD, "c")):
            ledger.append(make_run(run_id=run_id, started_utc=started, scope=scope))
        for state, verdict in zip(list_states(ledger), ("done", "failing", "done"), strict=True):
            judge(ledger, state, SHOP_1=verdict)

        recent = ledger.load_recent_states(PROJECT, 2)

        assert [record.key.scope_digest for record, _ in recent] == ["b", "c"]
        assert [stories["SHOP-1"].verdict for _, stories in recent] == ["failing", "done"]
        assert [dict(record.counts) for record, _ in recent] == [{"failing": 1}, {"done": 1}]
        assert ledger.load_story_verdicts(PROJECT, recent[0][0].key) == recent[0][1]

    def test_a_state_whose_runs_are_all_withdrawn_tells_nothing(
        self, ledger: Ledger, make_run: MakeRun, judge: Judge
    ) -> None:
        ledger.append(make_run(run_id="run-a"))
        (state,) = list_states(ledger)
        judge(ledger, state, SHOP_1="done")
        ledger.append_withdrawals([withdraw("run-a")])

        judge(ledger, state, SHOP_1="unstarted")

        assert ledger.load_recent_states(PROJECT, 9) == ()
        assert ledger.load_story_pasts(PROJECT) == {}


class TestStoryPasts:
    @pytest.fixture
    def judged(self, ledger: Ledger, make_run: MakeRun, judge: Judge) -> Callable[..., None]:
        """Judge one story on one state after the other; `None` where nothing was recorded for it."""

        def record(*verdicts: str | None) -> None:
            for number, verdict in enumerate(verdicts, start=1):
                started = f"2026-11-{number:02}T10:00:00.000+00:00"
                content = make_run(
                    run_id=f"run-{number}",
                    started_utc=started,
                    scope=f"scope-{number}",
                    commit=f"commit-{number}",
                )
                ledger.append(content)
                (state,) = list_states(ledger)
                judge(ledger, state, **({"SHOP_1": verdict} if verdict else {}))

        return record

    @pytest.mark.parametrize(
        ("verdicts", "last_done", "since", "broke", "first_done", "first_ready"),
        [
            (["done", "done"], 2, 1, None, 1, 1),
            (["done", "failing", "done", "done"], 4, 3, None, 1, 1),
            (["done", "failing", "unproven"], 1, None, 2, 1, 1),
            (["done", None, "done"], 3, 1, None, 1, 1),
            (["done", None, "failing"], 1, None, 3, 1, 1),
            (["unspecified", "unstarted", "failing", "done"], 4, 4, None, 4, 2),
            (["unspecified", "failing"], None, None, None, None, 2),
            (["unspecified", "done"], 2, 2, None, 2, 2),
            (["done", "unspecified", "failing"], 1, None, 2, 1, 1),
            (["unspecified"], None, None, None, None, None),
            (["done", "unspecified", "done"], 3, 3, None, 1, 1),
        ],
        ids=[
            "done all along",
            "done again",
            "broke",
            "a gap is no break",
            "broke after a gap",
            "grew",
            "never done",
            "done at once",
            "broke as a draft",
            "never ready",
            "done again after a draft",
        ],
    )
    def test_the_past_of_a_story_names_its_turns(  # noqa: PLR0913, PLR0917 - one for each turn
        self,
        ledger: Ledger,
        judged: Callable[..., None],
        verdicts: list[str | None],
        last_done: int | None,
        since: int | None,
        broke: int | None,
        first_done: int | None,
        first_ready: int | None,
    ) -> None:
        judged(*verdicts)

        past = ledger.load_story_pasts(PROJECT)["SHOP-1"]

        moments = (past.last_done, past.done_since, past.broke_in, past.first_done, past.first_ready)
        expected = (last_done, since, broke, first_done, first_ready)
        assert [moment and moment.run_id for moment in moments] == [
            number and f"run-{number}" for number in expected
        ]

    def test_a_moment_names_run_time_commit_and_code(
        self, ledger: Ledger, judged: Callable[..., None]
    ) -> None:
        judged("done")

        past = ledger.load_story_pasts(PROJECT)["SHOP-1"]

        assert past.last_done is not None
        assert (past.last_done.at_utc, past.last_done.commit, past.last_done.scope_digest) == (
            FIRST,
            "commit-1",
            "scope-1",
        )
        assert (past.fingerprint, past.binding, past.states_seen, past.states_flaky) == (
            "text of SHOP_1",
            "steps",
            1,
            0,
        )

    def test_code_that_comes_back_is_the_newest_again(
        self, ledger: Ledger, judged: Callable[..., None], make_run: MakeRun, judge: Judge
    ) -> None:
        judged("done", "failing")
        ledger.append(make_run(run_id="run-3", started_utc=THIRD, scope="scope-1"))
        (state,) = list_states(ledger)
        judge(ledger, state, SHOP_1="done")

        past = ledger.load_story_pasts(PROJECT)["SHOP-1"]

        assert past.done_since is not None
        assert (past.done_since.run_id, past.broke_in, past.states_seen) == ("run-3", None, 2)


class TestFinding:
    @pytest.fixture
    def told(self, ledger: Ledger, make_run: MakeRun) -> Ledger:
        ledger.append(make_run(run_id="aaaaaaaa-1", started_utc=FIRST, scope="a"))
        ledger.append(make_run(run_id="aaaaaaaa-2", started_utc=SECOND, scope="b", dirty=True))
        ledger.append(
            make_run(run_id="bbbbbbbb-1", started_utc=THIRD, scope="c", commit="other", is_full=False)
        )
        return ledger

    @pytest.mark.parametrize(
        ("wanted", "scope"),
        [
            ({"commit": "commit-1"}, "a"),
            ({"commit": "nobody"}, None),
            ({"run": "bbbbbbbb"}, "c"),
            ({"run": "aaaaaaaa-2"}, "b"),
            ({"run": "bbbb"}, None),
            ({"at_or_before": SECOND}, "b"),
            ({"at_or_before": LATER}, "b"),
            ({"at_or_before": "2026-10-01"}, None),
        ],
        ids=[
            "a clean run of a commit",
            "an unknown commit",
            "the beginning of an id",
            "a whole id",
            "too short",
            "a moment",
            "the newest full one",
            "before all",
        ],
    )
    def test_a_state_is_found(self, told: Ledger, wanted: dict[str, str], scope: str | None) -> None:
        found = told.find_state(PROJECT, **wanted)

        assert (found and found.key.scope_digest) == scope

    def test_the_beginning_of_two_ids_is_none(self, told: Ledger) -> None:
        with pytest.raises(UsageError, match="could be any of `aaaaaaaa-1`, `aaaaaaaa-2`"):
            told.find_state(PROJECT, run="aaaaaaaa")

    def test_all_shards_together_are_a_full_run(self, ledger: Ledger, make_run: MakeRun) -> None:
        ledger.append(make_run(run_id="run-a", shard=(1, 2)))
        alone = ledger.find_state(PROJECT, commit="commit-1")
        ledger.append(make_run(run_id="run-b", shard=(2, 2)))
        together = ledger.find_state(PROJECT, commit="commit-1")

        assert alone is not None
        assert together is not None
        assert (alone.is_full, together.is_full) == (False, True)


class TestPruning:
    @pytest.fixture
    def told(self, ledger: Ledger, make_run: MakeRun, judge: Judge) -> Ledger:
        for number, started in enumerate((FIRST, SECOND, THIRD), start=1):
            ledger.append(make_run(run_id=f"run-{number}", started_utc=started, scope=f"scope-{number}"))
        for state in list_states(ledger):
            judge(ledger, state, SHOP_1="done")
        return ledger

    def test_old_evidence_goes_and_what_it_told_stays(self, told: Ledger, make_run: MakeRun) -> None:
        pasts, states = told.load_story_pasts(PROJECT), told.load_recent_states(PROJECT, 9)

        pruned = told.prune(PROJECT, Limits(keep_states=1), now_utc=LATER)

        assert pruned.run_ids == ("run-1", "run-2")
        assert told.load_runs(PROJECT, "scope-1").runs == ()
        assert (told.load_story_pasts(PROJECT), told.load_recent_states(PROJECT, 9)) == (pasts, states)
        assert not told.append(make_run(run_id="run-1", started_utc=FIRST))

    def test_nothing_goes_while_it_is_only_asked(self, told: Ledger) -> None:
        pruned = told.prune(PROJECT, Limits(keep_states=1), now_utc=None)

        assert pruned.run_ids == ("run-1", "run-2")
        assert pruned.freed_bytes > 0
        assert len(told.load_runs(PROJECT, "scope-1").runs) == 1

    @pytest.mark.parametrize(
        "limits",
        [
            Limits(keep_states=1, keep_runs=frozenset({"run-1"})),
            Limits(keep_states=1, keep_scopes=frozenset({"scope-1"})),
        ],
        ids=["run", "code"],
    )
    def test_what_a_verdict_rests_on_stays(self, told: Ledger, limits: Limits) -> None:
        assert told.prune(PROJECT, limits, now_utc=LATER).run_ids == ("run-2",)

    def test_all_runs_on_one_code_stay_together(self, told: Ledger, make_run: MakeRun, judge: Judge) -> None:
        told.append(make_run(run_id="run-4", started_utc=FIRST, scope="scope-1", end_scope="scope-3"))
        for state in list_states(told):
            judge(told, state, SHOP_1="done")

        # Run 4 is about code that stays, and run 1 about the code that run 4 began with.
        assert told.prune(PROJECT, Limits(keep_states=1), now_utc=LATER).run_ids == ("run-2",)

    def test_what_is_younger_than_the_limit_stays(self, told: Ledger) -> None:
        assert told.prune(PROJECT, Limits(keep_states=1, older_than_utc=SECOND), now_utc=LATER).run_ids == (
            "run-1",
        )

    def test_what_was_not_judged_yet_stays(self, told: Ledger, make_run: MakeRun) -> None:
        told.append(make_run(run_id="run-4", scope="scope-1"))

        assert told.prune(PROJECT, Limits(keep_states=1), now_utc=LATER).run_ids == ("run-2",)

    def test_a_failure_that_was_pruned_still_keeps_its_case_from_passing(
        self, told: Ledger, make_run: MakeRun, judge: Judge
    ) -> None:
        red = make_run(run_id="run-0", outcomes={"SHOP-1": "failed", "SHOP-2": "passed"}, scope="scope-0")
        told.append(red)
        (state,) = list_states(told)
        judge(told, state, SHOP_1="failing")
        told.prune(PROJECT, Limits(keep_states=1), now_utc=LATER)
        told.append(make_run(run_id="run-9", scope="scope-0", outcomes={"SHOP-1": "passed"}))

        pruned, passed = told.load_runs(PROJECT, "scope-0").runs

        assert (pruned.run_id, pruned.scope_digests) == ("run-0", frozenset({"scope-0"}))
        assert passed.damage is None
        assert [item.story_id for item in pruned.planned] == ["SHOP-1"]
        assert "pruned" in (pruned.damage or "")

    def test_what_is_remembered_of_a_pruned_run_outlives_a_withdrawal(
        self, told: Ledger, make_run: MakeRun
    ) -> None:
        told.prune(PROJECT, Limits(keep_states=1), now_utc=LATER)

        told.append_withdrawals([withdraw("run-3")])
        told.append(make_run(run_id="run-5", started_utc=FIRST, outcomes={"SHOP-5": "passed"}))

        assert told.load_memory(PROJECT).tried_stories == {"SHOP-1", "SHOP-5"}


STORIES = ("SHOP-1", "SHOP-2")
RUNS = st.fixed_dictionaries(
    {
        "run_id": st.sampled_from(["run-a", "run-b", "run-c"]),
        "started_utc": st.sampled_from([FIRST, SECOND]),
        "scope": st.sampled_from(["scope-1", "scope-2"]),
        "environment": st.sampled_from(["default", "staging"]),
        "shard": st.sampled_from([(1, 1), (1, 2), (2, 2)]),
        "outcomes": st.dictionaries(
            st.sampled_from(STORIES), st.sampled_from(["passed", "failed", "skipped", None])
        ),
    }
)
WITHDRAWN = st.sets(st.sampled_from(["run-a", "run-b", "run-c"]), max_size=2)


def tell(ledger: Ledger) -> tuple[object, ...]:
    """All that can be asked of a ledger."""
    scopes = [ledger.load_runs(PROJECT, scope).runs for scope in ("scope-1", "scope-2")]
    return (
        ledger.load_memory(PROJECT),
        dict(ledger.list_digests()),
        scopes,
        list_states(ledger),
        ledger.load_run_headers(PROJECT, newest=9),
        ledger.list_withdrawals(),
        dict(ledger.load_durations(PROJECT)),
    )


def empty(address: str) -> None:
    engine = create_engine(make_url(address).set(drivername=_name_driver(address)))
    with engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(delete(table))
    engine.dispose()


def _name_driver(address: str) -> str:
    return "sqlite" if address.startswith("sqlite") else "postgresql+psycopg"


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(RUNS, max_size=5), withdrawn=WITHDRAWN, random=st.randoms(use_true_random=False))
def test_order_and_repetition_never_matter(  # noqa: PLR0913, PLR0917 - hypothesis names what it draws
    address: str,
    ledger: Ledger,
    make_run: MakeRun,
    made: list[dict[str, object]],
    withdrawn: set[str],
    random: Random,
) -> None:
    contents = [make_run(**values) for values in made]
    empty(address)
    for content in contents:
        ledger.append(content)
    ledger.append_withdrawals(map(withdraw, sorted(withdrawn)))
    in_order = tell(ledger)

    empty(address)
    ledger.append_withdrawals(map(withdraw, sorted(withdrawn)[:1]))
    for content in random.sample(contents * 2, k=len(contents) * 2):
        ledger.append(content)
    ledger.append_withdrawals(map(withdraw, sorted(withdrawn)))

    assert tell(ledger) == in_order


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(RUNS, max_size=5), withdrawn=WITHDRAWN)
def test_a_ledger_says_of_runs_what_the_folder_says(  # noqa: PLR0913, PLR0917 - as above
    address: str,
    ledger: Ledger,
    make_run: MakeRun,
    tmp_path_factory: pytest.TempPathFactory,
    made: list[dict[str, object]],
    withdrawn: set[str],
) -> None:
    empty(address)
    folder = tmp_path_factory.mktemp("evidence")
    for values in made:
        content = make_run(**values)
        (folder / name_closed(content)).write_bytes(content)
        ledger.append(content)
    ledger.append_withdrawals(map(withdraw, withdrawn))

    runs = load_runs(folder, withdrawn=map(withdraw, sorted(withdrawn)))

    kept = [run for scope in ("scope-1", "scope-2") for run in ledger.load_runs(PROJECT, scope).runs]
    assert {(run.file.name, bool(run.damage), run.withdrawal, run.items) for run in kept} == {
        (run.file.name, bool(run.damage), run.withdrawal, run.items) for run in runs
    }
    assert set(ledger.load_memory(PROJECT).cases) == {
        (item.story_id, item.fingerprint, run.header.environment)
        for run in runs
        if run.header is not None and run.withdrawal is None
        for item in run.items
    }


def test_a_ledger_that_is_opened_again_holds_what_it_held(address: str, make_run: MakeRun) -> None:
    with open_ledger(address) as ledger:
        ledger.append(make_run())

    with open_ledger(address) as ledger:
        assert len(ledger.list_digests()) == 1
