import pytest

from storycontract.pytest_plugin.feature_collector import _node_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Guest pays", "Guest pays"),
        ("a::b", "a:b"),
        ("rows [1-2]", "rows (1-2)"),
        ("two\nlines", "two lines"),
        ("", "(unnamed)"),
        ("  ", "(unnamed)"),
        ("Bücher 📚", "Bücher 📚"),
    ],
    ids=["plain", "colons", "brackets", "line break", "empty", "blank", "letters of all kinds"],
)
def test_a_name_can_be_part_of_a_node_id(name: str, shown: str) -> None:
    assert _node_name(name) == shown
