"""How long the report that counts stories takes: 2,000 stories, beside what Allure takes for plain results.

python benchmarks/allure_generation.py [--stories 200 2000] [--cases 10] [--rounds 2]

Needs Node.js; Allure 3 is installed from npm where it is not there yet. Figures are user plus system CPU
seconds, the best of some rounds in turns: of ours with everything (reading the contract, writing results,
Allure, what is done to the page), of the others of Allure alone. `as many cases` are plain results with five
steps each, `as many stories` the same for the number of stories.
"""

import argparse
import gc
import json
import os
import resource
import runpy
import subprocess
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storycontract.assessment.allure_generation import generate_allure
from storycontract.cli.main import COLLECTION_THRESHOLD
from storycontract.report.stories import StoriesDocument
from storycontract.settings.loading import load_settings

MOMENT = "2026-11-23T12:00:00.000+00:00"
START_MS = 1_795_435_200_000
DIGEST = "f" * 64
VERDICTS = {
    "done": "Done",
    "failing": "Not working",
    "unproven": "Not proven",
    "unspecified": "Not specified",
    "unstarted": "Not started",
}
STEPS = (
    ("Given", "context", "a basket with book"),
    ("And", "context", "a voucher for book"),
    ("When", "action", "Ann pays for book"),
    ("Then", "outcome", "the receipt shows book"),
    ("And", "outcome", "the parcel holds book"),
)
LINES_OF_A_SCENARIO = len(STEPS) + 2


def write_features(root: Path, stories: int, cases: int) -> None:
    """Write the feature files that the document is about."""
    (root / "features").mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.storycontract]\n')
    for story in range(stories):
        lines = [f"@story:S-{story} @epic:epic-{story % 20}", f"Feature: Buy the books of shelf {story}"]
        for case in range(cases):
            lines += [f"  @ac:S-{story}.{case}", f"  Scenario: Book {case}"]
            lines += [f"    {keyword} {text} {story}-{case}" for keyword, _, text in STEPS]
        (root / "features" / f"shelf_{story}.feature").write_text("\n".join(lines) + "\n")


def make_document(stories: int, cases: int) -> StoriesDocument:
    """Make what stories.json would say of them; every fifth story is done."""
    entries = [make_story(number, cases) for number in range(stories)]
    counts = {verdict: sum(entry["verdict"] == verdict for entry in entries) for verdict in VERDICTS}
    roll_ups: dict[str, list[object]] = {"epic": [], "objective": [], "release": [], "owner": []}
    document = {
        "product": "shop",
        "generated_utc": MOMENT,
        "scope_digest": DIGEST,
        "environments": ["default"],
        "counts": {"total": stories, **counts},
        "roll_ups": roll_ups,
        "runs": [],
        "stories": entries,
    }
    return StoriesDocument.model_validate_json(json.dumps(document))


def make_story(number: int, cases: int) -> dict[str, Any]:
    """Make one story; of one that is not done the first case did not pass."""
    verdict = list(VERDICTS)[number % len(VERDICTS)]
    path = f"features/shelf_{number}.feature"
    reason = {"code": "failed", "count": 1, "sentence": f"1 of {cases} scenarios fails", "path": path}
    absent = dict.fromkeys(("objective", "owner", "release", "sprint", "narrative"))
    return absent | {
        "id": f"S-{number}",
        "id_is_derived": False,
        "title": f"Buy the books of shelf {number}",
        "verdict": verdict,
        "verdict_label": VERDICTS[verdict],
        "reasons": [] if verdict == "done" else [{**reason, "line": 4, "command": None}],
        "flags": [],
        "path": path,
        "line": 2,
        "language": "en",
        "epic": f"epic-{number % 20}",
        "priority": "must",
        "depends": [],
        "was": [],
        "tags": [],
        "is_draft": False,
        "fingerprint": DIGEST,
        "silenced": [],
        "criteria": [
            make_criterion(number, case, path, passed=bool(case) or verdict == "done")
            for case in range(cases)
        ],
    }


