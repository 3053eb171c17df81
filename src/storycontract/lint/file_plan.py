"""What holds for one file: which rules, how grave each is, and which options they read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from storycontract.contract.step import Step
from storycontract.lint.context import DEFAULT_LANGUAGE
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.options import DEFAULT_OPTIONS, LintOptions
from storycontract.lint.rule import LintRule
from storycontract.lint.step_offer import StepOffer

Wording = tuple[str, str, str]


@dataclass(slots=True)
class LanguagePlan:
    """The rules for files in one language, by what they check.

    `to_ask` remembers for each wording of a step which rules have to be asked again when it comes up once
    more: those that had something to say, and those that looked at more than the words.
    """

    rules: dict[type[Any], tuple[LintRule, ...]]
    offer: StepOffer
    to_ask: dict[Wording, tuple[LintRule, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class FilePlan:
    """The rules for a file; `severities` replace those of the rules, by name."""

    rules: Sequence[LintRule]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: LintOptions = DEFAULT_OPTIONS

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the rules."""
        return frozenset(rule.name for rule in self.rules)

    @cached_property
    def structural(self) -> frozenset[str]:
        """The names of those that nothing silences."""
        return frozenset(rule.name for rule in self.rules if rule.structural)

    def for_language(self, language: str | None) -> LanguagePlan:
        """Choose the rules that have anything to say about files in a language; None: without a feature."""
        if language not in self._by_language:
            self._by_language[language] = self._choose(language)
        return self._by_language[language]

    def _choose(self, language: str | None) -> LanguagePlan:
        chosen = [
            rule
            for rule in self.rules
            if self.options.surface not in rule.muted_on and (language is None or rule.understands(language))
        ]
        nodes = {rule.checks for rule in chosen}
        on_steps = [rule for rule in chosen if rule.checks is Step]
        return LanguagePlan(
            rules={node: tuple(rule for rule in chosen if rule.checks is node) for node in nodes},
            offer=StepOffer(on_steps, load_lexicon(language or DEFAULT_LANGUAGE)),
        )

    @cached_property
    def _by_language(self) -> dict[str | None, LanguagePlan]:
        return {}
