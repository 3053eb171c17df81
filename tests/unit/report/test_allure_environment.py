"""Facts about the product, in the form of Java's properties."""

import pytest

from storycontract.report.allure_environment import render_properties


@pytest.mark.parametrize(
    ("name", "value", "rendered"),
    [
        pytest.param("Stories done", "1 of 2", "Stories\\ done=1 of 2\n", id="spaces in a name"),
        pytest.param("Product", "C:\\shop", "Product=C:\\\\shop\n", id="a backslash"),
        pytest.param("Product", "one\ntwo=2", "Product=one two=2\n", id="lines"),
        pytest.param("Product", "ü☕😀", "Product=\\u00fc\\u2615\\ud83d\\ude00\n", id="beyond ASCII"),
        pytest.param("staging:eu=1", "x", "staging\\:eu\\=1=x\n", id="marks in a name"),
    ],
)
def test_facts_are_written_as_java_reads_them(name: str, value: str, rendered: str) -> None:
    assert render_properties({name: value}) == rendered
