from pathlib import Path

import pytest

CONFTEST = """
from storycontract.pytest_plugin import progress

progress.INTERVAL_S = 0.0
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    for name in ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"):
        monkeypatch.delenv(name, raising=False)
    pytester.makepyprojecttoml("[tool.storycontract]\n")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("def test_one(): pass\ndef test_two(): pass\n")
    Path("features").mkdir()
    return pytester


@pytest.mark.parametrize("options", [[], ["-n1"]], ids=["serial", "workers"])
def test_a_long_run_says_how_far_it_is(project: pytest.Pytester, options: list[str]) -> None:
    result = project.runpytest_subprocess("-p", "no:playwright", *options)

    result.stdout.fnmatch_lines(["*1 of 2 tests run*", "*2 of 2 tests run*"])
