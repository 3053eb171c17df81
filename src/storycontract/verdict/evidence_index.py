"""Runs to evidence: what every recorded run says of every case."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self

from storycontract.evidence.folding import RecordedItem
from storycontract.evidence.record import Outcome, PlannedItem, RunHeader
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.verdict.case_verdict import CaseEvidence
from storycontract.verdict.judgement import Witness

_TRIED = (Outcome.PASSED, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class WeighedRun:
    """A recorded run, and how far it speaks of the code of today.

    `is_todays_scope` is true where the run started on the code of today; `passes_count` asks for more (the
    code stayed the same, the product has the same version, assertions were on). `why_not_fresh` is None
    where they count.
    """

    run: RecordedRun
    is_todays_scope: bool
    passes_count: bool
    reds_count: bool
    why_not_fresh: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class CaseKey:
    """What evidence is for: the text of a case, as a promise of one story."""

    story_id: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Binding:
    """Whether a case could run when it was last collected, and why not."""

    is_bound: bool
    problem: str | None


_UNBOUND = Binding(is_bound=False, problem=None)


@dataclass(frozen=True, slots=True)
class RememberedAttempt:
    """The newest attempt at a case that is left of runs about other code; it counts for nothing today."""

    story_id: str
    fingerprint: str
    witness: Witness


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is left of runs that are about other code.

    `bindings` are by (story id, fingerprint), `tried_stories` those of which a case ever passed or failed.
    """

    attempts: tuple[RememberedAttempt, ...] = ()
    bindings: Mapping[tuple[str, str], Binding] = field(default_factory=dict)
    tried_stories: frozenset[str] = frozenset()


_NOTHING = Remembered()
_LONG_AGO = ("", "")

_KeyOf = Callable[[RecordedItem | PlannedItem | RememberedAttempt], CaseKey]


@dataclass(frozen=True, slots=True)
class _Planned:
    """What the newest run that planned a case said of its steps; `age` is its (start, run id)."""

    age: tuple[str, str]
    bindings: list[Binding]


@dataclass(frozen=True, slots=True)
class _Damage:
    """Evidence that cannot be read; `cases` is None where it may speak of every case.

    It goes by the name of its file: the run id it claims may be what is damaged. So may its project and its
    environment, which is why it concerns all of them.
    """

    run_name: str
    cases: frozenset[CaseKey] | None

    def concerns(self, key: CaseKey) -> bool:
        return self.cases is None or key in self.cases


@dataclass(frozen=True, slots=True)
class EvidenceIndex:
    """All evidence of a project by case and environment; the order in which runs arrive never matters."""

    _witnesses: Mapping[tuple[CaseKey, str], tuple[Witness, ...]]
    _variants: Mapping[tuple[CaseKey, str], frozenset[str]]
    _bindings: Mapping[CaseKey, Binding]
    _damages: tuple[_Damage, ...]
    _tried_stories: frozenset[str]

    @classmethod
    def gather(
        cls,
        runs: Iterable[WeighedRun],
        project: str,
        given_ids: Mapping[str, str] | None = None,
        remembered: Remembered = _NOTHING,
    ) -> Self:
        """Gather what the runs of `project` say; what was withdrawn says nothing.

        `given_ids` maps a derived story id to the one that the same story has been given since; `remembered`
        is what was shown on other code, by runs that are not among these.
        """
        key_of = partial(_key, given_ids or {})
        witnesses: dict[tuple[CaseKey, str], list[Witness]] = {}
        variants: dict[tuple[CaseKey, str], set[str]] = {}
        planned: dict[CaseKey, _Planned] = {}
        damages: list[_Damage] = []
        tried = _recall(remembered, given_ids or {}, witnesses, planned)
        for weighed in runs:
            header = weighed.run.header
            if weighed.run.withdrawal is not None:
                continue
            if header is None or weighed.run.damage is not None:
                damages.extend(_read_damage(weighed, key_of))
                continue
            if header.project != project:
                continue
            _add_witnesses(witnesses, weighed, header, key_of)
            _add_variants(variants, weighed, header, key_of)
            _add_bindings(planned, weighed.run, header, key_of)
        return cls(
            {place: _in_order(seen) for place, seen in witnesses.items()},
            {place: frozenset(names) for place, names in variants.items()},
            {key: _newest_binding(newest.bindings) for key, newest in planned.items()},
            tuple(sorted(damages, key=lambda damage: damage.run_name)),
            tried | {key.story_id for (key, _), seen in witnesses.items() if _was_tried(seen)},
        )

    def find_witnesses(self, key: CaseKey, environment: str) -> tuple[Witness, ...]:
        """Find every attempt at a case, oldest run first."""
        return self._witnesses.get((key, environment), ())

    def find_evidence(self, key: CaseKey, environment: str) -> CaseEvidence:
        """Find what a verdict on a case rests on."""
        witnesses = self.find_witnesses(key, environment)
        return CaseEvidence(
            observations=frozenset(seen.observation for seen in witnesses),
            listed_variants=self._variants.get((key, environment), frozenset()),
            has_unreadable=bool(self.find_damaged_runs(key)),
        )

    def find_damaged_runs(self, key: CaseKey) -> tuple[str, ...]:
        """Name the files of evidence that may speak of a case and cannot be read."""
        return tuple(damage.run_name for damage in self._damages if damage.concerns(key))

    def find_binding(self, key: CaseKey) -> Binding:
        """Tell whether all steps of a case had a function when it was last collected."""
        return self._bindings.get(key, _UNBOUND)

    def was_story_tried(self, story_id: str) -> bool:
        """Tell whether any case of a story ever passed or failed, whatever text and code then were."""
        return story_id in self._tried_stories


