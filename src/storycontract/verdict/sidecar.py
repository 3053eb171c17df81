"""What the files of `.storycontract/` have in common: entries that a person answers for, until a day."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from storycontract.contract.fingerprint import SHOWN_LENGTH
from storycontract.evidence.record import Text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})")


def _to_kebab(name: str) -> str:
    return name.replace("_", "-")


class SidecarModel(BaseModel):
    """A part of a sidecar: frozen, and strict about what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_to_kebab, populate_by_name=True)


def _read_day(value: object) -> object:
    # Numbers would be taken for seconds since 1970.
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError(f"`{value}` is no day, write it as 2026-11-30")
    return value


def _read_moment(value: object) -> object:
    if isinstance(value, str) and not _MOMENT.fullmatch(value):
        raise ValueError(f"`{value}` is no moment, write it as 2026-11-30T14:05:00Z")
    return value


def _strip(text: str) -> str:
    said = text.strip()
    if not said:
        raise ValueError("nothing is said")
    return said


Words = Annotated[Text, AfterValidator(_strip), Field(json_schema_extra={"minLength": 1})]
"""Text that somebody has to have written."""


def _read_version(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


Version = Annotated[Literal[1], BeforeValidator(_read_version)]
Day = Annotated[date, BeforeValidator(_read_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_read_moment)]

Fingerprint = Annotated[
    str,
    StringConstraints(pattern=rf"^[0-9a-f]{{{SHOWN_LENGTH},64}}$"),
    Field(description=f"the fingerprint, or its first {SHOWN_LENGTH} or more digits"),
]


def day_of(moment: datetime) -> date:
    """Give the day of a moment, in UTC."""
    return moment.astimezone(UTC).date()
