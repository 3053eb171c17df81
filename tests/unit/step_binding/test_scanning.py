"""Step definitions are read from source as pytest-bdd would register them, or said to be unverifiable."""

import pytest

from storycontract.contract.step import StepKind
from storycontract.step_binding.body_reader import Check
from storycontract.step_binding.scanning import (
    ScannedDefinition,
    scan_step_definitions,
    scan_step_modules,
)
from storycontract.step_binding.step_definition import ParserKind

IMPORTS = "from pytest_bdd import given, when, then, step, parsers\n"


def scan(source: str) -> tuple[ScannedDefinition, ...]:
    return scan_step_definitions((IMPORTS + source).encode(), "steps/shop.py")


def scan_one(source: str) -> ScannedDefinition:
    (definition,) = scan(source)
    return definition


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ('@given("x")\ndef _(): ...', StepKind.CONTEXT),
        ('@when("x")\ndef _(): ...', StepKind.ACTION),
        ('@then("x")\nasync def _(): ...', StepKind.OUTCOME),
        ('@step("x")\ndef _(): ...', None),
        ('@step("x", type_="then")\ndef _(): ...', StepKind.OUTCOME),
        ('from pytest_bdd import given as g\n@g("x")\ndef _(): ...', StepKind.CONTEXT),
        ('import pytest_bdd\n@pytest_bdd.given("x")\ndef _(): ...', StepKind.CONTEXT),
        ('import pytest_bdd as b\n@b.given(name="x")\ndef _(): ...', StepKind.CONTEXT),
        ('if True:\n    @given("x")\n    def _(): ...', StepKind.CONTEXT),
    ],
)
def test_each_way_to_write_a_decorator_is_read(source: str, kind: StepKind | None) -> None:
    found = scan_one(source)

    assert (found.kind, found.pattern, found.is_verifiable) == (kind, "x", True)


@pytest.mark.parametrize(
    ("pattern", "parser_kind", "text"),
    [
        ('"pays 20 EUR"', ParserKind.STRING, "pays 20 EUR"),
        ('"pays " "20 EUR"', ParserKind.STRING, "pays 20 EUR"),
        ('f"pays {AMOUNT} {CURRENCY}"', ParserKind.STRING, "pays 20 EUR"),
        ('PAYS + " 20 EUR"', ParserKind.STRING, "pays 20 EUR"),
        ('parsers.parse("pays {amount:d} EUR")', ParserKind.PARSE, "pays 20 EUR"),
        ('parsers.cfparse("pays {amount:d} EUR")', ParserKind.CFPARSE, "pays 20 EUR"),
        (
            'parsers.cfparse("pays {all:Sum+}", extra_types={"Sum": read_sum})',
            ParserKind.CFPARSE,
            "pays 1, 2",
        ),
        ('parsers.parse("pays {sum:Own}", extra_types=dict_of_types)', ParserKind.PARSE, "pays 20 EUR"),
        ('parsers.re(r"pays (?P<amount>\\d+) EUR")', ParserKind.RE, "pays 20 EUR"),
        ('parsers.re("PAYS .*", re.IGNORECASE | re.DOTALL)', ParserKind.RE, "pays 20 EUR"),
        ('parsers.re("PAYS .*", flags=re.I)', ParserKind.RE, "pays 20 EUR"),
        ('parsers.string("pays 20 EUR")', ParserKind.STRING, "pays 20 EUR"),
        ("WHOLE", ParserKind.PARSE, "pays 20 EUR"),
    ],
)
def test_the_parser_is_the_one_that_pytest_bdd_would_make(
    pattern: str, parser_kind: ParserKind, text: str
) -> None:
    found = scan_one(
        'import re, parse\nAMOUNT = 20\nCURRENCY = "EUR"\nPAYS = "pays"\n'
        'WHOLE = parsers.parse("pays {amount:d} EUR")\n'
        '@parse.with_pattern(r"\\d+")\ndef read_sum(text): return int(text)\n'
        'dict_of_types = {"Own": lambda text: text}\n'
        f"@when({pattern})\ndef _(): ..."
    )

    assert found.parser is not None
    assert found.parser_kind is parser_kind
    assert found.parser.is_matching(text)
    assert not found.parser.is_matching("nothing of the kind")


def test_a_type_matches_what_its_pattern_says() -> None:
    found = scan_one(
        'import parse\n@parse.with_pattern(r"[0-9]+ EUR")\ndef read_sum(text): return int(text)\n'
        '@when(parsers.parse("pays {sum:Sum}", extra_types={"Sum": read_sum}))\ndef _(): ...'
    )

    assert found.parser is not None
    assert [found.parser.is_matching(text) for text in ("pays 20 EUR", "pays late")] == [True, False]


