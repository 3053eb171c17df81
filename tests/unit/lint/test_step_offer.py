"""A step is offered to every rule that has something to say about it, and to few others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycontract.contract.location import Location
from storycontract.contract.step import Step, StepKind
from storycontract.gherkin_reader.dialects import find_dialect
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.lint.catalogue import RULES
from storycontract.lint.context import LintContext
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.rule import LintRule
from storycontract.lint.step_offer import StepOffer

STEP_RULES = [rule for rule in RULES if rule.checks is Step]
CHOOSY = [rule for rule in STEP_RULES if rule.looks_for or rule.hint]
LISTS = sorted({name for rule in CHOOSY for name in rule.looks_for})
# What the patterns of such rules are made of besides, and what parts it.
PIECES = (
    *("the", "it", "it's", "I", "we", "customer", "see", "that", "is", "should", "be", "not", "and"),
    *(
        "successfully",
        "order.place()",
        "Shop::Order",
        "orderTotal",
        "order_total",
        "GET /orders",
        "HTTP status",
    ),
    *("status code", "in the database table", "SELECT a FROM b", "JSON body", "Content-Type", "`GET`"),
    *("response is 404", "#main-menu", ".nav-item", 'within ".stream"', "//div[@id", "a[href=", "css = x"),
    *("ul.menu > li", "xpath", ":not(", "mail@example.com", "AKIA0123456789ABCDEF", "sk_live_"),
    *("https://ann:correct-horse@example.com", '"Save"', "<total>", "12 seconds", "200ms", "[role]", "..."),
    *("???", "TBD", "-", "(", ")", "/", "_", "!", "!="),
)
GAPS = (" ", " ", " ", "", ",", ". ", "\N{NO-BREAK SPACE}", "-", "'")

Sentence = tuple[str, ...]


def make_sentences(language: str) -> st.SearchStrategy[str]:
    lexicon = load_lexicon(language)
    phrases = [phrase.replace("*", "ed") for name in LISTS for phrase in lexicon.list_words(name)]
    piece = st.one_of(st.sampled_from(sorted(set(phrases))), st.sampled_from(PIECES))
    parts = st.lists(st.tuples(piece, st.sampled_from(GAPS)), max_size=7)
    return parts.map(lambda pairs: "".join(text + gap for text, gap in pairs).strip())


def make_step(text: str, kind: StepKind) -> Step:
    keyword = {StepKind.CONTEXT: "Given", StepKind.ACTION: "When"}.get(kind, "Then")
    return Step(kind, keyword, text, None, Location("features/shop.feature", 3))


def read_context(language: str) -> LintContext:
    dialect = find_dialect(language)
    assert dialect is not None
    source = f"# language: {language}\n{dialect['feature'][0]}: Shop\n"
    return LintContext(parse_feature(source.encode(), "features/shop.feature"))


def list_offered(rules: list[LintRule], step: Step, language: str = "en") -> list[str]:
    return [rule.name for rule in StepOffer(rules, load_lexicon(language)).list_rules(step)]


@pytest.mark.parametrize("language", KNOWN_LANGUAGES)
def test_a_step_is_offered_to_every_rule_that_flags_it(language: str) -> None:
    context = read_context(language)
    assert context.language == language
    rules = [rule for rule in CHOOSY if rule.understands(language)]
    offer = StepOffer(rules, load_lexicon(language))

    @given(text=make_sentences(language), kind=st.sampled_from(StepKind))
    def flags_nothing_else(text: str, kind: StepKind) -> None:
        step = make_step(text, kind)
        flagging = {rule.name for rule in rules if kind in rule.kinds and list(rule.check(step, context))}
        assert flagging <= {rule.name for rule in offer.list_rules(step)}

    flags_nothing_else()


def test_a_step_without_a_word_or_hint_is_offered_to_no_choosy_rule() -> None:
    assert list_offered(CHOOSY, make_step('Ann pays "20 EUR" by card', StepKind.ACTION)) == []


def test_a_rule_is_offered_steps_of_its_kinds_only() -> None:
    (rule,) = [rule for rule in CHOOSY if rule.name == "empty-outcome"]

    assert list_offered([rule], make_step("it works", StepKind.OUTCOME)) == ["empty-outcome"]
    assert list_offered([rule], make_step("it works", StepKind.CONTEXT)) == []


def test_a_rule_that_looks_for_nothing_is_offered_every_step() -> None:
    plain = [rule for rule in STEP_RULES if rule not in CHOOSY and StepKind.OUTCOME in rule.kinds]

    assert list_offered(plain, make_step("Ann pays", StepKind.OUTCOME)) == [rule.name for rule in plain]


def test_all_words_of_a_phrase_are_asked_for() -> None:
    # `as it should` is among the lists of both, `should` alone is not.
    rules = [rule for rule in CHOOSY if rule.name in {"empty-outcome", "unmeasurable-outcome"}]

    assert list_offered(rules, make_step("the order should hold 5 books", StepKind.OUTCOME)) == []
    assert len(list_offered(rules, make_step("the order is as it should", StepKind.OUTCOME))) == len(rules)


def test_a_step_without_a_text_is_offered_to_the_rule_on_empty_outcomes() -> None:
    assert "empty-outcome" in list_offered(CHOOSY, make_step("", StepKind.OUTCOME))
