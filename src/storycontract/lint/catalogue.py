"""Every rule there is, by family and name."""

from storycontract.lint.rule import LintRule
from storycontract.lint.rules.identity.ac_id_ambiguous import ac_id_ambiguous
from storycontract.lint.rules.identity.ac_id_duplicate import ac_id_duplicate
from storycontract.lint.rules.identity.ac_id_malformed import ac_id_malformed
from storycontract.lint.rules.identity.ac_id_misplaced import ac_id_misplaced
from storycontract.lint.rules.identity.story_id_ambiguous import story_id_ambiguous
from storycontract.lint.rules.identity.story_id_duplicate import story_id_duplicate
from storycontract.lint.rules.identity.story_id_malformed import story_id_malformed
from storycontract.lint.rules.identity.story_id_misplaced import story_id_misplaced
from storycontract.lint.rules.structure.duplicate_scenario_name import duplicate_scenario_name
from storycontract.lint.rules.structure.empty_file import empty_file
from storycontract.lint.rules.structure.empty_scenario import empty_scenario
from storycontract.lint.rules.structure.feature_without_scenarios import feature_without_scenarios
from storycontract.lint.rules.structure.not_utf_8 import not_utf_8
from storycontract.lint.rules.structure.outline_without_examples import outline_without_examples
from storycontract.lint.rules.structure.scenario_missing_then import scenario_missing_then
from storycontract.lint.rules.structure.syntax_error import syntax_error
from storycontract.lint.rules.suppression.stale_suppression import stale_suppression
from storycontract.lint.rules.suppression.suppression_of_structure import suppression_of_structure
from storycontract.lint.rules.suppression.suppression_without_reason import suppression_without_reason
from storycontract.lint.rules.wording.empty_outcome import empty_outcome
from storycontract.lint.rules.wording.unmeasurable_outcome import unmeasurable_outcome

RULES: tuple[LintRule, ...] = (
    ac_id_ambiguous,
    ac_id_duplicate,
    ac_id_malformed,
    ac_id_misplaced,
    story_id_ambiguous,
    story_id_duplicate,
    story_id_malformed,
    story_id_misplaced,
    duplicate_scenario_name,
    empty_file,
    empty_scenario,
    feature_without_scenarios,
    not_utf_8,
    outline_without_examples,
    scenario_missing_then,
    syntax_error,
    stale_suppression,
    suppression_of_structure,
    suppression_without_reason,
    empty_outcome,
    unmeasurable_outcome,
)
