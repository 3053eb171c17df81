"""Every rule there is, by family and name."""

from storycontract.lint.rule import LintRule
from storycontract.lint.rules.binding.ambiguous_step import ambiguous_step
from storycontract.lint.rules.binding.given_then_share_implementation import given_then_share_implementation
from storycontract.lint.rules.binding.step_asserts_nothing import step_asserts_nothing
from storycontract.lint.rules.binding.undefined_step import undefined_step
from storycontract.lint.rules.binding.unused_step_definition import unused_step_definition
from storycontract.lint.rules.binding.when_step_asserts import when_step_asserts
from storycontract.lint.rules.clear.compound_step import compound_step
from storycontract.lint.rules.clear.double_negative import double_negative
from storycontract.lint.rules.clear.inconsistent_quotes import inconsistent_quotes
from storycontract.lint.rules.clear.inconsistent_term import inconsistent_term
from storycontract.lint.rules.clear.inconsistent_wording import inconsistent_wording
from storycontract.lint.rules.clear.loaded_title import loaded_title
from storycontract.lint.rules.clear.long_scenario import long_scenario
from storycontract.lint.rules.clear.long_step import long_step
from storycontract.lint.rules.clear.long_title import long_title
from storycontract.lint.rules.clear.mixed_person import mixed_person
from storycontract.lint.rules.clear.passive_action import passive_action
from storycontract.lint.rules.clear.title_compound import title_compound
from storycontract.lint.rules.clear.title_missing_outcome import title_missing_outcome
from storycontract.lint.rules.clear.title_names_test import title_names_test
from storycontract.lint.rules.clear.title_test_word import title_test_word
from storycontract.lint.rules.clear.trailing_punctuation import trailing_punctuation
from storycontract.lint.rules.clear.typographic_quotes import typographic_quotes
from storycontract.lint.rules.clear.undefined_acronym import undefined_acronym
from storycontract.lint.rules.clear.vague_title import vague_title
from storycontract.lint.rules.contract.contradictory_outcome import contradictory_outcome
from storycontract.lint.rules.contract.dependency_cycle import dependency_cycle
from storycontract.lint.rules.contract.given_contradiction import given_contradiction
from storycontract.lint.rules.contract.metadata_ambiguous import metadata_ambiguous
from storycontract.lint.rules.contract.metadata_malformed import metadata_malformed
from storycontract.lint.rules.contract.metadata_misplaced import metadata_misplaced
from storycontract.lint.rules.contract.overlapping_rule import overlapping_rule
from storycontract.lint.rules.contract.story_id_missing import story_id_missing
from storycontract.lint.rules.contract.story_owner_missing import story_owner_missing
from storycontract.lint.rules.contract.story_priority_missing import story_priority_missing
from storycontract.lint.rules.contract.unknown_dependency import unknown_dependency
from storycontract.lint.rules.focus.credentials_in_step import credentials_in_step
from storycontract.lint.rules.focus.implementation_leak import implementation_leak
from storycontract.lint.rules.focus.many_behaviours import many_behaviours
from storycontract.lint.rules.focus.repeated_when_keyword import repeated_when_keyword
from storycontract.lint.rules.focus.selector_leak import selector_leak
from storycontract.lint.rules.focus.setup_noise import setup_noise
from storycontract.lint.rules.focus.step_by_step_script import step_by_step_script
from storycontract.lint.rules.focus.ui_mechanics import ui_mechanics
from storycontract.lint.rules.focus.url_in_step import url_in_step
from storycontract.lint.rules.focus.wait_step import wait_step
from storycontract.lint.rules.focus.when_after_then import when_after_then
from storycontract.lint.rules.identity.ac_id_ambiguous import ac_id_ambiguous
from storycontract.lint.rules.identity.ac_id_duplicate import ac_id_duplicate
from storycontract.lint.rules.identity.ac_id_malformed import ac_id_malformed
from storycontract.lint.rules.identity.ac_id_misplaced import ac_id_misplaced
from storycontract.lint.rules.identity.story_id_ambiguous import story_id_ambiguous
from storycontract.lint.rules.identity.story_id_duplicate import story_id_duplicate
from storycontract.lint.rules.identity.story_id_malformed import story_id_malformed
from storycontract.lint.rules.identity.story_id_misplaced import story_id_misplaced
from storycontract.lint.rules.story.story_benefit_restates_want import story_benefit_restates_want
from storycontract.lint.rules.story.story_duplicate import story_duplicate
from storycontract.lint.rules.story.story_generic_role import story_generic_role
from storycontract.lint.rules.story.story_missing_benefit import story_missing_benefit
from storycontract.lint.rules.story.story_missing_narrative import story_missing_narrative
from storycontract.lint.rules.story.story_missing_role import story_missing_role
from storycontract.lint.rules.story.story_missing_want import story_missing_want
from storycontract.lint.rules.story.story_multiple_capabilities import story_multiple_capabilities
from storycontract.lint.rules.story.story_multiple_roles import story_multiple_roles
from storycontract.lint.rules.story.story_near_duplicate import story_near_duplicate
from storycontract.lint.rules.story.story_non_uniform_template import story_non_uniform_template
from storycontract.lint.rules.story.story_not_minimal import story_not_minimal
from storycontract.lint.rules.story.story_role_never_acts import story_role_never_acts
from storycontract.lint.rules.story.story_scenario_mismatch import story_scenario_mismatch
from storycontract.lint.rules.story.story_solution_in_want import story_solution_in_want
from storycontract.lint.rules.story.story_system_role import story_system_role
from storycontract.lint.rules.story.story_too_long import story_too_long
from storycontract.lint.rules.story.story_undeclared_role import story_undeclared_role
from storycontract.lint.rules.story.story_unmeasurable_benefit import story_unmeasurable_benefit
from storycontract.lint.rules.story.story_vague_terms import story_vague_terms
from storycontract.lint.rules.story.story_weak_verb import story_weak_verb
from storycontract.lint.rules.structure.background_for_one_scenario import background_for_one_scenario
from storycontract.lint.rules.structure.background_not_only_given import background_not_only_given
from storycontract.lint.rules.structure.constant_example_column import constant_example_column
from storycontract.lint.rules.structure.duplicate_example_row import duplicate_example_row
from storycontract.lint.rules.structure.duplicate_feature_name import duplicate_feature_name
from storycontract.lint.rules.structure.duplicate_scenario import duplicate_scenario
from storycontract.lint.rules.structure.duplicate_scenario_name import duplicate_scenario_name
from storycontract.lint.rules.structure.duplicate_tag import duplicate_tag
from storycontract.lint.rules.structure.empty_background import empty_background
from storycontract.lint.rules.structure.empty_file import empty_file
from storycontract.lint.rules.structure.empty_scenario import empty_scenario
from storycontract.lint.rules.structure.examples_without_parameters import examples_without_parameters
from storycontract.lint.rules.structure.feature_name_differs_from_file import feature_name_differs_from_file
from storycontract.lint.rules.structure.feature_without_scenarios import feature_without_scenarios
from storycontract.lint.rules.structure.file_name_style import file_name_style
from storycontract.lint.rules.structure.homogeneous_tag import homogeneous_tag
from storycontract.lint.rules.structure.keyword_order import keyword_order
from storycontract.lint.rules.structure.misspelt_keyword import misspelt_keyword
from storycontract.lint.rules.structure.near_duplicate_scenario import near_duplicate_scenario
from storycontract.lint.rules.structure.not_utf_8 import not_utf_8
from storycontract.lint.rules.structure.outline_without_examples import outline_without_examples
from storycontract.lint.rules.structure.scenario_in_description import scenario_in_description
from storycontract.lint.rules.structure.scenario_missing_then import scenario_missing_then
from storycontract.lint.rules.structure.single_row_outline import single_row_outline
from storycontract.lint.rules.structure.star_step import star_step
from storycontract.lint.rules.structure.superfluous_tag import superfluous_tag
from storycontract.lint.rules.structure.syntax_error import syntax_error
from storycontract.lint.rules.structure.tag_case_variant import tag_case_variant
from storycontract.lint.rules.structure.too_many_example_rows import too_many_example_rows
from storycontract.lint.rules.structure.too_many_scenarios import too_many_scenarios
from storycontract.lint.rules.structure.undefined_parameter import undefined_parameter
from storycontract.lint.rules.structure.unnamed_feature import unnamed_feature
from storycontract.lint.rules.structure.unnamed_scenario import unnamed_scenario
from storycontract.lint.rules.structure.unused_example_column import unused_example_column
from storycontract.lint.rules.structure.use_and import use_and
from storycontract.lint.rules.suppression.stale_suppression import stale_suppression
from storycontract.lint.rules.suppression.suppression_of_structure import suppression_of_structure
from storycontract.lint.rules.suppression.suppression_without_reason import suppression_without_reason
from storycontract.lint.rules.testable.action_in_context import action_in_context
from storycontract.lint.rules.testable.action_in_outcome import action_in_outcome
from storycontract.lint.rules.testable.assertion_in_action import assertion_in_action
from storycontract.lint.rules.testable.assertion_in_context import assertion_in_context
from storycontract.lint.rules.testable.boundary_not_exercised import boundary_not_exercised
from storycontract.lint.rules.testable.no_negative_path import no_negative_path
from storycontract.lint.rules.testable.placeholder_text import placeholder_text
from storycontract.lint.rules.testable.rule_without_counterexample import rule_without_counterexample
from storycontract.lint.rules.testable.scenario_ends_with_when import scenario_ends_with_when
from storycontract.lint.rules.testable.scenario_missing_when import scenario_missing_when
from storycontract.lint.rules.testable.unbounded_time import unbounded_time
from storycontract.lint.rules.testable.unobservable_outcome import unobservable_outcome
from storycontract.lint.rules.testable.unresolved_pronoun import unresolved_pronoun
from storycontract.lint.rules.testable.vague_quantifier import vague_quantifier
from storycontract.lint.rules.testable.weak_modal_outcome import weak_modal_outcome
from storycontract.lint.rules.wording.empty_outcome import empty_outcome
from storycontract.lint.rules.wording.unmeasurable_outcome import unmeasurable_outcome

