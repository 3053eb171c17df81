"""The page of a rule, and the reference that is made of all pages."""

from pathlib import Path

import pytest

from storycontract.lint.figures import Figures, LabelFigures, load_figures
from storycontract.lint.rule_page import render_rule_page
from storycontract.lint.rule_pages import render_all_pages
from storycontract.lint.rules.story.story_generic_role import story_generic_role
from storycontract.lint.rules.structure.scenario_missing_then import scenario_missing_then
from storycontract.lint.rules.wording.empty_outcome import empty_outcome

FOLDER = Path(__file__).parents[3] / "docs" / "reference" / "rules"
PAGES = render_all_pages()
NOT_MEASURED = Figures(corpus="-", hits_per_1000_steps={}, labels={})
MEASURED = Figures(
    corpus="2,000 files",
    hits_per_1000_steps={"story-generic-role": 0.25},
    labels={"generic-role": LabelFigures(precision=0.9, recall=0.75, items=20)},
)


def test_a_page_shows_both_examples_and_how_to_silence_the_rule() -> None:
    page = render_rule_page(empty_outcome, NOT_MEASURED)

    assert empty_outcome.breaks in page
    assert empty_outcome.keeps in page
    assert "# storycontract: ignore[empty-outcome] -- the reason" in page
    assert "Not measured yet." in page


def test_a_page_says_where_nothing_silences_the_rule() -> None:
    assert "Nothing silences this rule" in render_rule_page(scenario_missing_then, NOT_MEASURED)


def test_a_page_states_how_the_rule_measures_up() -> None:
    page = " ".join(render_rule_page(story_generic_role, MEASURED).split())

    assert "0.2 findings per 1,000 steps on 2,000 files." in page
    assert "on 20 labelled items: precision 0.90, recall 0.75." in page


def test_the_figures_of_this_version_can_be_read() -> None:
    assert load_figures().corpus


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_reference_is_fresh(name: str) -> None:
    # `python -m storycontract.lint.rule_pages` writes it anew.
    assert (FOLDER / f"{name}.md").read_text(encoding="utf-8") == PAGES[name]


def test_the_reference_has_no_page_of_a_rule_that_is_no_more() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(PAGES)
