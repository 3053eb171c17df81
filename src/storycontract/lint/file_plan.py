"""What holds for one file: which rules, how grave each is, and which options they read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storycontract.lint.finding import Severity
from storycontract.lint.options import DEFAULT_OPTIONS, LintOptions
from storycontract.lint.rule import LintRule


@dataclass(frozen=True, slots=True)
class FilePlan:
    """The rules for a file; `severities` replace those of the rules, by name."""

    rules: Sequence[LintRule]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: LintOptions = DEFAULT_OPTIONS

    def list_rules_for(self, language: str | None) -> tuple[LintRule, ...]:
        """List the rules that have anything to say about a file in a language; None: it holds no feature."""
        return tuple(
            rule
            for rule in self.rules
            if self.options.surface not in rule.muted_on and (language is None or rule.understands(language))
        )
