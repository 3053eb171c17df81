"""What became of every story over time, and what was lost and gained since a base."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from storycontract.assessment.comparing import find_base, find_run_before
from storycontract.evidence.record import StoryStamp
from storycontract.ledger.history import StoryPast
from storycontract.ledger.ledger import Ledger
from storycontract.report.history_entry import (
    TREND,
    RecentStates,
    StoryHistory,
    describe_comparison,
    describe_strip,
    describe_trend,
)
from storycontract.report.stories import ComparisonEntry, TrendEntry
from storycontract.verdict.comparison import compare_with, list_names
from storycontract.verdict.flagging import WhenDone
from storycontract.verdict.judgement import StoryJudgement, StoryVerdict


@dataclass(frozen=True)
class Teller:
    """Asks the ledger about earlier states of one project; each question once."""

    ledger: Ledger
    project: str

    @cached_property
    def pasts(self) -> Mapping[str, StoryPast]:
        """What is known of every story that ever was, by the id it had."""
        return self.ledger.load_story_pasts(self.project)

    @cached_property
    def recent(self) -> RecentStates:
        """The newest states, oldest first."""
        return self.ledger.load_recent_states(self.project, TREND)

    @property
    def when_done(self) -> dict[str, WhenDone]:
        """What every story that ever was done was like when it last was."""
        return {
            story_id: WhenDone(past.fingerprint, past.binding)
            for story_id, past in self.pasts.items()
            if past.fingerprint is not None
        }

    def tell(self, stories: Iterable[StoryJudgement]) -> dict[str, StoryHistory]:
        """Tell the history of stories by id; what another id had counts where `@was` names it."""
        return {story.id: self._tell_one(story) for story in stories if story.story is not None}

    def tell_trend(self) -> tuple[TrendEntry, ...]:
        """Tell how many stories had which verdict, state by state."""
        return describe_trend(self.recent)

    def compare(
        self, stories: Sequence[StoryJudgement], *, wanted: str | None, scope_digest: str, root: Path
    ) -> ComparisonEntry | None:
        """Compare with a base, by default the full run before; None where there is none.

        Raises:
            CannotDecideError: nothing was recorded on the base that is wanted.
        """
        if wanted is None:
            base = find_run_before(self.recent, scope_digest)
        else:
            base = find_base(self.ledger, self.project, wanted, root)
        if base is None:
            return None
        before = {
            story_id: (StoryVerdict(record.verdict), record.title or story_id)
            for story_id, record in self.ledger.load_story_verdicts(base.state).items()
        }
        return describe_comparison(base.name, base.state, compare_with(before, stories))

    def _tell_one(self, story: StoryJudgement) -> StoryHistory:
        names = list_names(story)
        known = [self.pasts[name] for name in names if name in self.pasts]
        past = next((past for past in known if past.last_done is not None), next(iter(known), None))
        return StoryHistory(
            past=past, contract=self._find_contract(past, names), strip=describe_strip(names, self.recent)
        )

    def _find_contract(self, past: StoryPast | None, names: Sequence[str]) -> StoryStamp | None:
        if past is None or past.contract_digest is None:
            return None
        stamps = self._load_contract(past.contract_digest)
        return next((stamps[name] for name in names if name in stamps), None)

    def _load_contract(self, digest: str) -> Mapping[str, StoryStamp]:
        if digest not in self._contracts:
            self._contracts[digest] = {stamp.id: stamp for stamp in self.ledger.load_contract(digest)}
        return self._contracts[digest]

    @cached_property
    def _contracts(self) -> dict[str, Mapping[str, StoryStamp]]:
        return {}
