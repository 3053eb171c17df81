import pytest

from storycontract.lint.wants import list_capabilities, propose_split


@pytest.mark.parametrize(
    ("want", "language", "proposed"),
    [
        ("view my orders and cancel an order", "en", ("view my orders", "cancel an order")),
        ("create and edit a post", "en", ("create a post", "edit a post")),
        ("create, edit and delete a post", "en", ("create a post", "edit a post", "delete a post")),
        ("upload a file, or delete it.", "en", ("upload a file", "delete it")),
        ("créer et modifier un article", "fr", ("créer un article", "modifier un article")),
        ("Bücher suchen und bestellen", "de", ()),
    ],
    ids=["two objects", "shared object", "three verbs", "pronoun", "French", "verbs at the end"],
)
def test_each_capability_gets_a_want_of_its_own(want: str, language: str, proposed: tuple[str, ...]) -> None:
    assert propose_split(want, list_capabilities(want, language), language) == proposed


def test_verbs_that_the_text_does_not_hold_are_not_guessed_at() -> None:
    assert propose_split("create/edit a post", ("create", "edit"), "en") == ()
