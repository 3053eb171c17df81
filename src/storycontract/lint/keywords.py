"""Repeated keywords, and the change that joins two steps."""

from storycontract.contract.step import Step
from storycontract.gherkin_reader.keywords import list_conjunctions
from storycontract.lint.repair import Edit, Repair


def is_keyword_of_kind(step: Step, language: str) -> bool:
    """Tell whether the keyword of a step names its kind, and is neither And, But nor `*`."""
    return step.keyword != "*" and step.keyword not in list_conjunctions(language)


def say_and(step: Step, language: str) -> Repair:
    """Propose `And` for the keyword of a step, which changes no case."""
    keyword = list_conjunctions(language)[0]
    place = step.location
    edit = Edit(place.line, place.column, place.line, place.column + len(step.keyword), keyword)
    return Repair(f"write `{keyword}`", (edit,), is_safe=True)
