"""The whole judgement to the document of stories.json."""

from collections.abc import Iterable, Mapping

from storycontract.lint.finding import Finding
from storycontract.report.history_entry import StoryHistory
from storycontract.report.run_entry import sort_runs
from storycontract.report.stories import (
    ComparisonEntry,
    GroupEntry,
    RemarkEntry,
    RollUpEntries,
    RunEntry,
    StoriesDocument,
    TrendEntry,
    VerdictCounts,
)
from storycontract.report.stories_entry import describe_story
from storycontract.verdict.judgement import StoryJudgement, StoryVerdict
from storycontract.verdict.roll_up import Dimension, RollUp, count_verdicts, roll_up

_NO_HISTORY = StoryHistory()


def build_document(  # noqa: PLR0913 - the parts of the document, all by keyword
    *,
    product: str,
    generated_utc: str,
    scope_digest: str,
    environments: tuple[str, ...],
    stories: tuple[StoryJudgement, ...],
    findings: Iterable[Finding],
    runs: Iterable[RunEntry],
    histories: Mapping[str, StoryHistory] | None = None,
    comparison: ComparisonEntry | None = None,
    trend: tuple[TrendEntry, ...] = (),
    remarks: Iterable[RemarkEntry] = (),
) -> StoriesDocument:
    """Build the document; `findings` are those of the `ready` profile, silenced ones included."""
    silenced = [finding for finding in findings if finding.is_suppressed]
    return StoriesDocument(
        product=product,
        generated_utc=generated_utc,
        scope_digest=scope_digest,
        environments=environments,
        counts=_describe_counts(count_verdicts(stories)),
        roll_ups=_describe_roll_ups(roll_up(stories)),
        remarks=tuple(remarks),
        comparison=comparison,
        trend=trend,
        runs=sort_runs(runs),
        stories=tuple(
            describe_story(
                story,
                [finding for finding in silenced if story.id in finding.story_ids],
                (histories or {}).get(story.id, _NO_HISTORY),
            )
            for story in stories
        ),
    )


def _describe_counts(counts: Mapping[StoryVerdict, int]) -> VerdictCounts:
    return VerdictCounts(
        total=sum(counts.values()), **{verdict.value: count for verdict, count in counts.items()}
    )


def _describe_roll_ups(groups: Iterable[RollUp]) -> RollUpEntries:
    by_dimension: dict[Dimension, list[GroupEntry]] = {dimension: [] for dimension in Dimension}
    for group in groups:
        entry = GroupEntry(name=group.name, counts=_describe_counts(group.counts))
        by_dimension[group.dimension].append(entry)
    return RollUpEntries(
        epic=tuple(by_dimension[Dimension.EPIC]),
        objective=tuple(by_dimension[Dimension.OBJECTIVE]),
        release=tuple(by_dimension[Dimension.RELEASE]),
        owner=tuple(by_dimension[Dimension.OWNER]),
    )
