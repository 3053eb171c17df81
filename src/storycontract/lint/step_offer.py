"""Which rules a step is offered to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import or_

from storycontract.contract.step import Step, StepKind
from storycontract.lint.lexicon import Lexicon
from storycontract.lint.prose import KEPT_TEXTS, read_prose
from storycontract.lint.rule import LintRule


class StepOffer:
    """Chooses the rules that may have something to say about a step, from one look at each of its words.

    Most rules have nothing to say about most steps, and a project writes its steps with few words. Rules are
    bits of a number here: the first is 2, and 1 stands for phrases of several words.
    """

    def __init__(self, rules: Iterable[LintRule], lexicon: Lexicon) -> None:
        self._rules = tuple(rules)
        self._bits = {rule.name: 2 << place for place, rule in enumerate(self._rules)}
        self._always = sum(
            self._bits[rule.name] for rule in self._rules if not rule.looks_for and rule.hint is None
        )
        bits_by_list: dict[str, int] = defaultdict(int)
        for rule in self._rules:
            for name in rule.looks_for:
                bits_by_list[name] |= self._bits[rule.name]
        self._finders = [(lexicon.finder(name), bits) for name, bits in bits_by_list.items()]
        self._find_by_word = lru_cache(maxsize=KEPT_TEXTS)(self._find_rules_for_word)
        self._list_phrases = lru_cache(maxsize=KEPT_TEXTS)(self._list_phrases_with)
        self._find_by_hint = lru_cache(maxsize=KEPT_TEXTS)(self._find_rules_with_hint)
        self._choose = lru_cache(maxsize=KEPT_TEXTS)(self._choose_rules)

    def list_rules(self, step: Step) -> Sequence[LintRule]:
        """List the rules to ask about a step."""
        words = read_prose(step.text).words
        bits = reduce(or_, map(self._find_by_word, words), self._always)
        if bits & _PHRASE:
            bits |= self._find_by_phrases(frozenset(words))
        # The empty text is a word, too: there are rules that look for it.
        bits = reduce(or_, map(self._find_by_hint, step.text.split() or [""]), bits)
        return self._choose(step.kind, bits)

    def _find_rules_for_word(self, word: str) -> int:
        return reduce(or_, (_PHRASE if needed else bits for needed, bits in self._list_phrases(word)), 0)

    def _find_by_phrases(self, words: frozenset[str]) -> int:
        phrases = chain.from_iterable(map(self._list_phrases, words))
        return reduce(or_, (bits for needed, bits in phrases if needed <= words), 0)

    def _list_phrases_with(self, word: str) -> Sequence[tuple[frozenset[str], int]]:
        return [(needed, bits) for finder, bits in self._finders for needed in finder.list_needs(word)]

    def _find_rules_with_hint(self, word: str) -> int:
        return sum([self._bits[rule.name] for rule in self._rules if rule.hint and rule.hint(word)])

    def _choose_rules(self, kind: StepKind, bits: int) -> tuple[LintRule, ...]:
        return tuple(rule for rule in self._rules if kind in rule.kinds and bits & self._bits[rule.name])


_PHRASE = 1
