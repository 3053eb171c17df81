"""Which rules a step is offered to."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from storycontract.contract.step import Step, StepKind
from storycontract.lint.lexicon import Lexicon, ListIndex
from storycontract.lint.prose import KEPT_TEXTS, read_prose
from storycontract.lint.rule import LintRule


class StepOffer:
    """Chooses the rules that may have something to say about a step, from one look at each of its words.

    Most rules have nothing to say about most steps, and a project writes its steps with few words.
    """

    def __init__(self, rules: Iterable[LintRule], lexicon: Lexicon) -> None:
        self._rules = tuple(rules)
        self._index = ListIndex(lexicon, {name for rule in self._rules for name in rule.looks_for})
        self._name_hinted = lru_cache(maxsize=KEPT_TEXTS)(self._name_rules_hinted_at)
        self._choose = lru_cache(maxsize=KEPT_TEXTS)(self._choose_rules)

    def list_rules(self, step: Step) -> Sequence[LintRule]:
        """List the rules to ask about a step."""
        lists = self._index.find_lists(read_prose(step.text).words)
        # The empty text is a word, too: there are rules that look for it.
        hinted = _NO_NAMES.union(*map(self._name_hinted, step.text.split() or [""]))
        return self._choose(step.kind, lists, hinted)

    def _name_rules_hinted_at(self, word: str) -> frozenset[str]:
        return frozenset([rule.name for rule in self._rules if rule.hint is not None and rule.hint(word)])

    def _choose_rules(
        self, kind: StepKind, lists: frozenset[str], hinted: frozenset[str]
    ) -> tuple[LintRule, ...]:
        return tuple(
            rule
            for rule in self._rules
            if kind in rule.kinds
            and (
                (not rule.looks_for and rule.hint is None)
                or not lists.isdisjoint(rule.looks_for)
                or rule.name in hinted
            )
        )


_NO_NAMES: frozenset[str] = frozenset()
