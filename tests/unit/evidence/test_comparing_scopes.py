"""Two states of the code, file by file."""

from hypothesis import given
from hypothesis import strategies as st

from storycontract.evidence.scope import Change, ChangedFile, compare_manifests, digest_manifest

MANIFESTS = st.dictionaries(st.text("01/\n", max_size=3), st.text("01", max_size=3), max_size=4)


def test_each_file_that_differs_is_named_once_in_order() -> None:
    then = {"same": "1", "edited": "1", "gone": "1"}
    now = {"same": "1", "edited": "2", "new": "1"}

    assert compare_manifests(then, now) == (
        ChangedFile("edited", Change.CHANGED),
        ChangedFile("gone", Change.REMOVED),
        ChangedFile("new", Change.ADDED),
    )


@given(MANIFESTS)
def test_a_state_does_not_differ_from_itself(manifest: dict[str, str]) -> None:
    assert compare_manifests(manifest, dict(manifest)) == ()


@given(MANIFESTS, MANIFESTS)
def test_digests_differ_exactly_where_the_files_do(then: dict[str, str], now: dict[str, str]) -> None:
    assert (digest_manifest(then) == digest_manifest(now)) is (compare_manifests(then, now) == ())
