"""Documents as a hostile or careless world would fill them: sound in their numbers, with any text."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from storycontract.report.stories import (
    BaseEntry,
    CaseEntry,
    ComparisonEntry,
    CriterionEntry,
    EnvironmentEntry,
    ExampleEntry,
    MoveEntry,
    ReasonEntry,
    RemarkEntry,
    RollUpEntries,
    RunEntry,
    SelectionEntry,
    StaleEntry,
    StepEntry,
    StoriesDocument,
    StoryEntry,
    TrendEntry,
    VerdictCounts,
    WaiverEntry,
)
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import Flag, StoryVerdict

_NOW = "2026-11-23T10:00:00.000+00:00"
_ATTACKS = (
    "|", "`", "```", "\\", "\\|", "*b*", "_i_", "~~s~~", "$x$", "&lt;", "&#124;", "]]>", "<!--", "-->", "\"'",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details>", "</code>", "</text></svg>",
    "[click](https://evil.example)", "![x](//evil.example/x)", "<https://evil.example>", "https://evil.example/a",
    "www.evil.example", "mail@evil.example", "@team", "#12", "!34", "GH-56", "%78", "~label", ":tada:",
    "\r", "\n", "\r\n", "\n\n# heading\n", "\n\n- entry\n", "- ", "1. ", "> ", "===", "\u2028", "\t",
    "::error::forged", "::stop-commands::x", "##[error]forged", "%0A::error::forged", "%25", ",line=1",
    "\x00", "\x0b", "\x1b[31m", "\x85", "\u202e", "\u200f", "\ufffe", "\U0001f469\u200d\U0001f680",
    "\u0634\u0631\u0627\u0621",
)  # fmt: skip

hostile_text: SearchStrategy[str] = st.lists(
    st.one_of(st.sampled_from(_ATTACKS), st.text(max_size=6)), max_size=4
).map("".join)


def stories_documents(words: SearchStrategy[str] = hostile_text) -> SearchStrategy[StoriesDocument]:
    """Generate documents whose free text is made of these words."""
    return st.builds(
        _count_stories,
        product=words,
        stories=st.lists(_stories(words), max_size=6).map(tuple),
        runs=st.lists(_runs(words), max_size=2).map(tuple),
        comparison=st.none() | _comparisons(words),
        remarks=st.lists(_remarks(words), max_size=2).map(tuple),
    )


def count_verdicts(verdicts: Sequence[StoryVerdict]) -> VerdictCounts:
    """Count, as the document does."""
    return VerdictCounts(
        total=len(verdicts), **{verdict.value: verdicts.count(verdict) for verdict in StoryVerdict}
    )


def _count_stories(stories: tuple[StoryEntry, ...], **given: Any) -> StoriesDocument:
    comparison: ComparisonEntry | None = given["comparison"]
    trend = () if comparison is None else (_trend(comparison.base.run),)
    return StoriesDocument(
        generated_utc=_NOW,
        scope_digest="d" * 64,
        environments=("default",),
        counts=count_verdicts([story.verdict for story in stories]),
        roll_ups=RollUpEntries(epic=(), objective=(), release=(), owner=()),
        trend=trend,
        stories=stories,
        **given,
    )


def _trend(run: str) -> TrendEntry:
    counts = count_verdicts([StoryVerdict.DONE, StoryVerdict.UNSTARTED])
    return TrendEntry(run=run, at_utc=_NOW, commit=None, is_full=True, counts=counts, flaky=0, changed=0)


def _stories(words: SearchStrategy[str]) -> SearchStrategy[StoryEntry]:
    done = _story(words, StoryVerdict.DONE, st.just(CaseVerdict.PASSED), st.just(()))
    others = [verdict for verdict in StoryVerdict if verdict is not StoryVerdict.DONE]
    reasons = st.lists(_reasons(words), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        done, *(_story(words, verdict, st.sampled_from(CaseVerdict), reasons) for verdict in others)
    )


def _story(
    words: SearchStrategy[str],
    verdict: StoryVerdict,
    case_verdicts: SearchStrategy[CaseVerdict],
    reasons: SearchStrategy[tuple[ReasonEntry, ...]],
) -> SearchStrategy[StoryEntry]:
    return st.builds(
        StoryEntry,
        id=words,
        id_is_derived=st.booleans(),
        title=words,
        verdict=st.just(verdict),
        verdict_label=st.just(verdict.label),
        reasons=reasons,
        flags=st.lists(st.sampled_from(Flag), max_size=2, unique=True).map(tuple),
        path=words,
        line=_lines(),
        language=st.none(),
        epic=st.none() | words,
        objective=st.none(),
        owner=st.none() | words,
        priority=st.none(),
        release=st.none(),
        sprint=st.none(),
        depends=st.lists(words, max_size=1).map(tuple),
        was=st.just(()),
        tags=st.just(()),
        is_draft=st.just(value=False),
        narrative=st.none(),
        fingerprint=st.none(),
        silenced=st.just(()),
        waivers=st.lists(_waivers(words), max_size=1).map(tuple),
        criteria=st.lists(_criteria(words, case_verdicts), max_size=2).map(tuple),
    )


def _criteria(
    words: SearchStrategy[str], case_verdicts: SearchStrategy[CaseVerdict]
) -> SearchStrategy[CriterionEntry]:
    return st.builds(
        CriterionEntry,
        id=words,
        id_is_derived=st.booleans(),
        name=words,
        rule=st.none(),
        verdict=st.none(),
        fingerprint=st.just("c" * 64),
        path=words,
        line=_lines(),
        is_draft=st.just(value=False),
        cases=st.lists(_cases(words, case_verdicts), max_size=3).map(tuple),
    )


def _cases(
    words: SearchStrategy[str], case_verdicts: SearchStrategy[CaseVerdict]
) -> SearchStrategy[CaseEntry]:
    return st.builds(
        CaseEntry,
        name=words,
        fingerprint=st.just("f" * 64),
        verdict=case_verdicts,
        is_manual=st.booleans(),
        path=words,
        line=_lines(),
        example=st.lists(st.builds(ExampleEntry, column=words, value=words), max_size=2).map(tuple),
        steps=st.just(()),
        environments=st.lists(_cells(words), max_size=1).map(tuple),
        attempts=st.just(()),
        failing_step=st.none() | _steps(words),
        message=st.none() | words,
        problem=st.none() | words,
        duration_ms=st.none() | st.floats(min_value=0, max_value=1e6),
    )


def _cells(words: SearchStrategy[str]) -> SearchStrategy[EnvironmentEntry]:
    stale = st.builds(
        StaleEntry, changed=st.lists(words, max_size=4).map(tuple), cause=st.none() | words, advice=words
    )
    return st.builds(
        EnvironmentEntry,
        environment=words,
        verdict=st.sampled_from(CaseVerdict),
        stale=st.none() | stale,
        damaged_runs=st.just(()),
    )


def _steps(words: SearchStrategy[str]) -> SearchStrategy[StepEntry]:
    return st.builds(
        StepEntry,
        keyword=words,
        text=words,
        path=words,
        line=_lines(),
        outcome=st.just("failed"),
        duration_ms=st.just(1.0),
        message=st.none() | words,
        function=st.none() | words,
    )


def _reasons(words: SearchStrategy[str]) -> SearchStrategy[ReasonEntry]:
    return st.builds(
        ReasonEntry,
        code=st.just("failed"),
        count=st.just(1),
        sentence=words,
        path=words,
        line=_lines(),
        command=st.none() | words,
    )


def _waivers(words: SearchStrategy[str]) -> SearchStrategy[WaiverEntry]:
    return st.builds(
        WaiverEntry,
        criterion=words,
        verdicts=st.just((CaseVerdict.FAILED,)),
        reason=words,
        owner=words,
        ticket=words,
        expires=st.just("2026-12-01"),
    )


def _runs(words: SearchStrategy[str]) -> SearchStrategy[RunEntry]:
    return st.builds(
        RunEntry,
        id=words,
        file=words,
        project=words,
        started_utc=st.just(_NOW),
        ended_utc=st.none(),
        commit=st.none() | words,
        tree=st.none(),
        dirty=st.none(),
        scope_digest=st.none(),
        environment=st.none() | words,
        product_version=st.none(),
        selection=st.none()
        | st.builds(SelectionEntry, is_full=st.booleans(), reasons=st.lists(words, max_size=1).map(tuple)),
        shard=st.none(),
        complete=st.booleans(),
        why_incomplete=st.none() | words,
        is_fresh=st.booleans(),
        why_not_fresh=st.none(),
        withdrawn=st.none(),
        damage=st.none() | words,
    )


def _comparisons(words: SearchStrategy[str]) -> SearchStrategy[ComparisonEntry]:
    verdicts = st.none() | st.sampled_from(StoryVerdict)
    moves = st.lists(
        st.builds(MoveEntry, id=words, title=words, before=verdicts, after=verdicts), max_size=2
    ).map(tuple)
    base = st.builds(BaseEntry, name=words, run=words, at_utc=st.just(_NOW), commit=st.none() | words)
    return st.builds(ComparisonEntry, base=base, lost=moves, gained=moves, vanished=moves)


def _remarks(words: SearchStrategy[str]) -> SearchStrategy[RemarkEntry]:
    return st.builds(
        RemarkEntry,
        code=st.just("expired-waiver"),
        sentence=words,
        path=st.none() | words,
        line=st.none() | _lines(),
        stories=st.just(()),
    )


def _lines() -> SearchStrategy[int]:
    return st.integers(min_value=1, max_value=9_999)
