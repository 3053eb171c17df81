"""What a project may set, and what holds where it sets nothing."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from storycontract.settings.lint_settings import LintSettings

DEFAULT_SECRETS = (
    # The forms in which credentials most often reach a failure message; a team adds its own to these.
    r"(?i)\b(?:password|passwd|secret|token|api[-_]?key)\b[\"']?\s*[:=]\s*[\"']?([^\s\"',;&]+)",
    r"(?i)\b(?:bearer|basic)\s+([A-Za-z0-9._~+/=-]{8,})",
    r"://[^/\s:@]+:([^/\s@]+)@",
)


LEDGER_FILE = "ledger.sqlite"

# Tags that decide whether and how a scenario is run.
_NO_IDS = ("skip", "xfail", "manual")


class BrowserEvidence(StrEnum):
    """When pictures and traces of the browser are kept."""

    ON_FAILURE = "on-failure"
    ALWAYS = "always"
    OFF = "off"


class UndefinedSteps(StrEnum):
    """What becomes of a scenario with a step that nobody has written."""

    FAIL = "fail"
    PENDING = "pending"


def _to_kebab(name: str) -> str:
    return name.replace("_", "-")


class Settings(BaseModel):
    """The `[tool.storycontract]` table of pyproject.toml; an empty one is enough.

    Paths and globs are relative to the project root, `root`, the folder of pyproject.toml.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_to_kebab, populate_by_name=True)

    root: Path = Field(exclude=True)
    product: str = Field(
        default="", description="name of the product, shown on reports; default: the project's name"
    )
    features: tuple[str, ...] = Field(
        default=("features",), description="folders or files that hold the contract"
    )
    steps: tuple[str, ...] = Field(
        default=("steps",), description="folders whose Python files hold step functions"
    )
    reports: str = Field(default="reports", description="folder for everything that is written")
    ledger: str = Field(
        default="",
        description="where evidence is kept over runs and machines: `sqlite:///path` or `postgresql://…`; "
        "the variable `STORYCONTRACT_LEDGER` goes before it; default: `ledger.sqlite` in the reports folder",
    )
    story_tag: str | None = Field(
        default=None,
        description="pattern of the tags of features and rules that are story ids, for example `JIRA-\\d+`",
    )
    environments: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        default=("default",), min_length=1, description="environments in which every case must pass"
    )
    undefined_steps: UndefinedSteps = Field(
        default=UndefinedSteps.FAIL, description="`fail` or `pending` (a skip that says so)"
    )
    step_index: bool = Field(
        default=True, description="match steps through the index; off: pytest-bdd's own search"
    )
    browser_evidence: BrowserEvidence = Field(
        default=BrowserEvidence.ON_FAILURE,
        description="when a screenshot and a trace of the browser are kept: `on-failure`, `always` or `off`",
    )
    browser_evidence_mb: int = Field(
        default=400, ge=0, description="how much of that one run may keep, in megabytes"
    )
    scope: tuple[str, ...] = Field(
        default=(),
        description="globs of the files whose change makes evidence stale; empty: all but `outputs`",
    )
    outputs: tuple[str, ...] = Field(
        default=(), description="globs of files that tests or builds write, so that they make nothing stale"
    )
    issue_link: str | None = Field(
        default=None, description="address of a story in your tracker, with `{id}` where its id goes"
    )
    secrets: tuple[str, ...] = Field(
        default=(), description="patterns masked in all evidence; a group masks only itself"
    )
    lint: LintSettings = Field(default=LintSettings(), description="what the linter looks for")

    @field_validator("story_tag", "secrets", mode="after")
    @classmethod
    def _compiles(cls, value: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        for pattern in (value,) if isinstance(value, str) else value or ():
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"`{pattern}` is no regular expression: {error}") from error
        return value

    @field_validator("story_tag", mode="after")
    @classmethod
    def _takes_ids_alone(cls, value: str | None) -> str | None:
        # An id is no part of a promise: a case that is switched off would be taken for its twin that passes.
        taken = [name for name in _NO_IDS if value and re.fullmatch(value, name)]
        if taken:
            raise ValueError(f"`{value}` takes `@{taken[0]}` for the id of a story")
        return value

    @field_validator("ledger", mode="after")
    @classmethod
    def _is_known_kind(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("a ledger is `sqlite:///path` or `postgresql://user@host/name`")
        return value

    @property
    def story_tag_pattern(self) -> re.Pattern[str] | None:
        """The compiled `story-tag`, None where none is set."""
        return re.compile(self.story_tag) if self.story_tag else None

    @property
    def secret_patterns(self) -> tuple[re.Pattern[str], ...]:
        """The built-in patterns and the project's own, compiled."""
        return tuple(re.compile(pattern) for pattern in (*DEFAULT_SECRETS, *self.secrets))

    @property
    def reports_folder(self) -> Path:
        """The absolute folder for everything that is written."""
        return self.root / self.reports

    @property
    def evidence_folder(self) -> Path:
        """The absolute folder of the evidence."""
        return self.reports_folder / "evidence"

    @property
    def ledger_url(self) -> str:
        """The address of the ledger; a SQLite file of a relative path lies below the project root."""
        kind, separator, path = self.ledger.partition(":///")
        if not self.ledger:
            return f"sqlite:///{self.reports_folder / LEDGER_FILE}"
        return f"{kind}{separator}{self.root / path}" if kind == "sqlite" else self.ledger

    @property
    def has_records(self) -> bool:
        """Whether anything was ever recorded in the reports folder."""
        return self.evidence_folder.exists() or (self.reports_folder / LEDGER_FILE).exists()

    @property
    def page_file(self) -> Path:
        """The absolute path of the page that people read."""
        return self.reports_folder / "index.html"

    @property
    def stories_file(self) -> Path:
        """The absolute path of the one result."""
        return self.reports_folder / "stories.json"
