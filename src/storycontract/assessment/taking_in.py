"""Evidence of a project: what lies in its folder goes into the ledger, and the ledger is asked for all."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from storycontract.assessment.rival_runs import settle_rivals
from storycontract.evidence.reading import load_runs
from storycontract.evidence.record import Attempt, Withdrawal
from storycontract.evidence.recorded_run import RecordedRun, record_damaged
from storycontract.evidence.run_file import is_closed_name, read_closed
from storycontract.evidence.withdrawal_file import FILE_NAME as WITHDRAWALS
from storycontract.evidence.withdrawal_file import load_withdrawals
from storycontract.ledger.ledger import Ledger
from storycontract.ledger.memory import CaseMemory, Memory
from storycontract.verdict.evidence_index import Binding, Remembered, RememberedAttempt
from storycontract.verdict.judgement import Witness


@dataclass(frozen=True, slots=True)
class KnownEvidence:
    """What is known of a project: every run on the code of today in full, and what is left of the others.

    `runs` hold what lies in the folder and could not be taken in (damaged, or still open), too.
    """

    runs: tuple[RecordedRun, ...]
    remembered: Remembered


def take_in(ledger: Ledger, project: str, evidence_folder: Path) -> tuple[RecordedRun, ...]:
    """Take every closed, intact run of a project into the ledger; give what else lies in the folder.

    Raises:
        LedgerError: the ledger cannot be written to; the files stay where they are.
    """
    ledger.append_withdrawals(_find_withdrawals(evidence_folder))
    found = load_runs(evidence_folder, known=ledger.list_digests(), withdrawn=ledger.list_withdrawals())
    return tuple(_append_intact(ledger, project, found))


def gather_evidence(  # noqa: PLR0913 - the first two are sources, the others what is asked
    ledger: Ledger,
    left_over: Iterable[RecordedRun],
    *,
    project: str,
    scope_digest: str,
    fingerprints: Iterable[str],
    evidence_folder: Path,
) -> KnownEvidence:
    """Gather all that is known of the cases with these fingerprints.

    `left_over` is what could not be taken in. A run of the ledger whose file in the folder is not what was
    written is damaged: nobody can say which of the two is true.
    """
    stored = ledger.load_runs(project, scope_digest).runs
    loaded = settle_rivals(left_over, _check_files(stored, evidence_folder))
    memory = ledger.load_memory(project, fingerprints)
    return KnownEvidence(loaded, _remember(memory, {run.run_id for run in loaded}))


def _find_withdrawals(evidence_folder: Path) -> Iterator[Withdrawal]:
    for file in sorted(evidence_folder.rglob(WITHDRAWALS)):
        yield from load_withdrawals(file).records


def _append_intact(ledger: Ledger, project: str, found: Iterable[RecordedRun]) -> Iterator[RecordedRun]:
    for run in found:
        is_ours = run.header is not None and run.header.project == project
        if is_ours and run.damage is None and run.end is not None and is_closed_name(run.file.name):
            ledger.append(run.file)
        else:
            yield run


def _check_files(runs: Iterable[RecordedRun], evidence_folder: Path) -> Iterator[RecordedRun]:
    nearest_last = sorted(evidence_folder.rglob("*.jsonl"), key=lambda file: (-len(file.parts), str(file)))
    files = {file.name: file for file in nearest_last}
    for run in runs:
        file = files.get(run.file.name)
        if file is None:
            yield run
        elif _is_intact(file):
            yield replace(run, file=file)
        else:
            found = read_closed(file)
            yield record_damaged(found, run.withdrawal, found.damage or "it changed while it was read")


def _is_intact(file: Path) -> bool:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == file.stem
    except OSError:
        return False


def _remember(memory: Memory, loaded: set[str]) -> Remembered:
    return Remembered(
        attempts=tuple(
            _recall(story_id, fingerprint, environment, case)
            for (story_id, fingerprint, environment), case in memory.cases.items()
            if case.run_id not in loaded
        ),
        bindings=_bind(memory),
        tried_stories=memory.tried_stories,
    )


def _recall(story_id: str, fingerprint: str, environment: str, case: CaseMemory) -> RememberedAttempt:
    attempt = Attempt(
        node_id=case.node_id,
        story_id=story_id,
        criterion_id=case.criterion_id,
        fingerprint=fingerprint,
        variant=case.variant,
        attempt=case.attempt,
        outcome=case.outcome,
        started_utc=case.attempt_started_utc,
        duration_ms=case.duration_ms,
        steps=(),
        checks_nothing=case.checks_nothing,
    )
    witness = Witness(
        run_id=case.run_id,
        run_started_utc=case.run_started_utc,
        environment=environment,
        attempt=attempt,
        passes_count=False,
        reds_count=False,
    )
    return RememberedAttempt(story_id, fingerprint, witness)


def _bind(memory: Memory) -> Mapping[tuple[str, str], Binding]:
    return {key: Binding(binding.is_bound, binding.problem) for key, binding in memory.bindings.items()}
