import os
from pathlib import Path

import pytest

from storycontract.pytest_plugin.binding_modules import Bindings, find_bindings

PATTERNS = ("test_*.py", "*_test.py")


def read(root: Path, source: str, *, base: str | None = None) -> Bindings:
    tests = root / "tests"
    tests.mkdir()
    (tests / "test_pay.py").write_text(source, encoding="utf-8")
    features = root / "features"
    features.mkdir()
    for name in ("pay", "search"):
        (features / f"{name}.feature").write_text("Feature: x\n", encoding="utf-8")
    return find_bindings(root, PATTERNS, base)


@pytest.mark.parametrize(
    "source",
    [
        'from pytest_bdd import scenarios\nscenarios("../features/pay.feature")',
        'from pytest_bdd import scenarios as bind\nbind("../features/pay.feature")',
        'import pytest_bdd\npytest_bdd.scenarios("../features/pay.feature")',
        'import pytest_bdd as bdd\nbdd.scenarios("../features/pay.feature")',
        'from pytest_bdd import *\nscenarios("../features/pay.feature")',
        'from pytest_bdd import scenarios\nNAME = "pay"\nscenarios("../features/" + NAME + ".feature")',
        (
            "from pathlib import Path\nfrom pytest_bdd import scenarios\n"
            'HERE = Path(__file__).parent.parent\nscenarios(str(HERE / "features" / "pay.feature"))'
        ),
        (
            "import os\nfrom pytest_bdd import scenarios\n"
            'scenarios(os.path.join(os.path.dirname(__file__), "..", "features", "pay.feature"))'
        ),
        'from pytest_bdd import scenarios\nscenarios("pay.feature", features_base_dir="features")',
    ],
    ids=["plain", "alias", "package", "package alias", "star", "constant", "pathlib", "os.path", "own base"],
)
def test_a_bound_file_is_found_however_its_path_is_written(tmp_path: Path, source: str) -> None:
    bindings = read(tmp_path, source)

    assert bindings.find_binder(tmp_path / "features" / "pay.feature", "Anything") is not None
    assert bindings.find_binder(tmp_path / "features" / "search.feature", "Anything") is None


def test_a_bound_folder_binds_every_file_below_it(tmp_path: Path) -> None:
    bindings = read(tmp_path, 'from pytest_bdd import scenarios\nscenarios("../features")')

    assert set(bindings.whole_files) == {
        tmp_path / "features" / f"{name}.feature" for name in ("pay", "search")
    }


@pytest.mark.parametrize(
    "source",
    [
        'from pytest_bdd import scenario\n@scenario("../features/pay.feature", "Card")\ndef test(): pass',
        'from pytest_bdd import scenario\ntest = scenario("../features/pay.feature", scenario_name="Card")',
        (
            "from functools import partial\nimport pytest_bdd\n"
            'scenario = partial(pytest_bdd.scenario, "../features/pay.feature")\n'
            '@scenario("Card")\ndef test_card(): pass'
        ),
    ],
    ids=["decorator", "keyword", "partial"],
)
def test_a_single_scenario_binds_only_itself(tmp_path: Path, source: str) -> None:
    bindings = read(tmp_path, source)
    file = tmp_path / "features" / "pay.feature"

    assert bindings.find_binder(file, "Card") == tmp_path / "tests" / "test_pay.py"
    assert bindings.find_binder(file, "By voucher") is None


def test_the_base_folder_of_the_ini_file_counts(tmp_path: Path) -> None:
    bindings = read(tmp_path, 'from pytest_bdd import scenarios\nscenarios("pay.feature")', base="features")

    assert bindings.find_binder(tmp_path / "features" / "pay.feature", "Anything") is not None


@pytest.mark.parametrize(
    "source",
    [
        'def scenarios(path): pass\nscenarios("../features/pay.feature")  # pytest_bdd is not used',
        "from pytest_bdd import scenarios\nscenarios(find_features())",
        "from pytest_bdd import scenarios\nNAME = NAME\nscenarios(NAME)",
        "from pytest_bdd import scenarios\nscenarios(",
    ],
    ids=["another function", "computed", "defined by itself", "no Python"],
)
def test_what_cannot_be_read_binds_nothing(tmp_path: Path, source: str) -> None:
    assert read(tmp_path, source) == Bindings()


def test_modules_that_pytest_would_not_collect_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "pay.feature").write_text("Feature: x\n", encoding="utf-8")
    (tmp_path / "helper.py").write_text('from pytest_bdd import scenarios\nscenarios("pay.feature")', "utf-8")
    hidden = tmp_path / ".venv"
    hidden.mkdir()
    (hidden / "test_x.py").write_text(
        'from pytest_bdd import scenarios\nscenarios("../pay.feature")', "utf-8"
    )

    assert find_bindings(tmp_path, PATTERNS, None) == Bindings()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files")
def test_what_is_no_module_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "test_link.py").symlink_to(tmp_path / "nowhere.py")
    os.mkfifo(tmp_path / "test_pipe.py")

    bindings = read(tmp_path, 'from pytest_bdd import scenarios\nscenarios("../features/pay.feature")')

    assert bindings.find_binder(tmp_path / "features" / "pay.feature", "Anything") is not None
