"""Taking stock: what is known today of every story of a project."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from storycontract.assessment.comparing import find_base, find_run_before, remark_base
from storycontract.assessment.judging_past import judge_past_states
from storycontract.assessment.project_ledger import open_project_ledger
from storycontract.assessment.scope_of_project import read_scope
from storycontract.assessment.sidecars import load_sidecars
from storycontract.assessment.taking_in import gather_evidence, take_in
from storycontract.assessment.telling_history import Teller
from storycontract.assessment.weighing import explain_staleness, weigh_run
from storycontract.contract.contract import Contract
from storycontract.contract.derived_ids import match_derived_ids
from storycontract.evidence.freshness import TodayState
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.evidence.scope import Scope, load_manifest
from storycontract.gherkin_reader.project import load_contract
from storycontract.ledger.ledger import Ledger
from storycontract.lint.ready import find_ready_findings
from storycontract.report.history_entry import TREND
from storycontract.report.run_entry import describe_run
from storycontract.report.shard_entry import describe_shard_remark
from storycontract.report.stories import RemarkEntry, RunEntry, StoriesDocument
from storycontract.report.stories_document import build_document
from storycontract.report.stories_file import save_stories
from storycontract.settings.settings import Settings
from storycontract.verdict.contract_stamp import stamp_contract
from storycontract.verdict.contract_verdict import Ground, judge_contract, list_stale_runs
from storycontract.verdict.evidence_index import EvidenceIndex, WeighedRun
from storycontract.verdict.judgement import Staleness
from storycontract.verdict.shard_remark import find_shard_remarks

# Of the runs that count no more only so many are shown.
OLD_RUNS_SHOWN = 20


def take_stock(  # noqa: PLR0913 - all but the first say what today is
    settings: Settings,
    *,
    now_utc: str,
    output_paths: tuple[str, ...] = (),
    product_versions: Mapping[str, str] | None = None,
    scope: Scope | None = None,
    base: str | None = None,
) -> StoriesDocument:
    """Judge every story of the configured tree by all evidence there is, without running anything.

    `output_paths` are where pytest was told to write; `product_versions` what is deployed today, by
    environment; `scope` spares reading the files again to one who just has; `base` is what today is compared
    with (see `comparing.find_base`), by default the full run before.

    Raises:
        SettingsError: the globs of the settings leave no file that could make evidence stale.
        UsageError: a rule that the team adds to the `ready` profile is none, or a file of `.storycontract/`
            says something that cannot be.
        LedgerError: the ledger cannot be read or written.
        CannotDecideError: nothing was recorded on the base.
    """
    contract = load_contract(settings.root, settings.features, settings.story_tag_pattern)
    findings = find_ready_findings(contract, settings.lint.ready, settings.lint.config.options)
    scope = scope or read_scope(settings, output_paths)
    today = TodayState(scope.digest, product_versions or {})
    sidecars = load_sidecars(settings, contract, now_utc=now_utc, product_versions=today.product_versions)
    with open_project_ledger(settings) as ledger:
        weighed, evidence = _weigh(settings, ledger, contract, today)
        recent = ledger.load_recent_states(settings.product, TREND)
        compared = (
            find_run_before(recent, scope.digest)
            if base is None
            else find_base(ledger, settings.product, base, settings.root, now_utc=now_utc)
        )
        teller = Teller(ledger, settings.product, recent, compared)
        ground = Ground(
            evidence,
            settings.environments,
            manual=sidecars.manual,
            when_done=teller.when_done,
            done_at_base=teller.done_at_base,
        )
        judged = judge_contract(contract, findings, ground)
        stale_runs = list_stale_runs(judged)
        older = _load_older(settings, ledger, today, weighed, stale_runs)
        if stale_runs:
            # Only what is stale has to be compared file by file, so it is judged first without.
            staleness = _explain_runs((*weighed, *older), stale_runs, today, settings, scope)
            judged = judge_contract(contract, findings, replace(ground, staleness=staleness))
        comparison = teller.compare(judged)
        stamp = partial(
            stamp_contract, contract, findings, settings.environments, sidecars.manual.list_accepted_in
        )
        return build_document(
            product=settings.product,
            generated_utc=now_utc,
            scope_digest=scope.digest,
            environments=settings.environments,
            stories=sidecars.waive(judged),
            findings=findings,
            remarks=(
                *sidecars.remark(judged),
                *_remark_shards((*weighed, *older), today, settings),
                *remark_base(compared, comparison, scope.digest, stamp),
            ),
            runs=[_describe(run, settings) for run in (*weighed, *older)],
            histories=teller.tell(judged),
            comparison=comparison,
            trend=teller.tell_trend(),
        )


def write_stories(settings: Settings, document: StoriesDocument) -> Path:
    """Write the one result, and tell where.

    Raises:
        CannotDecideError: the file cannot be written.
    """
    save_stories(document, settings.stories_file)
    return settings.stories_file


def _weigh(
    settings: Settings, ledger: Ledger, contract: Contract, today: TodayState
) -> tuple[tuple[WeighedRun, ...], EvidenceIndex]:
    """Take in what is new; give the runs on the code of today, and all evidence of the cases of today."""
    left_over = take_in(ledger, settings.product, settings.evidence_folder)
    judge_past_states(ledger, settings.product)
    known = gather_evidence(
        ledger,
        left_over,
        project=settings.product,
        scope_digest=today.scope_digest,
        fingerprints=(case.fingerprint for story in contract.stories for case in story.cases),
        evidence_folder=settings.evidence_folder,
    )
    weighed = tuple(weigh_run(run, today) for run in known.runs)
    given_ids = match_derived_ids(contract.stories)
    return weighed, EvidenceIndex.gather(weighed, settings.product, given_ids, known.remembered)


def _load_older(
    settings: Settings,
    ledger: Ledger,
    today: TodayState,
    weighed: Iterable[WeighedRun],
    stale_runs: frozenset[str],
) -> tuple[WeighedRun, ...]:
    """Load what is worth showing of runs on other code: the newest, and those that stale cases rest on."""
    loaded = {run.run.run_id for run in weighed}
    headers = ledger.load_run_headers(settings.product, newest=OLD_RUNS_SHOWN, run_ids=stale_runs - loaded)
    return tuple(weigh_run(run, today) for run in headers if run.run_id not in loaded)


def _explain_runs(
    runs: Iterable[WeighedRun],
    wanted: frozenset[str],
    today: TodayState,
    settings: Settings,
    scope: Scope,
) -> dict[str, Staleness]:
    @cache
    def find_manifest(digest: str) -> Mapping[str, str] | None:
        return scope.manifest if digest == scope.digest else load_manifest(settings.evidence_folder, digest)

    return {
        weighed.run.run_id: explain_staleness(weighed.run, today, find_manifest)
        for weighed in runs
        if weighed.run.run_id in wanted
    }


def _remark_shards(
    runs: Iterable[WeighedRun], today: TodayState, settings: Settings
) -> Iterator[RemarkEntry]:
    found = find_shard_remarks((weighed.run for weighed in runs), today, settings.product)
    return map(describe_shard_remark, found)


def _describe(weighed: WeighedRun, settings: Settings) -> RunEntry:
    run = weighed.run
    foreign = run.header is not None and run.header.project != settings.product
    reason = f"it is about `{run.header.project}`" if foreign and run.header else weighed.why_not_fresh
    return describe_run(run, _relate(run, settings.root), reason)


def _relate(run: RecordedRun, root: Path) -> str:
    return run.file.relative_to(root).as_posix() if run.file.is_relative_to(root) else run.file.as_posix()
