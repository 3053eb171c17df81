"""What became of every story over time, and what was lost and gained since a base."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from storycontract.assessment.comparing import Base
from storycontract.evidence.record import StoryStamp
from storycontract.ledger.history import DONE, StoryPast, StoryStateRecord
from storycontract.ledger.ledger import Ledger
from storycontract.report.history_entry import (
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
    """Asks the ledger about earlier states of one project, each question once.

    `recent` are the newest of them, oldest first; `base` is the one that today is compared with.
    """

    ledger: Ledger
    project: str
    recent: RecentStates
    base: Base | None

    @cached_property
    def pasts(self) -> Mapping[str, StoryPast]:
        """What is known of every story that ever was, by the id it had."""
        return self.ledger.load_story_pasts(self.project)

    @property
    def when_done(self) -> dict[str, WhenDone]:
        """What every story that ever was done was like when it last was."""
        return {
            story_id: WhenDone(past.fingerprint, past.binding)
            for story_id, past in self.pasts.items()
            if past.fingerprint is not None
        }

    @property
    def done_at_base(self) -> dict[str, WhenDone]:
        """What the stories were like that were done on the base."""
        return {
            story_id: WhenDone(record.fingerprint, record.binding)
            for story_id, record in self._at_base.items()
            if record.verdict == DONE
        }

    def tell(self, stories: Iterable[StoryJudgement]) -> dict[str, StoryHistory]:
        """Tell the history of stories by id; what another id had counts where `@was` names it."""
        return {story.id: self._tell_one(story) for story in stories if story.story is not None}

    def tell_trend(self) -> tuple[TrendEntry, ...]:
        """Tell how many stories had which verdict, state by state."""
        return describe_trend(self.recent)

    def compare(self, stories: Sequence[StoryJudgement]) -> ComparisonEntry | None:
        """Compare with the base; None where there is none."""
        if self.base is None:
            return None
        before = {
            story_id: (StoryVerdict(record.verdict), record.title or story_id)
            for story_id, record in self._at_base.items()
        }
        return describe_comparison(self.base.name, self.base.state, compare_with(before, stories))

    @cached_property
    def _at_base(self) -> Mapping[str, StoryStateRecord]:
        if self.base is None:
            return {}
        return self.ledger.load_story_verdicts(self.project, self.base.state.key)

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
