"""Which rules run."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from storycontract.errors import UsageError
from storycontract.lint.names import suggest
from storycontract.lint.rule import LintRule, Profile

SEE_RULES = "see `storycontract rules` for the names there are"


class Selection(NamedTuple):
    """A choice of rules by name: `only` stands in place of the profile, where it names any.

    `extra` adds to either, `ignore` takes away; `ready` are the team's own additions to the `ready` profile.
    """

    profile: Profile = Profile.RECOMMENDED
    only: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()


def find_rule(
    rules: Iterable[LintRule], name: str, where: str | None = None, others: Iterable[str] = ()
) -> LintRule:
    """Find a rule by its name, or by one it once had; `others` are names to offer, too, where there is none.

    Raises:
        UsageError: there is no such rule; `where` is the place that names it.
    """
    rules = tuple(rules)
    for rule in rules:
        if name == rule.name or name in rule.aliases:
            return rule
    fix = suggest(name, [*(rule.name for rule in rules), *others], SEE_RULES)
    raise UsageError(f"there is no rule `{name}`", fix=fix, where=where)


def select_rules(
    rules: Sequence[LintRule], selection: Selection, where: str | None = None
) -> tuple[LintRule, ...]:
    """Select the rules that run, in their own order.

    Raises:
        UsageError: a name is no rule's.
    """
    only = {find_rule(rules, name, where).name for name in selection.only}
    extra = {find_rule(rules, name, where).name for name in (*selection.extra, *selection.ready)}
    ignored = {find_rule(rules, name, where).name for name in selection.ignore}
    return tuple(
        rule
        for rule in rules
        if rule.name not in ignored
        and (rule.name in extra or (rule.name in only if only else selection.profile in rule.profiles))
    )
