"""Many processes, one run: nothing counts twice, nothing that began is forgotten."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storycontract.evidence.folding import RecordedItem, fold_items, fold_planned
from storycontract.evidence.record import Attempt, ItemStart, Outcome, PlannedItem, RunHeader
from storycontract.evidence.section import Section

PASSED, FAILED, ABORTED = Outcome.PASSED, Outcome.FAILED, Outcome.ABORTED
MakeSection = Callable[..., Section]


@pytest.fixture
def make_section(
    make_header: Callable[[], RunHeader], make_planned: Callable[[], PlannedItem]
) -> MakeSection:
    def make(*lines: ItemStart | Attempt, planned: tuple[PlannedItem, ...] | None = None) -> Section:
        return Section(
            header=make_header(),
            planned=(make_planned(),) if planned is None else planned,
            starts=tuple(line for line in lines if isinstance(line, ItemStart)),
            attempts=tuple(line for line in lines if isinstance(line, Attempt)),
            end=None,
        )

    return make


def outcomes(items: tuple[RecordedItem, ...]) -> list[list[Outcome]]:
    return [[attempt.outcome for attempt in item.attempts] for item in items]


def test_a_start_with_its_attempt_is_one_attempt(
    make_section: MakeSection, make_start: Callable[..., ItemStart], make_attempt: Callable[..., Attempt]
) -> None:
    items = fold_items([make_section(make_start(), make_attempt(PASSED))])

    assert outcomes(items) == [[PASSED]]


def test_a_start_alone_was_aborted(make_section: MakeSection, make_start: Callable[..., ItemStart]) -> None:
    items = fold_items([make_section(make_start())])

    assert outcomes(items) == [[ABORTED]]
    assert items[0].attempts[0].steps == ()


def test_an_item_whose_worker_died_and_that_passed_in_another_keeps_both(
    make_section: MakeSection, make_start: Callable[..., ItemStart], make_attempt: Callable[..., Attempt]
) -> None:
    dead = make_section(make_start())
    other = make_section(make_start(at_utc="2026-11-23T05:00:09Z"), make_attempt(PASSED))

    assert sorted(outcomes(fold_items([dead, other]))[0]) == [ABORTED, PASSED]


def test_a_later_attempt_tells_of_an_earlier_one_that_was_lost(
    make_section: MakeSection, make_attempt: Callable[..., Attempt]
) -> None:
    items = fold_items([make_section(make_attempt(PASSED, 2))])

    assert outcomes(items) == [[ABORTED, PASSED]]


def test_attempts_are_in_the_order_of_their_start(
    make_section: MakeSection, make_attempt: Callable[..., Attempt]
) -> None:
    items = fold_items([make_section(make_attempt(PASSED, 1)), make_section(make_attempt(FAILED, 0))])

    assert outcomes(items) == [[FAILED, PASSED]]


def test_the_same_line_twice_is_one_attempt(
    make_section: MakeSection, make_start: Callable[..., ItemStart], make_attempt: Callable[..., Attempt]
) -> None:
    lines = (make_start(), make_attempt(PASSED))

    assert outcomes(fold_items([make_section(*lines, *lines)])) == [[PASSED]]


def test_one_node_id_with_two_texts_is_two_items(
    make_section: MakeSection, make_attempt: Callable[..., Attempt]
) -> None:
    sections = [make_section(make_attempt(PASSED)), make_section(make_attempt(FAILED, fingerprint="f2"))]

    assert [(item.fingerprint, len(item.attempts)) for item in fold_items(sections)] == [("f1", 1), ("f2", 1)]


def test_what_several_workers_planned_is_planned_once(
    make_section: MakeSection, make_planned: Callable[..., PlannedItem]
) -> None:
    bound = make_section(planned=(make_planned(selected=False), make_planned("search")))
    unbound = make_section(planned=(make_planned(bound=False, problem="no step"),))

    planned = fold_planned([bound, unbound])

    assert [(item.node_id, item.selected, item.bound, item.problem) for item in planned] == [
        ("pay", True, False, "no step"),
        ("search", True, True, None),
    ]


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_processes_and_lines_never_matters(
    data: st.DataObject,
    make_section: MakeSection,
    make_start: Callable[..., ItemStart],
    make_attempt: Callable[..., Attempt],
) -> None:
    line = st.one_of(
        st.builds(make_start, st.integers(0, 3)),
        st.builds(make_attempt, st.sampled_from(Outcome), st.integers(0, 3)),
    )
    written = data.draw(st.lists(st.lists(line, max_size=5), max_size=4))
    shuffled = [data.draw(st.permutations(lines)) for lines in data.draw(st.permutations(written))]

    folded = fold_items([make_section(*lines) for lines in written])

    assert fold_items([make_section(*lines) for lines in shuffled]) == folded


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_start_is_ever_forgotten(
    data: st.DataObject,
    make_section: MakeSection,
    make_start: Callable[..., ItemStart],
    make_attempt: Callable[..., Attempt],
) -> None:
    numbers = data.draw(st.lists(st.integers(0, 3), min_size=1, unique=True))
    ended = data.draw(st.sets(st.sampled_from(numbers)))
    lines = [make_start(number) for number in numbers] + [make_attempt(PASSED, number) for number in ended]

    (item,) = fold_items([make_section(*lines)])

    assert {attempt.attempt for attempt in item.attempts} >= set(numbers)
    assert {attempt.attempt for attempt in item.attempts if attempt.outcome is PASSED} == ended