def make_criterion(story: int, number: int, path: str, *, passed: bool) -> dict[str, Any]:
    """Make a criterion with its one case."""
    line = 4 + number * LINES_OF_A_SCENARIO
    verdict = "passed" if passed else "failed"
    steps = [
        {"keyword": keyword, "text": f"{text} {story}-{number}", "line": line + place, "kind": kind}
        for place, (keyword, kind, text) in enumerate(STEPS, start=1)
    ]
    ran = [{**step, "path": path, "outcome": "passed", "duration_ms": 2.5, "message": None} for step in steps]
    written = [{**step, "table": None, "doc_string": None} for step in steps]
    absent = dict.fromkeys(("message", "problem"))
    attempt = {
        "run": "run",
        "environment": "default",
        "node_id": f"{path}::{number}",
        "variant": "",
        "attempt": 0,
        "outcome": verdict,
        "counts": True,
        "started_utc": MOMENT,
        "duration_ms": 12.5,
        "message": None,
        "steps": ran,
        "artefacts": [],
        "left_out": [],
    }
    place = {"name": f"Book {number}", "fingerprint": DIGEST, "verdict": verdict, "path": path, "line": line}
    case = absent | {
        **place,
        "is_manual": False,
        "example": [],
        "steps": written,
        "environments": [],
        "attempts": [attempt],
        "failing_step": None if passed else {**ran[3], "outcome": "failed", "message": "assert 1 == 2"},
        "duration_ms": 12.5,
    }
    criterion = {"id": f"S-{story}.{number}", "id_is_derived": False, "rule": None, "is_draft": False}
    return {**criterion, **place, "cases": [case]}


def write_plain_results(folder: Path, count: int) -> None:
    """Write results as a plain suite leaves them: a test, its labels and five steps."""
    folder.mkdir()
    for number in range(count):
        key = str(uuid.uuid4())
        timing = {"status": "passed", "start": START_MS + number, "stop": START_MS + number + 10}
        names = {"parentSuite": f"tests.shelf_{number // 10}", "epic": f"epic-{number // 10 % 20}"}
        result = {
            "uuid": key,
            "name": f"test_book_{number}",
            "fullName": f"tests.shelf_{number // 10}#test_book_{number}",
            "historyId": f"{number:032x}",
            "testCaseId": f"{number:032x}",
            "labels": [{"name": name, "value": value} for name, value in names.items()],
            "steps": [{"name": f"{keyword} {text} {number}", **timing} for keyword, _, text in STEPS],
            **timing,
        }
        (folder / f"{key}-result.json").write_text(json.dumps(result))


def generate_plain(work: Path, count: int, environment: dict[str, str]) -> None:
    """Make a report of plain results with the same Allure and the same form of page."""
    results = work / f"plain-{count}"
    if not results.exists():
        write_plain_results(results, count)
    command = ["allure", "awesome", results.name, "--single-file", "-o", f"report-{count}"]
    subprocess.run(command, cwd=work, env=environment, check=True, capture_output=True)


def measure(action: Callable[[], object]) -> float:
    """Return the CPU seconds of an action, those of the processes it starts included."""
    before = read_cpu()
    action()
    return read_cpu() - before


def read_cpu() -> float:
    """Read the CPU seconds used so far."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def compare(root: Path, stories: int, cases: int, rounds: int) -> None:
    """Measure one size, and print it."""
    script = runpy.run_path(str(Path(__file__).parents[1] / "docs" / "allure_report.py"))
    script["install"](script["ALLURE"]["3"])
    programs = script["ALLURE"]["3"].folder / "node_modules" / ".bin"
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    write_features(root, stories, cases)
    settings = load_settings(root)
    document = make_document(stories, cases)
    write_plain_results(root / f"plain-{stories * cases}", stories * cases)
    if cases > 1:
        write_plain_results(root / f"plain-{stories}", stories)
    ours, many, few = [], [], []
    for _ in range(rounds):
        ours.append(measure(lambda: generate_allure(settings, document, environment=environment)))
        many.append(measure(lambda: generate_plain(root, stories * cases, environment)))
        few.append(measure(lambda: generate_plain(root, stories, environment)))
    size_mb = (root / "reports" / "allure" / "stories.html").stat().st_size / 1e6
    print(
        f"{stories} stories, {stories * cases} cases: {min(ours):.1f} s, {size_mb:.0f} MB\n"
        f"  plain results, as many cases:   {min(many):.1f} s, ratio {min(ours) / min(many):.2f}\n"
        f"  plain results, as many stories: {min(few):.1f} s, ratio {min(ours) / min(few):.2f}",
        flush=True,
    )


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stories", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--cases", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    # As the command does.
    gc.set_threshold(COLLECTION_THRESHOLD)
    for stories in options.stories:
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder).resolve(), stories, options.cases, options.rounds)


if __name__ == "__main__":
    main()
