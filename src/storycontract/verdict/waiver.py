"""Waivers: what a team lets pass for a while; the gate asks for them, a verdict never (DESIGN section 9)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.sidecar import Day, Fingerprint, SidecarModel, Version, Words

LONGEST_DAYS = 30

# What passed needs no waiver, and of what cannot be read nobody knows what it would let pass.
WAIVABLE = tuple(
    verdict for verdict in CaseVerdict if verdict not in {CaseVerdict.PASSED, CaseVerdict.UNREADABLE}
)


def _check_waivable(verdict: CaseVerdict) -> CaseVerdict:
    if verdict not in WAIVABLE:
        raise ValueError(f"`{verdict}` cannot be waived, only {', '.join(WAIVABLE)}")
    return verdict


WaivableVerdict = Annotated[
    CaseVerdict, AfterValidator(_check_waivable), Field(json_schema_extra={"enum": list(WAIVABLE)})
]


class Waiver(SidecarModel):
    """One criterion, as it was written on the day `created`, may be what `verdicts` say until `expires`."""

    story: Words = Field(description="id of the story, exactly")
    criterion: Words = Field(description="id of the criterion, exactly")
    fingerprint: Fingerprint = Field(description="fingerprint of the criterion, or its first 12 digits")
    verdicts: tuple[WaivableVerdict, ...] = Field(min_length=1, description="case verdicts that may stand")
    reason: Words = Field(description="why it may stand, for everyone to read")
    owner: Words = Field(description="who answers for it")
    ticket: Words = Field(description="where its mending is tracked")
    created: Day = Field(description="the first day (UTC) on which it holds")
    expires: Day = Field(description=f"the last day (UTC), at most {LONGEST_DAYS} days after `created`")

    @model_validator(mode="after")
    def _check_days(self) -> Self:
        days = (self.expires - self.created).days
        if days < 0:
            raise ValueError(f"it expires on {self.expires}, before it was created on {self.created}")
        if days > LONGEST_DAYS:
            raise ValueError(f"it holds for {days} days, at most {LONGEST_DAYS} are allowed")
        return self

    def is_for(self, criterion: str, fingerprint: str) -> bool:
        """Tell whether it was written for this criterion as it stands."""
        return self.criterion == criterion and fingerprint.startswith(self.fingerprint)

    def holds_on(self, day: date) -> bool:
        """Tell whether a day lies within its time, both ends included."""
        return self.created <= day <= self.expires

    def overlaps(self, other: "Waiver") -> bool:
        """Tell whether both would let the same pass on the same day."""
        ids = (self.story, self.criterion) == (other.story, other.criterion)
        prints = (self.fingerprint, other.fingerprint)
        is_same_text = prints[0].startswith(prints[1]) or prints[1].startswith(prints[0])
        is_same_time = self.created <= other.expires and other.created <= self.expires
        return ids and is_same_text and is_same_time and not set(self.verdicts).isdisjoint(other.verdicts)


def covers_all(verdicts: Iterable[CaseVerdict], waived: Iterable[CaseVerdict]) -> bool:
    """Tell whether everything that did not pass is waived."""
    return set(verdicts) <= {*waived, CaseVerdict.PASSED}


class WaiverFile(SidecarModel):
    """What the gate lets pass for a while: `.storycontract/waivers.yaml`."""

    version: Version = 1
    waivers: tuple[Waiver, ...] = ()
