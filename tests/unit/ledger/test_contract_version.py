import hashlib

from storycontract.evidence.record import CriterionStamp, StoryStamp
from storycontract.ledger.contract_version import digest_contract, parse_contract, render_contract

FIRST, SECOND = (
    StoryStamp(
        id=f"SHOP-{number}",
        fingerprint="f",
        criteria=(CriterionStamp(id=f"SHOP-{number}.1", fingerprint="c", cases=("k",)),),
        title="Café",
    )
    for number in (1, 2)
)


def test_a_contract_comes_back_as_it_was() -> None:
    assert parse_contract(render_contract([FIRST, SECOND])) == (FIRST, SECOND)


def test_the_order_of_stories_does_not_matter() -> None:
    assert digest_contract([FIRST, SECOND]) == digest_contract([SECOND, FIRST])


def test_any_difference_is_another_version() -> None:
    assert digest_contract([FIRST]) != digest_contract([FIRST.model_copy(update={"is_specified": False})])


def test_the_digest_is_over_what_is_stored() -> None:
    assert digest_contract([FIRST]) == hashlib.sha256(render_contract([FIRST])).hexdigest()


def test_what_is_no_contract_is_none() -> None:
    assert parse_contract(b"[{}]") is None
