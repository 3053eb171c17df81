"""Cases that start from the same and do the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from storycontract.lint.case_facts import CaseFact
from storycontract.lint.project import Fact

_Pair = tuple[Fact[CaseFact], Fact[CaseFact]]


def find_pairs(facts: Sequence[Fact[CaseFact]]) -> Iterator[_Pair]:
    """Pair each case with the first one of another scenario that has its setting.

    Where nothing is done, what is given says too little to compare across files.
    """
    groups: dict[tuple[str, str], list[Fact[CaseFact]]] = defaultdict(list)
    for fact in facts:
        groups[fact.of.setting, "" if fact.of.has_action else fact.at.path].append(fact)
    for group in groups.values():
        for index, second in enumerate(group[1:], start=1):
            for first in group[:index]:
                if (first.at.path, first.of.scenario) != (second.at.path, second.of.scenario):
                    yield first, second
