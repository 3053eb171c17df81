import pytest

from storycontract.cli.diagnosis import Health, diagnose_clashes, diagnose_requirements, diagnose_surroundings
from storycontract.cli.doctor_command import MARKS, PLAIN_MARKS, choose_marks


@pytest.mark.parametrize(
    ("installed", "text", "remedy"),
    [
        ({}, "pytest-bdd is missing", 'pip install "pytest-bdd<10,>=9"'),
        (
            {"pytest-bdd": "8.1.0"},
            "pytest-bdd 8.1.0, but <10,>=9 is needed",
            'pip install "pytest-bdd<10,>=9"',
        ),
        ({"pytest-bdd": "10.0"}, "pytest-bdd 10.0, but <10,>=9 is needed", 'pip install "pytest-bdd<10,>=9"'),
    ],
    ids=["missing", "too old", "too new"],
)
def test_a_requirement_that_is_not_met_is_broken(installed: dict[str, str], text: str, remedy: str) -> None:
    (diagnosis,) = diagnose_requirements(["pytest_bdd>=9,<10"], installed)

    assert (diagnosis.health, diagnosis.text, diagnosis.remedy) == (Health.BROKEN, text, remedy)


def test_what_only_an_extra_needs_may_be_missing() -> None:
    assert list(diagnose_requirements(["playwright>=1; extra == 'browser'"], {})) == []


def test_what_an_extra_needs_must_fit_where_it_is_there() -> None:
    (diagnosis,) = diagnose_requirements(["playwright>=1.65; extra == 'browser'"], {"playwright": "1.40"})

    assert diagnosis.health is Health.BROKEN


def test_of_what_is_met_only_the_telling_is_shown() -> None:
    diagnoses = diagnose_requirements(["pytest>=9", "rich>=15"], {"pytest": "9.2.0", "rich": "15.0"})

    assert [(diagnosis.health, diagnosis.text) for diagnosis in diagnoses] == [(Health.FINE, "pytest 9.2.0")]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("allure-pytest", "allure-pytest-bdd"),
        ("pytest-bdd", "pytest-bdd-ng"),
        ("pytest-playwright", "pytest-playwright-asyncio"),
    ],
)
def test_plugins_that_clash_are_to_be_uninstalled(ours: str, theirs: str) -> None:
    (diagnosis,) = diagnose_clashes({ours: "1", theirs: "1"})

    assert (diagnosis.health, diagnosis.remedy) == (Health.BROKEN, f"pip uninstall {theirs}")


def test_one_of_two_that_clash_is_fine() -> None:
    assert list(diagnose_clashes({"allure-pytest-bdd": "1", "pytest-bdd": "9"})) == []


def test_pytest_asyncio_beside_playwright_is_only_a_note() -> None:
    (diagnosis,) = diagnose_clashes({"pytest-asyncio": "1", "playwright": "1"})

    assert diagnosis.health is Health.NOTE


@pytest.mark.parametrize("variable", ["PYTHONOPTIMIZE", "PYTEST_DISABLE_PLUGIN_AUTOLOAD"])
def test_a_variable_that_empties_a_run_is_broken(variable: str) -> None:
    (diagnosis,) = diagnose_surroundings({variable: "1"})

    assert diagnosis.health is Health.BROKEN


@pytest.mark.parametrize(
    ("encoding", "marks"),
    [
        ("utf-8", MARKS),
        ("ascii", PLAIN_MARKS),
        ("cp1252", PLAIN_MARKS),
        (None, PLAIN_MARKS),
        ("x", PLAIN_MARKS),
    ],
    ids=["utf-8", "ascii", "windows", "none", "unknown"],
)
def test_marks_fit_the_output(encoding: str | None, marks: dict[Health, str]) -> None:
    assert choose_marks(encoding) == marks
