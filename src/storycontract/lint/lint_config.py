"""What a project has settled for the linter, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storycontract.lint.finding import Severity
from storycontract.lint.options import DEFAULT_OPTIONS, Limits, LintOptions, Surface, Term
from storycontract.lint.rule import Profile

DEFAULT_BASELINE = ".storycontract/lint-baseline.json"

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """What holds otherwise for the files that some globs match."""

    paths: Names
    extend_select: Names = ()
    ignore: Names = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    surface: Surface | None = None


@dataclass(frozen=True, slots=True)
class LintConfig:
    """The settings of the linter, checked; names of rules are not."""

    profile: Profile = Profile.RECOMMENDED
    select: Names = ()
    extend_select: Names = ()
    ignore: Names = ()
    ready: Names = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.WARNING
    options: LintOptions = DEFAULT_OPTIONS
    baseline: str = DEFAULT_BASELINE
    overrides: tuple[Override, ...] = ()


DEFAULT_CONFIG = LintConfig()


def make_config(values: Mapping[str, Any]) -> LintConfig:
    """Make the configuration of checked values, as JSON would hold them, keys with underscores."""
    return LintConfig(
        profile=Profile(values["profile"]),
        select=tuple(values["select"]),
        extend_select=tuple(values["extend_select"]),
        ignore=tuple(values["ignore"]),
        ready=tuple(values["ready"]),
        severity=_severities(values["severity"]),
        fail_on=Severity(values["fail_on"]),
        options=_options(values),
        baseline=values["baseline"],
        overrides=tuple(_override(each) for each in values["overrides"]),
    )


def _options(values: Mapping[str, Any]) -> LintOptions:
    glossary: Sequence[Mapping[str, Any]] = values["glossary"]
    return LintOptions(
        surface=_surface(values["surface"]),
        personas=tuple(values["personas"]),
        glossary=tuple(Term(entry["term"], tuple(entry["avoid"])) for entry in glossary),
        # What the glossary names is the project's own word.
        allow=frozenset(
            word.casefold() for word in (*values["allow"], *(entry["term"] for entry in glossary))
        ),
        limits=Limits(**{key.replace("-", "_"): value for key, value in values["limits"].items()}),
    )


def _override(values: Mapping[str, Any]) -> Override:
    return Override(
        paths=tuple(values["paths"]),
        extend_select=tuple(values["extend_select"]),
        ignore=tuple(values["ignore"]),
        severity=_severities(values["severity"]),
        surface=_surface(values["surface"]),
    )


def _severities(values: Mapping[str, str]) -> dict[str, Severity]:
    return {name: Severity(value) for name, value in values.items()}


def _surface(value: str | None) -> Surface | None:
    return None if value is None else Surface(value)
