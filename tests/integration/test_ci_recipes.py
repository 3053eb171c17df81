"""The recipes for CI servers: every step that needs no server is run as the server's shell would run it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

EXAMPLE = Path(__file__).parents[2] / "examples" / "bookshop"
PRODUCT = "bookshop/api.py"
ANSWERS_STOCK = "stock=book.stock"

# What the server itself does, and what fetches programs from the network.
SERVER_STEPS = {
    *("Check out", "Set up Python", "Install", "Allure"),
    *("Keep the evidence", "Fetch the ledger", "Fetch the evidence", "Keep the page"),
    *("Hand the site over", "Publish"),
}
OWN_VARIABLES = ("PYTEST", "COV_", "COVERAGE", "GITHUB_", "CI_")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: the exit code of each of its steps, what they printed, and where."""

    folder: Path
    codes: dict[str, int]
    output: str
    summary: str = ""

    @property
    def verdicts(self) -> dict[str, str]:
        stories = json.loads((self.folder / "reports" / "stories.json").read_text(encoding="utf-8"))[
            "stories"
        ]
        return {story["id"]: story["verdict"] for story in stories}


class Server:
    """A repository with the stories of the example that need no browser, and what runs its pipelines."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin = folder / "origin"
        shutil.copytree(EXAMPLE, self.origin, ignore=shutil.ignore_patterns("reports", "__pycache__"))
        for epic in ("account", "catalogue", "checkout"):
            shutil.rmtree(self.origin / "features" / epic)
        git(self.origin, "init", "-q", "-b", "main")
        self.commit("Open the shop")

    def commit(self, message: str) -> None:
        git(self.origin, "add", "-A")
        git(self.origin, "commit", "-q", "-m", message)

    def check_out(self, name: str, branch: str) -> Path:
        folder = self.folder / name
        git(self.folder, "clone", "-q", str(self.origin), str(folder))
        git(folder, "checkout", "-q", branch)
        return folder

    def keep_ledger(self, folder: Path) -> None:
        shutil.copy(folder / "reports" / "ledger.sqlite", self.folder / "ledger.sqlite")

    def fetch_ledger(self, folder: Path) -> None:
        kept = self.folder / "ledger.sqlite"
        if kept.exists():
            shutil.copy(kept, folder / "reports" / "ledger.sqlite")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@shop.example")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def run_shell(script: str, folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as both servers do: with bash, to the first command that fails."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OWN_VARIABLES)}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=inherited | {"PATH": path} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def fill(text: Any, context: Mapping[str, str]) -> str:
    """Put in the values of expressions; one that is not foreseen is an error."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: context[found[1]], str(text))


def run_github_job(job: Mapping[str, Any], folder: Path, context: Mapping[str, str]) -> Outcome:
    """Run the steps of a job that are not the server's, each unless its condition forbids it."""
    temporary = folder.parent / f"{folder.name}-temp"
    temporary.mkdir()
    server = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
        "RUNNER_TEMP": str(temporary),
    }
    codes: dict[str, int] = {}
    output = ""
    for step in job["steps"]:
        if step["name"] in SERVER_STEPS:
            continue
        condition = step.get("if", "${{ success() }}")
        if not fill(condition, {**context, "success()": "" if any(codes.values()) else "yes"}):
            continue
        declared = {**job.get("env", {}), **step.get("env", {})}
        variables = {name: fill(value, context) for name, value in declared.items()}
        done = run_shell(step["run"], folder, {**server, **variables})
        codes[step["name"]] = done.returncode
        output += done.stdout
    summary = temporary / "summary.md"
    return Outcome(folder, codes, output, summary.read_text(encoding="utf-8") if summary.exists() else "")


def run_github(server: Server, name: str, branch: str, *, base: str = "") -> tuple[list[Outcome], Outcome]:
    """Run the workflow on a branch; `base` is the one that a pull request is for."""
    jobs = yaml.safe_load((EXAMPLE / "ci" / "github.yml").read_text(encoding="utf-8"))["jobs"]
    shards = []
    tell = server.check_out(name, branch)
    for shard in jobs["run"]["strategy"]["matrix"]["shard"]:
        folder = server.check_out(f"{name}-{shard}", branch)
        shards.append(run_github_job(jobs["run"], folder, {"matrix.shard": str(shard)}))
        shutil.copytree(folder / "reports", tell / "reports" / "shards" / f"shard-{shard}")
    server.fetch_ledger(tell)
    context = {
        "!cancelled()": "yes",
        "!cancelled() && github.base_ref": base,
        "github.base_ref && format('origin/{0}', github.base_ref)": base and f"origin/{base}",
    }
    return shards, run_github_job(jobs["tell"], tell, context)


