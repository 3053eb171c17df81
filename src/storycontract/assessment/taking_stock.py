"""Taking stock: what is known today of every story of a project."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from storycontract.assessment.scope_of_project import read_scope
from storycontract.assessment.sidecars import load_sidecars
from storycontract.assessment.weighing import explain_staleness, weigh_run
from storycontract.contract.derived_ids import match_derived_ids
from storycontract.evidence.freshness import TodayState
from storycontract.evidence.reading import load_runs
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.evidence.scope import Scope, load_manifest
from storycontract.gherkin_reader.project import load_contract
from storycontract.lint.ready import find_ready_findings
from storycontract.report.run_entry import describe_run
from storycontract.report.shard_entry import describe_shard_remark
from storycontract.report.stories import RemarkEntry, RunEntry, StoriesDocument
from storycontract.report.stories_document import build_document
from storycontract.report.stories_file import save_stories
from storycontract.settings.settings import Settings
from storycontract.verdict.contract_verdict import Ground, judge_contract, list_stale_runs
from storycontract.verdict.evidence_index import EvidenceIndex, WeighedRun
from storycontract.verdict.judgement import Staleness
from storycontract.verdict.shard_remark import find_shard_remarks


def take_stock(
    settings: Settings,
    *,
    now_utc: str,
    output_paths: tuple[str, ...] = (),
    product_versions: Mapping[str, str] | None = None,
    scope: Scope | None = None,
) -> StoriesDocument:
    """Judge every story of the configured tree by all evidence there is, without running anything.

    `output_paths` are where pytest was told to write; `product_versions` what is deployed today, by
    environment; `scope` spares reading the files again to one who just has.

    Raises:
        SettingsError: the globs of the settings leave no file that could make evidence stale.
        UsageError: a rule that the team adds to the `ready` profile is none, or a file of `.storycontract/`
            says something that cannot be.
    """
    contract = load_contract(settings.root, settings.features, settings.story_tag_pattern)
    findings = find_ready_findings(contract, settings.lint.ready, settings.lint.config.options)
    scope = scope or read_scope(settings, output_paths)
    today = TodayState(scope.digest, product_versions or {})
    runs = tuple(weigh_run(run, today) for run in load_runs(settings.evidence_folder))
    given_ids = match_derived_ids(contract.stories)
    sidecars = load_sidecars(settings, contract, now_utc=now_utc, product_versions=today.product_versions)
    evidence = EvidenceIndex.gather(runs, settings.product, given_ids)
    ground = Ground(evidence, settings.environments, manual=sidecars.manual)
    judged = judge_contract(contract, findings, ground)
    stale_runs = list_stale_runs(judged)
    if stale_runs:
        # Only what is stale has to be compared file by file, so it is judged first without.
        staleness = _explain_runs(runs, stale_runs, today, settings, scope)
        judged = judge_contract(contract, findings, replace(ground, staleness=staleness))
    return build_document(
        product=settings.product,
        generated_utc=now_utc,
        scope_digest=scope.digest,
        environments=settings.environments,
        stories=sidecars.waive(judged),
        findings=findings,
        remarks=(*sidecars.remark(judged), *_remark_shards(runs, today, settings)),
        runs=[_describe(weighed, settings) for weighed in runs],
    )


def write_stories(settings: Settings, document: StoriesDocument) -> Path:
    """Write the one result, and tell where.

    Raises:
        CannotDecideError: the file cannot be written.
    """
    save_stories(document, settings.stories_file)
    return settings.stories_file


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
