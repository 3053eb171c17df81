"""Nothing leaks to Allure."""

import re
from pathlib import Path

import pytest
from allure_commons import model2

from storycontract.report.allure_cleaning import TextCleaner

ROOT = Path("/home/ann/shop")
LIBRARY = Path("/home/ann/shop/.venv/lib/site-packages")
SECRETS = (re.compile(r"sk_live_\w+"), re.compile(r"password=(\S+)"))


@pytest.fixture
def cleaner() -> TextCleaner:
    return TextCleaner(SECRETS, ROOT, [LIBRARY])


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("/home/ann/shop/steps/pay.py:7: oh", "steps/pay.py:7: oh", id="within the project"),
        pytest.param("ran in /home/ann/shop", "ran in .", id="the project itself"),
        pytest.param("/home/ann/shop/.venv/lib/site-packages/a/b.py", "a/b.py", id="within a library"),
        pytest.param("/home/ann/shop-2/pay.py", "/home/ann/shop-2/pay.py", id="a folder beside it"),
        pytest.param("key sk_live_7 at /home/ann/shop/x", "key *** at x", id="a secret, too"),
    ],
)
def test_text_tells_neither_secrets_nor_places_of_the_machine(
    cleaner: TextCleaner, text: str, cleaned: str
) -> None:
    assert cleaner.clean(text) == cleaned


def test_a_project_at_the_top_of_the_disk_leaves_other_paths_alone() -> None:
    assert TextCleaner((), Path("/")).clean("/etc/hosts") == "/etc/hosts"


def test_every_text_of_a_result_is_cleaned(cleaner: TextCleaner) -> None:
    result = model2.TestResult(
        name="pay with sk_live_1",
        fullName="pay.feature#sk_live_2",
        titlePath=["sk_live_3"],
        statusDetails=model2.StatusDetails(message="sk_live_4", trace="/home/ann/shop/pay.py"),
        labels=[model2.Label(name="tag", value="sk_live_5")],
        steps=[model2.TestStepResult(name="Given a", steps=[model2.TestStepResult(name="call sk_live_6")])],
    )

    cleaner.clean_item(result)

    assert "sk_live" not in repr(result)
    assert result.statusDetails.trace == "pay.py"


def test_a_parameter_whose_name_tells_that_it_is_a_secret_is_masked(cleaner: TextCleaner) -> None:
    parameter = model2.Parameter(name="password", value="hunter2")

    cleaner.clean_item(parameter)

    assert parameter.value == "***"


def test_the_ids_of_a_result_stay_whatever_the_patterns_match() -> None:
    result = model2.TestResult(uuid="a", historyId="b", testCaseId="c", status="passed")

    TextCleaner([re.compile(".+")], ROOT).clean_item(result)

    assert (result.uuid, result.historyId, result.testCaseId, result.status) == ("a", "b", "c", "passed")


@pytest.mark.parametrize(
    ("body", "cleaned"),
    [
        pytest.param("sk_live_1", "***", id="text"),
        pytest.param(b"sk_live_1", b"***", id="bytes of text"),
        pytest.param(b"\x89PNG sk_live_1 \xff", b"\x89PNG sk_live_1 \xff", id="a picture"),
        pytest.param(b"a\0sk_live_1", b"a\0sk_live_1", id="what is no text although it could be read as one"),
    ],
)
def test_attachments_are_cleaned_where_they_are_text(
    cleaner: TextCleaner, body: str | bytes, cleaned: str | bytes
) -> None:
    assert cleaner.clean_body(body) == cleaned