RULES: tuple[LintRule, ...] = (
    ambiguous_step,
    given_then_share_implementation,
    step_asserts_nothing,
    undefined_step,
    unused_step_definition,
    when_step_asserts,
    compound_step,
    double_negative,
    inconsistent_quotes,
    inconsistent_term,
    inconsistent_wording,
    loaded_title,
    long_scenario,
    long_step,
    long_title,
    mixed_person,
    passive_action,
    title_compound,
    title_missing_outcome,
    title_names_test,
    title_test_word,
    trailing_punctuation,
    typographic_quotes,
    undefined_acronym,
    vague_title,
    contradictory_outcome,
    dependency_cycle,
    given_contradiction,
    metadata_ambiguous,
    metadata_malformed,
    metadata_misplaced,
    overlapping_rule,
    story_id_missing,
    story_owner_missing,
    story_priority_missing,
    unknown_dependency,
    credentials_in_step,
    implementation_leak,
    many_behaviours,
    repeated_when_keyword,
    selector_leak,
    setup_noise,
    step_by_step_script,
    ui_mechanics,
    url_in_step,
    wait_step,
    when_after_then,
    ac_id_ambiguous,
    ac_id_duplicate,
    ac_id_malformed,
    ac_id_misplaced,
    story_id_ambiguous,
    story_id_duplicate,
    story_id_malformed,
    story_id_misplaced,
    story_benefit_restates_want,
    story_duplicate,
    story_generic_role,
    story_missing_benefit,
    story_missing_narrative,
    story_missing_role,
    story_missing_want,
    story_multiple_capabilities,
    story_multiple_roles,
    story_near_duplicate,
    story_non_uniform_template,
    story_not_minimal,
    story_role_never_acts,
    story_scenario_mismatch,
    story_solution_in_want,
    story_system_role,
    story_too_long,
    story_undeclared_role,
    story_unmeasurable_benefit,
    story_vague_terms,
    story_weak_verb,
    background_for_one_scenario,
    background_not_only_given,
    constant_example_column,
    duplicate_example_row,
    duplicate_feature_name,
    duplicate_scenario,
    duplicate_scenario_name,
    duplicate_tag,
    empty_background,
    empty_file,
    empty_scenario,
    examples_without_parameters,
    feature_name_differs_from_file,
    feature_without_scenarios,
    file_name_style,
    homogeneous_tag,
    keyword_order,
    misspelt_keyword,
    near_duplicate_scenario,
    not_utf_8,
    outline_without_examples,
    scenario_in_description,
    scenario_missing_then,
    single_row_outline,
    star_step,
    superfluous_tag,
    syntax_error,
    tag_case_variant,
    too_many_example_rows,
    too_many_scenarios,
    undefined_parameter,
    unnamed_feature,
    unnamed_scenario,
    unused_example_column,
    use_and,
    stale_suppression,
    suppression_of_structure,
    suppression_without_reason,
    action_in_context,
    action_in_outcome,
    assertion_in_action,
    assertion_in_context,
    boundary_not_exercised,
    no_negative_path,
    placeholder_text,
    rule_without_counterexample,
    scenario_ends_with_when,
    scenario_missing_when,
    unbounded_time,
    unobservable_outcome,
    unresolved_pronoun,
    vague_quantifier,
    weak_modal_outcome,
    empty_outcome,
    unmeasurable_outcome,
)