def run_gitlab(server: Server, name: str, branch: str, *, base: str = "") -> Outcome:
    """Run the pipeline on a branch; `base` is the one that a merge request is for."""
    jobs = yaml.safe_load((EXAMPLE / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    tell = server.check_out(name, branch)
    count = jobs["run"]["parallel"]
    codes = {}
    output = ""
    for index in range(1, count + 1):
        folder = server.check_out(f"{name}-{index}", branch)
        variables = {"CI_NODE_INDEX": str(index), "CI_NODE_TOTAL": str(count), "CI_PROJECT_DIR": str(folder)}
        done = run_shell("\n".join(jobs["run"]["script"]), folder, variables)
        codes[f"run {index}"] = done.returncode
        output += done.stdout
        shutil.copytree(folder / "reports", tell / "reports", dirs_exist_ok=True)
    server.fetch_ledger(tell)
    variables = {"CI_PROJECT_DIR": str(tell)} | (
        {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": base} if base else {}
    )
    for job in ("tell", "pages"):
        done = run_shell("\n".join(jobs[job]["script"]), tell, variables)
        codes[job] = done.returncode
        output += done.stdout
    return Outcome(tell, codes, output)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    return Server(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def on_main(server: Server) -> tuple[list[Outcome], Outcome]:
    """The workflow at GitHub on main, whose ledger later pipelines find."""
    outcomes = run_github(server, "main", "main")
    server.keep_ledger(outcomes[1].folder)
    return outcomes


@pytest.fixture(scope="module")
def broken(server: Server, on_main: tuple[list[Outcome], Outcome]) -> str:
    """A branch on which the product no longer does what it did on main."""
    assert on_main
    git(server.origin, "checkout", "-q", "-b", "broken")
    product = server.origin / PRODUCT
    text = product.read_text(encoding="utf-8")
    assert ANSWERS_STOCK in text
    product.write_text(text.replace(ANSWERS_STOCK, "stock=0"), encoding="utf-8")
    server.commit("Answer nothing about stock")
    return "broken"


def test_at_github_shards_are_merged_and_published(on_main: tuple[list[Outcome], Outcome]) -> None:
    shards, told = on_main

    site = told.folder / "reports" / "site"
    assert [shard.codes for shard in shards] == [{"Run a shard": 0}, {"Run a shard": 0}], shards
    assert told.codes == {"Merge": 0, "Report": 0, "Lay out the site": 0}, told.output
    assert told.verdicts == {"SHOP-13": "done", "SHOP-14": "done"}
    assert told.summary.strip().startswith("## 2 of 2 stories done")
    assert "2 of 2 stories done" in (site / "badge.svg").read_text(encoding="utf-8")
    assert (site / "index.html").exists()


def test_at_github_a_shard_tells_nothing_by_itself(on_main: tuple[list[Outcome], Outcome]) -> None:
    shards, _ = on_main

    assert [shard.summary for shard in shards] == ["", ""]
    assert all("\n::" not in shard.output for shard in shards)


def test_at_github_a_pull_request_that_breaks_a_story_is_stopped_and_told(
    server: Server, broken: str
) -> None:
    shards, told = run_github(server, "pull-request", broken, base="main")

    text = (told.folder / "reports" / "pull-request.md").read_text(encoding="utf-8")
    assert all(shard.codes == {"Run a shard": 0} for shard in shards)
    assert told.codes == {"Merge": 0, "Report": 0, "Gate": 1, "Lay out the site": 0}, told.output
    assert told.verdicts["SHOP-13"] == "failing"
    assert "1 lost" in text
    assert "\n::error file=features/api/stock_lookup.feature,line=" in told.output
    assert told.summary.count("## 1 of 2 stories done") == 1


def test_at_gitlab_a_merge_request_that_breaks_a_story_is_stopped_and_told(
    server: Server, broken: str
) -> None:
    told = run_gitlab(server, "merge-request", broken, base="main")

    entries = json.loads((told.folder / "reports" / "code-quality.json").read_text(encoding="utf-8"))
    assert told.codes == {"run 1": 0, "run 2": 0, "tell": 1, "pages": 0}, told.output
    assert [entry["check_name"] for entry in entries] == ["story-failing"]
    assert (told.folder / "public" / "index.html").exists()
    assert "1 lost" in (told.folder / "reports" / "merge-request.md").read_text(encoding="utf-8")
