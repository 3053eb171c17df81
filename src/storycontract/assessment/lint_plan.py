"""Settings and command line to what holds for each feature file."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from storycontract.errors import SettingsError, UsageError
from storycontract.lint.file_plan import FilePlan
from storycontract.lint.finding import Severity
from storycontract.lint.lint_config import LintConfig, Override
from storycontract.lint.options import DEFAULT_OPTIONS, LintOptions
from storycontract.lint.rule import LintRule, Profile
from storycontract.lint.selection import Selection, find_rule, select_rules

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

WHERE = "pyproject.toml [tool.storycontract.lint]"


class RuleChoice(NamedTuple):
    """What the command line says about rules; what it leaves open the settings decide."""

    profile: Profile | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(slots=True)
class LintPlan:
    """What holds for each file; files for which the same holds share one plan.

    Unless the run `is_whole`, rules that need all of the project are not asked.
    """

    base: FilePlan
    overrides: Sequence[tuple["GitIgnoreSpec", Override]]
    all_rules: Sequence[LintRule]
    is_whole: bool = True
    _known: dict[tuple[int, ...], FilePlan] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[LintRule, ...]:
        """The rules that hold for any file."""
        names = {rule.name for rule in self.base.rules}
        names |= {name for _, override in self.overrides for name in override.extend_select}
        asked = (rule for rule in self.all_rules if self.is_whole or not rule.needs_whole)
        return tuple(rule for rule in asked if rule.name in names)

    def find_plan(self, path: str) -> FilePlan:
        """Find what holds for a file."""
        if not self.overrides:
            return self.base
        matching = tuple(index for index, (spec, _) in enumerate(self.overrides) if spec.match_file(path))
        if matching not in self._known:
            self._known[matching] = self._override(matching)
        return self._known[matching]

    def list_unused_globs(self, paths: Sequence[str]) -> list[str]:
        """List the globs of overrides that none of some paths matches."""
        return [
            glob
            for _, override in self.overrides
            for glob in override.paths
            # One that takes away what others match is of use where it would match by itself.
            if not any(_compile([glob.removeprefix("!")]).match_file(path) for path in paths)
        ]

    def _override(self, matching: tuple[int, ...]) -> FilePlan:
        plan = self.base
        for index in matching:
            override = self.overrides[index][1]
            names = {rule.name for rule in plan.rules} - set(override.ignore) | set(override.extend_select)
            options = replace(plan.options, surface=override.surface or plan.options.surface)
            plan = FilePlan(
                rules=tuple(rule for rule in self.all_rules if rule.name in names),
                severities={**plan.severities, **override.severity},
                options=options,
            )
        return plan


def build_plan(
    config: LintConfig,
    choice: RuleChoice,
    rules: Sequence[LintRule],
    *,
    has_code: bool = True,
    is_whole: bool = True,
) -> LintPlan:
    """Build the plan of a run; unless the project `has_code`, rules that read it are left out.

    Raises:
        UsageError: a name is no rule's, or a rule that nothing silences is to be silenced.
    """
    for name in choice.ignore:
        _check_silenceable(find_rule(rules, name, "--ignore"), "--ignore")
    for option, names in (("--select", choice.select), ("--extend-select", choice.extend_select)):
        for name in names:
            find_rule(rules, name, option)
    _check_settings(config, rules)
    chosen = select_rules(rules, _selection(config, choice))
    severities = _by_name(config.severity, rules)
    overrides = [(_compile(override.paths), _rename(override, rules)) for override in config.overrides]
    base = FilePlan([each for each in chosen if has_code or not each.reads_code], severities, config.options)
    known = tuple(each for each in rules if has_code or not each.reads_code)
    return LintPlan(base, overrides, known, is_whole)


def _selection(config: LintConfig, choice: RuleChoice) -> Selection:
    if choice.select:
        return Selection(only=choice.select, extra=choice.extend_select, ignore=choice.ignore)
    return Selection(
        profile=choice.profile or config.profile,
        only=() if choice.profile else config.select,
        extra=(*config.extend_select, *choice.extend_select),
        ignore=(*config.ignore, *choice.ignore),
        ready=config.ready,
    )


def _check_settings(config: LintConfig, rules: Sequence[LintRule]) -> None:
    for key, names in (
        ("select", config.select),
        ("extend-select", config.extend_select),
        ("ready", config.ready),
    ):
        _find_all(rules, names, key)
    _check_table(rules, "", config.ignore, config.severity)
    for index, override in enumerate(config.overrides):
        prefix = f"overrides.{index}."
        _find_all(rules, override.extend_select, f"{prefix}extend-select")
        _check_table(rules, prefix, override.ignore, override.severity)


def _check_table(
    rules: Sequence[LintRule], prefix: str, ignore: Sequence[str], severity: Mapping[str, Severity]
) -> None:
    for rule in _find_all(rules, ignore, f"{prefix}ignore"):
        _check_silenceable(rule, f"{WHERE} `{prefix}ignore`")
    for rule, wanted in zip(_find_all(rules, severity, f"{prefix}severity"), severity.values(), strict=True):
        if rule.structural and not wanted.is_at_least(rule.severity):
            _refuse(rule, f"{WHERE} `{prefix}severity`")


def _find_all(rules: Sequence[LintRule], names: Iterable[str], key: str) -> list[LintRule]:
    try:
        return [find_rule(rules, name) for name in names]
    except UsageError as error:
        raise SettingsError(error.problem, fix=error.fix, where=f"{WHERE} `{key}`") from error


def _check_silenceable(rule: LintRule, where: str) -> None:
    if rule.structural:
        _refuse(rule, where)


def _refuse(rule: LintRule, where: str) -> None:
    raise UsageError(
        f"nothing silences `{rule.name}`",
        fix="mend what it flags: a story of which it holds cannot be shown to be done",
        where=where,
    )


def _by_name(severity: Mapping[str, Severity], rules: Sequence[LintRule]) -> dict[str, Severity]:
    return {find_rule(rules, name).name: wanted for name, wanted in severity.items()}


def _rename(override: Override, rules: Sequence[LintRule]) -> Override:
    """Put the names that rules have today into an override."""
    return replace(
        override,
        extend_select=tuple(find_rule(rules, name).name for name in override.extend_select),
        ignore=tuple(find_rule(rules, name).name for name in override.ignore),
        severity=_by_name(override.severity, rules),
    )


def digest_choice(config: LintConfig, choice: RuleChoice) -> str:
    """Digest all that decides about rules, before any rule is at hand."""
    # A set has no order of its own.
    text = f"{replace(config, options=DEFAULT_OPTIONS)}\n{choice}\n{_spell(config.options)}"
    return hashlib.sha256(text.encode()).hexdigest()


def _spell(options: LintOptions) -> str:
    return f"{replace(options, allow=frozenset())}\n{sorted(options.allow)}"


def _compile(globs: Sequence[str]) -> "GitIgnoreSpec":
    # Few projects have overrides, and only they pay for the import.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    return GitIgnoreSpec.from_lines(globs)
