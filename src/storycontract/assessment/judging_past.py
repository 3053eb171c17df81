"""Every state of the code that runs were recorded on is judged once, and kept for telling what was."""

from collections.abc import Iterable, Mapping

from storycontract.assessment.weighing import weigh_run
from storycontract.evidence.freshness import TodayState
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.ledger.contract_version import digest_contract
from storycontract.ledger.history import StateKey, StateVerdicts, StoryStateRecord
from storycontract.ledger.ledger import Ledger
from storycontract.verdict.evidence_index import EvidenceIndex
from storycontract.verdict.judgement import StoryVerdict
from storycontract.verdict.past_state import PastVerdict, judge_past_state

_SHOWN = frozenset({StoryVerdict.DONE.value, StoryVerdict.FAILING.value})


def judge_past_states(ledger: Ledger, project: str) -> None:
    """Judge every state on which something was recorded since it was last judged."""
    for key in ledger.list_unjudged_states(project):
        ledger.save_state(_judge_state(ledger, project, key))


def _judge_state(ledger: Ledger, project: str, key: StateKey) -> StateVerdicts:
    evidence = ledger.load_runs(project, key.scope_digest)
    runs = [run for run in evidence.runs if run.header is not None and run.header.project == project]
    then = TodayState(key.scope_digest, _list_versions(runs))
    index = EvidenceIndex.gather([weigh_run(run, then) for run in evidence.runs], project)
    judged = judge_past_state(
        ledger.load_contract(key.contract_digest), index, _list_environments(runs, key.contract_digest)
    )
    leaves_out = not any(_was_asked_for_all(run, key.contract_digest) for run in runs)
    records = {
        story_id: _record(verdict)
        for story_id, verdict in judged.items()
        if verdict.was_tried or not leaves_out
    }
    if evidence.has_pruned:
        records = _keep_told(ledger.load_story_verdicts(project, key), records)
    return StateVerdicts(project, key, evidence.revision, records)


def _keep_told(
    told: Mapping[str, StoryStateRecord], judged: Mapping[str, StoryStateRecord]
) -> dict[str, StoryStateRecord]:
    """Keep what was told by evidence that was pruned since, unless what is left shows more than a gap."""
    telling = {
        story_id: record
        for story_id, record in judged.items()
        if record.is_flaky or record.verdict in _SHOWN or story_id not in told
    }
    return {**told, **telling}


def _list_versions(runs: Iterable[RecordedRun]) -> Mapping[str, str]:
    """List the product version that each environment had last, by the start of its runs."""
    versions = {
        run.header.environment: run.header.product_version
        for run in sorted(runs, key=_started)
        if run.header is not None and run.withdrawal is None
    }
    return {environment: version for environment, version in versions.items() if version is not None}


def _list_environments(runs: Iterable[RecordedRun], contract_digest: str) -> tuple[str, ...]:
    headers = [run.header for run in sorted(runs, key=_started) if run.header is not None]
    about = [header for header in headers if digest_contract(header.contract) == contract_digest]
    return about[-1].required_environments if about else ("default",)


def _was_asked_for_all(run: RecordedRun, contract_digest: str) -> bool:
    header = run.header
    return (
        header is not None
        and header.selection.is_full
        and header.shard.total == 1
        and run.withdrawal is None
        and digest_contract(header.contract) == contract_digest
    )


def _started(run: RecordedRun) -> tuple[str, str]:
    return (run.header.started_utc if run.header else "", run.run_id)


def _record(verdict: PastVerdict) -> StoryStateRecord:
    return StoryStateRecord(
        verdict=verdict.verdict.value,
        is_flaky=verdict.is_flaky,
        is_specified=verdict.is_specified,
        fingerprint=verdict.fingerprint,
        binding=verdict.binding,
        title=verdict.title,
    )
