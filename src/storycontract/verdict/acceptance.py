"""Manual evidence: what a person says of a case that only people can check (DESIGN section 9)."""

import re
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from storycontract.evidence.record import Text
from storycontract.verdict.sidecar import Day, Fingerprint, Moment, SidecarModel, Version, Words, day_of

USUAL_DAYS = 30
LONGEST_DAYS = 90

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,16}")


class AcceptanceResult(StrEnum):
    """What the person saw."""

    PASSED = "passed"
    FAILED = "failed"


def _check_bare(name: str) -> str:
    if name != PurePosixPath(name).name or "\\" in name:
        raise ValueError(f"`{name}` is no name of a file without folders")
    return name


class Attachment(SidecarModel):
    """A file that shows what the person saw; it is kept under its digest."""

    name: Annotated[Words, AfterValidator(_check_bare)] = Field(description="what the file was called")
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

    @property
    def file_name(self) -> str:
        """Name the file that keeps it."""
        suffix = PurePosixPath(self.name).suffix
        return self.sha256 + (suffix if _SUFFIX.fullmatch(suffix) else "")


class Acceptance(SidecarModel):
    """Somebody checked manual cases of a criterion in one environment, and answers for it until `expires`.

    `result` may be that they do not work.
    """

    story: Words = Field(description="id of the story")
    criterion: Words = Field(description="id of the criterion")
    cases: tuple[Fingerprint, ...] = Field(min_length=1, description="fingerprints of the cases checked")
    result: AcceptanceResult = Field(description="whether they work")
    environment: Words = Field(description="where they were checked")
    product_version: Words | None = Field(default=None, description="version of the product that was checked")
    by: Words = Field(description="who checked them")
    at: Moment = Field(description="when, with its time zone")
    expires: Day = Field(description=f"the last day (UTC) it counts, at most {LONGEST_DAYS} days after `at`")
    note: Text | None = Field(default=None, description="what else is to be known")
    attachments: tuple[Attachment, ...] = Field(default=(), description="files that show what was seen")

    @model_validator(mode="after")
    def _check_days(self) -> Self:
        days = (self.expires - day_of(self.at)).days
        if days < 0:
            raise ValueError(f"it expires on {self.expires}, before it was checked")
        if days > LONGEST_DAYS:
            raise ValueError(f"it counts for {days} days, at most {LONGEST_DAYS} are allowed")
        return self

    @property
    def day(self) -> date:
        """The day on which it was checked, in UTC."""
        return day_of(self.at)

    def names_case(self, fingerprint: str) -> bool:
        """Tell whether it speaks of a case as it stands."""
        return any(fingerprint.startswith(known) for known in self.cases)


class AcceptedFile(SidecarModel):
    """What people checked by hand: `.storycontract/accepted.yaml`."""

    version: Version = 1
    accepted: tuple[Acceptance, ...] = ()