def _was_tried(witnesses: Iterable[Witness]) -> bool:
    return any(seen.attempt.outcome in _TRIED for seen in witnesses)


def _key(given_ids: Mapping[str, str], item: RecordedItem | PlannedItem | RememberedAttempt) -> CaseKey:
    return CaseKey(given_ids.get(item.story_id, item.story_id), item.fingerprint)


def _read_damage(weighed: WeighedRun, key_of: _KeyOf) -> Iterable[_Damage]:
    run = weighed.run
    if run.header is None:
        yield _Damage(run.file.name, cases=None)
    elif weighed.is_todays_scope:
        # A plan that is lost may have named anything.
        cases = frozenset(map(key_of, run.planned)) or None
        yield _Damage(run.file.name, cases)


def _add_witnesses(
    witnesses: dict[tuple[CaseKey, str], list[Witness]],
    weighed: WeighedRun,
    header: RunHeader,
    key_of: _KeyOf,
) -> None:
    for item in weighed.run.items:
        seen = witnesses.setdefault((key_of(item), header.environment), [])
        seen.extend(
            Witness(
                run_id=header.run_id,
                run_started_utc=header.started_utc,
                environment=header.environment,
                attempt=attempt,
                passes_count=weighed.passes_count,
                reds_count=weighed.reds_count,
            )
            for attempt in item.attempts
        )


def _add_variants(
    variants: dict[tuple[CaseKey, str], set[str]], weighed: WeighedRun, header: RunHeader, key_of: _KeyOf
) -> None:
    if not weighed.is_todays_scope:
        return
    listed: tuple[RecordedItem | PlannedItem, ...] = (*weighed.run.planned, *weighed.run.items)
    for item in listed:
        variants.setdefault((key_of(item), header.environment), set()).add(item.variant)


def _recall(
    remembered: Remembered,
    given_ids: Mapping[str, str],
    witnesses: dict[tuple[CaseKey, str], list[Witness]],
    planned: dict[CaseKey, _Planned],
) -> frozenset[str]:
    for attempt in remembered.attempts:
        seen = replace(attempt.witness, passes_count=False, reds_count=False)
        witnesses.setdefault((_key(given_ids, attempt), seen.environment), []).append(seen)
    for (story_id, fingerprint), binding in remembered.bindings.items():
        key = CaseKey(given_ids.get(story_id, story_id), fingerprint)
        _add_binding(planned, key, _LONG_AGO, binding)
    return frozenset(given_ids.get(story_id, story_id) for story_id in remembered.tried_stories)


def _add_bindings(
    planned: dict[CaseKey, _Planned], run: RecordedRun, header: RunHeader, key_of: _KeyOf
) -> None:
    age = (header.started_utc, header.run_id)
    for item in run.planned:
        _add_binding(planned, key_of(item), age, Binding(item.bound, item.problem))


def _add_binding(
    planned: dict[CaseKey, _Planned], key: CaseKey, age: tuple[str, str], binding: Binding
) -> None:
    known = planned.get(key)
    if known is None or known.age < age:
        planned[key] = _Planned(age, [binding])
    elif known.age == age:
        known.bindings.append(binding)


def _newest_binding(bindings: Iterable[Binding]) -> Binding:
    told = tuple(bindings)
    problem = next((binding.problem for binding in told if binding.problem is not None), None)
    return Binding(any(binding.is_bound for binding in told), problem)


def _in_order(witnesses: Iterable[Witness]) -> tuple[Witness, ...]:
    # The same file copied twice is the same evidence.
    distinct = {_identity(seen): seen for seen in witnesses}
    return tuple(seen for _, seen in sorted(distinct.items()))


def _identity(seen: Witness) -> tuple[str, str, str, int, str, str, str]:
    attempt = seen.attempt
    return (
        seen.run_started_utc,
        seen.run_id,
        attempt.started_utc,
        attempt.attempt,
        attempt.node_id,
        attempt.variant,
        attempt.outcome.value,
    )