@pytest.mark.parametrize(
    "source",
    [
        "import shop\n@given(shop.TEXT)\ndef _(): ...",
        'import shop\n@given(f"a {shop.name}")\ndef _(): ...',
        'TEXT = "a"\nTEXT = "b"\n@given(TEXT)\ndef _(): ...',
        'for name in ("a", "b"):\n    @given(name)\n    def _(): ...',
        'import shop\n@given(parsers.parse("{a:Own}", extra_types=shop.TYPES))\ndef _(): ...',
        'import shop\n@given(parsers.parse("{a:Own}", extra_types={"Own": shop.own}))\ndef _(): ...',
        'import shop\n@given(parsers.re("a", flags=shop.FLAGS))\ndef _(): ...',
        '@given(parsers.re("("))\ndef _(): ...',
        "class Mine(parsers.StepParser): ...\n@given(Mine('a'))\ndef _(): ...",
        'def make(text):\n    @given(text)\n    def _(): ...\nmake("a")',
        'ours = given\n@ours("a")\ndef _(): ...',
        'def _(): ...\ngiven("a")(_)',
        'from shop_steps import our_given\n@our_given("a")\ndef _(): ...',
        'from shop_steps import given\n@given("a")\ndef _(): ...',
        "def broken(:",
        '@step("a", type_=KIND)\ndef _(): ...',
        "from pytest_bdd import *",
    ],
)
def test_what_the_text_alone_does_not_tell_is_unverifiable(source: str) -> None:
    found = scan(source)

    assert found
    assert not any(definition.is_verifiable for definition in found)


@pytest.mark.parametrize(
    "source",
    [
        "from behave import given, when, then\n@given('a')\ndef _(context): ...",
        "from hypothesis import given\n@given(1)\ndef test_it(): ...",
        "import allure\n@allure.step('a')\ndef save(): ...",
        "import pytest\n@pytest.fixture\ndef basket(): ...",
    ],
)
def test_decorators_of_other_packages_define_no_step(source: str) -> None:
    assert scan_step_definitions(source.encode(), "steps/shop.py") == ()


def test_stacked_decorators_define_a_step_each_of_one_function() -> None:
    found = scan('@given("a")\n@then("b")\ndef check(): ...')

    assert [(each.line, each.kind, each.function_line) for each in found] == [
        (2, StepKind.CONTEXT, 4),
        (3, StepKind.OUTCOME, 4),
    ]


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("pass", Check.HOLLOW),
        ('"""It is so."""', Check.HOLLOW),
        ("print(order)", Check.HOLLOW),
        ("assert True", Check.HOLLOW),
        ("note(order)", Check.HOLLOW),
        ("logging.info(order)", Check.HOLLOW),
        ("assert order.is_paid", Check.CHECKS),
        ("raise AssertionError(order)", Check.CHECKS),
        ("verify(order)", Check.CHECKS),
        ("assert_paid(order)", Check.CHECKS),
        ("pytest.fail(order)", Check.CHECKS),
        ("expect(order).to_be_visible()", Check.CHECKS),
        ("verify_deeply(order)", Check.UNKNOWN),
        ("order.check()", Check.UNKNOWN),
        ("shop.check(order)", Check.UNKNOWN),
        ("verify_later(order)", Check.UNKNOWN),
        ("cached_note(order)", Check.UNKNOWN),
    ],
)
def test_the_body_is_judged_with_the_functions_of_its_module(body: str, check: Check) -> None:
    found = scan_one(
        "import logging, pytest, shop, functools\nfrom shop import expect\n"
        f'@then("x")\ndef _(order):\n    {body}\n'
        "def note(order): print(order)\n"
        "@functools.cache\ndef cached_note(order): print(order)\n"
        "def verify(order): assert order.is_paid\n"
        "def verify_deeply(order): verify(order)\n"
        "def verify_later(order):\n    assert order.is_paid\n    yield\n"
    )

    assert found.check is check


def test_a_step_under_another_decorator_is_never_said_to_be_hollow() -> None:
    assert scan_one('import shop\n@then("x")\n@shop.checked\ndef _(): pass').check is Check.UNKNOWN


@pytest.mark.parametrize(
    ("body", "expects"),
    [
        ("assert page.title == 'Shop'", True),
        ("assert not page.errors", True),
        ("assert page", False),
        ("assert page is not None", False),
        ("assert isinstance(page, Page)", False),
        ("page.open()", False),
    ],
)
def test_a_guard_is_told_from_an_expectation(body: str, *, expects: bool) -> None:
    assert scan_one(f'@when("x")\ndef _(page):\n    {body}').states_expectation is expects


@pytest.mark.parametrize(
    "imports",
    [
        "from steps.words import SOMEBODY",
        "from .words import SOMEBODY",
        "from steps import words\nSOMEBODY = words.SOMEBODY",
        "import steps.words\nSOMEBODY = steps.words.SOMEBODY",
    ],
)
def test_constants_of_other_step_modules_are_known(imports: str) -> None:
    source = f'{IMPORTS}{imports}\n@when(parsers.re(rf"{{SOMEBODY}} pays"))\ndef _(): ...'

    found = scan_step_modules(
        {"steps/words.py": b'SOMEBODY = "(?:Ann|Ben)"', "steps/shop.py": source.encode()}
    )

    assert [each.pattern for each in found["steps/shop.py"]] == ["(?:Ann|Ben) pays"]


def test_modules_that_import_a_constant_from_each_other_leave_it_unknown() -> None:
    found = scan_step_modules(
        {
            "steps/a.py": f"{IMPORTS}from steps.b import X\n@when(X)\ndef _(): ...".encode(),
            "steps/b.py": b"from steps.a import X",
        }
    )

    assert [each.is_verifiable for each in found["steps/a.py"]] == [False]
