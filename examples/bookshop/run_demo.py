"""Run every story of the bookshop, then compare the verdicts with the expected ones.

Exit code: 0 all as expected, 1 some differ, 3 no readable result.
"""

# ruff: noqa: T201 - a script talks to people

import json
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).resolve().parent
_RESULT = _HERE / "reports" / "stories.json"
_PAGE = _HERE / "reports" / "index.html"
_EXPECTED = _HERE / "expected_verdicts.toml"

_AS_EXPECTED, _DIFFERENT, _UNDECIDED = 0, 1, 3

# Verdict: how it is shown, and why the example holds one such story.
_LEFT_UNDONE = {
    "failing": ("Not working", "the shop has a bug, and the story found it"),
    "unproven": ("Not proven", "one scenario has steps nobody has written yet"),
    "unstarted": ("Not started", "it is agreed, but nobody has begun"),
    "unspecified": ("Not specified", "it says what is wanted, not when it is done"),
}


class Story(NamedTuple):
    """A story as `stories.json` tells it."""

    id: str
    title: str
    verdict: str
    reasons: tuple[str, ...]
    place: str


class UnreadableResultError(Exception):
    """The result is missing or is not what it should be."""


def main() -> int:
    """Run, compare, tell."""
    print(
        "Opening the bookshop and running all of its stories in a browser. This takes about a minute.\n",
        flush=True,
    )
    _RESULT.unlink(missing_ok=True)  # a result of an earlier run must not be taken for this one's
    subprocess.run([sys.executable, "-m", "pytest", "features"], cwd=_HERE, check=False)
    try:
        stories = load_stories(_RESULT)
    except UnreadableResultError as problem:
        print(
            f"\n{problem}\n  fix: look at the first error above; `storycontract doctor` names what is missing"
        )
        return _UNDECIDED
    differences = list_differences(stories, tomllib.loads(_EXPECTED.read_text(encoding="utf-8")))
    if differences:
        print("\nThe verdicts are not the expected ones:\n")
        print("\n".join(f"  {difference}" for difference in differences))
        print(f"\n  Did you change the shop or a story? Then declare the new verdict in {_EXPECTED.name}.")
        return _DIFFERENT
    tell_what_was_seen(stories)
    return _AS_EXPECTED


def load_stories(path: Path) -> list[Story]:
    """Read the result of the run. Raises: UnreadableResultError."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["stories"]
        return [
            Story(
                id=entry["id"],
                title=entry["title"],
                verdict=entry["verdict"],
                reasons=tuple(reason["sentence"] for reason in entry["reasons"]),
                place=f"{entry['path']}:{entry['line']}",
            )
            for entry in entries
        ]
    except FileNotFoundError as missing:
        raise UnreadableResultError(f"{path}: the run left no result") from missing
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise UnreadableResultError(f"{path}: the result cannot be read ({broken!r})") from broken


def list_differences(stories: list[Story], expected: dict[str, str]) -> list[str]:
    """List what differs: another verdict, a story nobody declared, a declared story that is gone."""
    differences = [
        f"{story.id} is `{story.verdict}`, expected `{expected.get(story.id, 'nothing')}` ({story.place})"
        for story in stories
        if story.verdict != expected.get(story.id)
    ]
    seen = [story.id for story in stories]
    differences += [f"{id_} is expected and was not found" for id_ in expected if id_ not in seen]
    differences += [
        f"{id_} was found {seen.count(id_)} times" for id_ in sorted(set(seen)) if seen.count(id_) > 1
    ]
    return differences


def tell_what_was_seen(stories: list[Story]) -> None:
    """Explain the outcome to somebody who sees it for the first time."""
    undone = [story for story in stories if story.verdict != "done"]
    print(
        f"\nAll {len(stories)} verdicts are the expected ones: {len(stories) - len(undone)} stories are done."
    )
    print(f"The other {len(undone)} are left undone on purpose, so that you see every verdict once:\n")
    for story in undone:
        shown_as, why = _LEFT_UNDONE[story.verdict]
        print(f"  {shown_as}: {story.id} {story.title}")
        print(f"    {why}")
        print("".join(f"    > {reason}\n" for reason in story.reasons), end="")
        print(f"    {story.place}\n")
    print("What to look at next, in examples/bookshop/:")
    print("  reports/index.html         the page: all of this to read, with what the browser saw")
    print("  features/                  the stories, in words a product owner reads")
    print("  reports/stories.json       every verdict with its reasons and its evidence")
    print("  bookshop/basket.py         mend `discount`, run again, and SHOP-8 is done")
    # A newcomer's own Python lacks what the shop needs.
    shop = shlex.join([sys.executable, "-m", "bookshop"])
    print("\nWalk through the shop yourself, on http://127.0.0.1:8000:")
    print(f"  cd {shlex.quote(str(_HERE))} && {shop}")
    if _PAGE.exists():
        print(f"\nOpen this in a browser: {_PAGE.as_uri()}")


if __name__ == "__main__":
    sys.exit(main())
