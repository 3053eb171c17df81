"""Our own contracts and the example's stories are as good as we ask of others."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def lint(place: str) -> list[tuple[str, str]]:
    command = Path(sys.executable).with_name("storycontract")
    done = subprocess.run(
        [command, "lint", place, "--profile", "strict", "--no-cache", "--output-format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return [(finding["rule"], Path(finding["path"]).name) for finding in json.loads(done.stdout)["findings"]]


def test_our_own_contracts_are_clean_under_every_rule() -> None:
    assert lint("features") == []


def test_the_examples_stories_are_clean_but_for_the_one_that_is_not_specified() -> None:
    assert lint("examples/bookshop/features") == [("feature-without-scenarios", "reader_reviews.feature")]
