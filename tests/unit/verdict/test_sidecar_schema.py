"""The published schemas of the sidecars."""

from pathlib import Path

import pytest

from storycontract.verdict.sidecar_schema import FOLDER, PUBLISHED, render_sidecar_schema

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_schema_is_that_of_the_code(name: str) -> None:
    # To write it anew: python -m storycontract.verdict.sidecar_schema
    assert (ROOT / FOLDER / name).read_text(encoding="utf-8") == render_sidecar_schema(name)
