from storycontract.report.page.table_difference import DiffRow, compare_tables


def test_a_row_that_differs_stands_below_the_one_it_should_be() -> None:
    rows = compare_tables([["book", "9.50"]], [["book", "7.50"]])

    assert rows == (DiffRow("missing", ("book", "9.50"), (1,)), DiffRow("extra", ("book", "7.50"), (1,)))


def test_rows_are_paired_by_what_they_have_in_common() -> None:
    rows = compare_tables([["total", "9.50"]], [["coupon", "2.00"], ["total", "7.50"]])

    assert rows is not None
    assert [(row.mark, row.cells[0]) for row in rows] == [
        ("missing", "total"),
        ("extra", "total"),
        ("extra", "coupon"),
    ]


def test_mappings_become_rows_below_the_names_of_all_their_keys() -> None:
    rows = compare_tables([{"what": "book"}], [{"what": "book", "cost": 3}])

    assert rows is not None
    assert rows[0] == DiffRow("same", ("what", "cost"))
    assert rows[1].cells == ("book", "")


def test_equal_tables_have_no_difference() -> None:
    assert compare_tables([["a"]], [["a"]]) is None


def test_what_is_no_table_is_not_compared() -> None:
    assert compare_tables("a", [["a"]]) is None
    assert compare_tables([1, 2], [1, 3]) is None


def test_an_empty_table_is_compared_too() -> None:
    assert compare_tables([["a"]], []) == (DiffRow("missing", ("a",)),)


def test_a_table_too_long_for_people_is_not_compared() -> None:
    assert compare_tables([["a"]] * 201, [["b"]]) is None
