"""The sidecars of a project: what its team lets pass, and what people checked by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from storycontract.assessment.acceptance_file import ACCEPTANCE_FORM, load_manual_evidence
from storycontract.assessment.waiver_file import WAIVER_FORM, load_waivers
from storycontract.contract.contract import Contract
from storycontract.report.sidecar_entry import describe_sidecar_finding
from storycontract.report.stories import RemarkEntry
from storycontract.settings.settings import Settings
from storycontract.verdict.judgement import StoryJudgement
from storycontract.verdict.manual_evidence import ManualEvidence
from storycontract.verdict.sidecar import day_of
from storycontract.verdict.waiving import PlacedWaiver, find_idle_waivers, waive_stories


@dataclass(frozen=True, slots=True)
class Sidecars:
    """Waivers and manual evidence, as they stand on the day `today`."""

    waivers: tuple[PlacedWaiver, ...]
    manual: ManualEvidence
    today: date

    def waive(self, stories: Iterable[StoryJudgement]) -> tuple[StoryJudgement, ...]:
        """Put beside every story the waivers in force for it."""
        return waive_stories(stories, self.waivers, self.today)

    def remark(self, stories: Iterable[StoryJudgement]) -> tuple[RemarkEntry, ...]:
        """Say which entries are of no use."""
        judged = tuple(stories)
        waivers = find_idle_waivers(judged, self.waivers, self.today)
        accepted = self.manual.find_idle(judged)
        return (
            *(describe_sidecar_finding(found, WAIVER_FORM.shown) for found in waivers),
            *(describe_sidecar_finding(found, ACCEPTANCE_FORM.shown) for found in accepted),
        )


def load_sidecars(
    settings: Settings, contract: Contract, *, now_utc: str, product_versions: Mapping[str, str]
) -> Sidecars:
    """Load both sidecars; `product_versions` are those of today, by environment.

    Raises:
        UsageError: one of them says something that cannot be.
        CannotDecideError: one of them cannot be read.
    """
    today = day_of(datetime.fromisoformat(now_utc))
    return Sidecars(
        load_waivers(settings.root),
        load_manual_evidence(settings.root, contract, today=today, product_versions=product_versions),
        today,
    )
