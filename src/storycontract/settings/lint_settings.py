"""What a project may set for the linter."""

from dataclasses import fields

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, field_validator

from storycontract.lint.finding import Severity
from storycontract.lint.lint_config import DEFAULT_BASELINE, LintConfig, make_config
from storycontract.lint.names import suggest
from storycontract.lint.options import Limits, Surface
from storycontract.lint.rule import Profile

Names = tuple[str, ...]


def _to_kebab(name: str) -> str:
    return name.replace("_", "-")


LIMIT_KEYS = tuple(_to_kebab(field.name) for field in fields(Limits))


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_to_kebab, populate_by_name=True)


class GlossaryTerm(_Table):
    """One word of the project's language."""

    term: str = Field(min_length=1, description="the word to use")
    avoid: Names = Field(default=(), description="words it is to be used instead of")


class LintOverride(_Table):
    """What holds otherwise for some feature files; of several that match, the last one counts."""

    paths: Names = Field(min_length=1, description="globs of feature files, relative to the project root")
    extend_select: Names = Field(default=(), description="rules that run on them, too")
    ignore: Names = Field(default=(), description="rules that do not run on them")
    severity: dict[str, Severity] = Field(default={}, description="how grave a rule is there, by name")
    surface: Surface | None = Field(default=None, description="what kind of product they speak of")


class LintSettings(_Table):
    """The `[tool.storycontract.lint]` table of pyproject.toml."""

    profile: Profile = Field(
        default=Profile.RECOMMENDED, description="the rules that run: `ready`, `recommended` or `strict`"
    )
    select: Names = Field(default=(), description="rules that run in place of the profile's")
    extend_select: Names = Field(default=(), description="rules that run beside the profile's")
    ignore: Names = Field(default=(), description="rules that do not run")
    ready: Names = Field(
        default=(), description="rules the team adds to the `ready` profile: what they flag is not specified"
    )
    severity: dict[str, Severity] = Field(default={}, description="how grave a rule is, by name")
    fail_on: Severity = Field(
        default=Severity.WARNING, description="the least severity with which the command fails"
    )
    surface: Surface | None = Field(
        default=None,
        description="what kind of product it is (`ui`, `api`, `cli`, `library`, `data`), so that speaking of "
        "it is no leak",
    )
    personas: Names = Field(default=(), description="the roles that stories may name; empty: any")
    glossary: tuple[GlossaryTerm, ...] = Field(default=(), description="the project's own words")
    allow: Names = Field(default=(), description="words that no wording rule flags, but for those of `ready`")
    limits: dict[str, PositiveInt] = Field(
        default={}, description=f"how long things may be: {', '.join(LIMIT_KEYS)}"
    )
    baseline: str = Field(default=DEFAULT_BASELINE, description="file of the findings that are known")
    overrides: tuple[LintOverride, ...] = Field(
        default=(), description="what holds otherwise for some files: `[[tool.storycontract.lint.overrides]]`"
    )

    @field_validator("limits", mode="after")
    @classmethod
    def _names_limits(cls, value: dict[str, int]) -> dict[str, int]:
        for key in value:
            if key not in LIMIT_KEYS:
                remedy = suggest(key, LIMIT_KEYS, f"there are {', '.join(LIMIT_KEYS)}")
                raise ValueError(f"there is no limit `{key}`; {remedy}")
        return value

    @property
    def config(self) -> LintConfig:
        """The same as plain values."""
        return make_config(self.model_dump(mode="json"))
