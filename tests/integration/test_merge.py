"""`storycontract merge`: evidence of several machines, in any order and as often as one likes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING

import pytest

from storycontract.cli.main import run
from storycontract.evidence.artefacts import ArtefactStore
from storycontract.evidence.reading import load_runs
from storycontract.evidence.record import Artefact
from storycontract.evidence.run_file import name_closed

if TYPE_CHECKING:
    from tests.integration.conftest import Run, SmallProject

    StartMerge = Callable[[Path, Path], subprocess.Popen[str]]

SHARDS = (1, 2, 3)
SLOW = """\
import pathlib, time
def pytest_runtest_logfinish(nodeid):
    pathlib.Path("reports/tried").touch()
    time.sleep(60)
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge said, how it ended, and what came of each story."""

    exit_code: int
    output: str
    verdicts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Machines:
    """Where the three shards of one project ran, and a fresh checkout that is to hold them all."""

    shards: tuple[Path, ...]
    checkout: Path

    def merge(self, *paths: Path | str) -> Merged:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from storycontract.cli.main import main; main()",
                "merge",
                *map(str, paths),
            ],
            cwd=self.checkout,
            capture_output=True,
            text=True,
            check=False,
        )
        stories = self.checkout / "reports" / "stories.json"
        entries = json.loads(stories.read_text())["stories"] if stories.exists() else []
        verdicts = {entry["id"]: entry["verdict"] for entry in entries}
        return Merged(done.returncode, done.stdout + done.stderr, verdicts)

    @property
    def evidence(self) -> Path:
        return self.checkout / "reports" / "evidence"

    def list_evidence(self) -> set[str]:
        return {path.name for path in self.evidence.glob("*.jsonl")}


def file_of(reports: Path) -> Path:
    (file,) = (reports / "evidence").glob("*.jsonl")
    return file


@pytest.fixture(scope="module")
def run_once(make_project: "Callable[[str], SmallProject]") -> Path:
    project = make_project("machines")
    for story in "ABC":
        project.write_story(story)
    folder = project.root.parent / f"{project.root.name}-shards"
    for index in SHARDS:
        project.pytest("features", "--splits", "3", "--group", str(index))
        shutil.move(project.root / "reports", folder / f"job-{index}" / "reports")
    shutil.copytree(project.root, folder / "checkout")
    return folder


@pytest.fixture
def machines(run_once: Path, tmp_path: Path) -> Machines:
    folder = tmp_path / "all"
    shutil.copytree(run_once, folder)
    return Machines(tuple(folder / f"job-{index}" / "reports" for index in SHARDS), folder / "checkout")


@pytest.fixture
def shop(machines: Machines, make_shop: "Callable[[Path], SmallProject]") -> "SmallProject":
    return make_shop(machines.checkout)


@pytest.fixture
def make_shop(small_project: "SmallProject") -> "Callable[[Path], SmallProject]":
    """Make a project of a folder that holds one."""

    def make(root: Path) -> "SmallProject":
        small_project.root = root
        return small_project

    return make


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)], ids=["in order", "in another"])
def test_all_shards_in_any_order_are_one_whole_run(machines: Machines, order: tuple[int, ...]) -> None:
    merged = [machines.merge(machines.shards[index]) for index in order]

    assert [each.exit_code for each in merged] == [3, 3, 0]
    assert merged[-1].verdicts == {"A": "done", "B": "done", "C": "done"}
    assert "1 run taken in" in merged[-1].output
    assert "3 of 3 stories done" in merged[-1].output


def test_the_order_of_what_is_named_never_matters(machines: Machines) -> None:
    found = set()
    for order in permutations(machines.shards):
        shutil.rmtree(machines.evidence.parent, ignore_errors=True)
        run_from(machines.checkout, "merge", *order)
        found.add(tuple(sorted(machines.list_evidence())))

    assert len(found) == 1
    assert [run.damage for run in load_runs(machines.evidence)] == [None, None, None]


def test_one_folder_above_all_is_enough(machines: Machines) -> None:
    merged = machines.merge(machines.shards[0].parent.parent)

    assert merged.exit_code == 0
    assert "3 runs taken in" in merged.output


def test_files_may_be_named_one_by_one(machines: Machines) -> None:
    merged = machines.merge(*map(file_of, machines.shards))

    assert (merged.exit_code, merged.verdicts["B"]) == (0, "done")


def test_what_was_unpacked_into_the_evidence_folder_is_there_already(machines: Machines) -> None:
    for index, shard in enumerate(machines.shards):
        shutil.copytree(shard, machines.evidence / f"job-{index}")

    merged = machines.merge("reports")

    assert merged.exit_code == 0
    assert "0 runs taken in, 3 here already" in merged.output
    assert merged.verdicts["B"] == "done"


def test_a_missing_shard_is_named_and_its_story_is_not_done(machines: Machines) -> None:
    merged = machines.merge(machines.shards[0], machines.shards[2])

    assert merged.exit_code == 3
    assert "Shard 2 of 3 is missing: nothing is known of what it holds." in merged.output
    assert merged.verdicts == {"A": "done", "B": "unproven", "C": "done"}


def test_doing_it_again_changes_nothing(machines: Machines) -> None:
    machines.merge(*machines.shards)
    before = machines.list_evidence()

    again = machines.merge(*machines.shards, *machines.shards)

    assert again.exit_code == 0
    assert "0 runs taken in, 3 here already" in again.output
    assert machines.list_evidence() == before


def test_a_shard_that_ran_twice_is_named_and_harmless(machines: Machines, shop: "SmallProject") -> None:
    machines.merge(*machines.shards)
    shop.pytest("features", "--splits", "3", "--group", "2")

    merged = machines.merge(*machines.shards)

    assert merged.exit_code == 0
    assert "Shard 2 of 3 is there twice, and all of it counts" in " ".join(merged.output.split())


def test_a_shard_of_other_code_is_named_and_its_story_is_not_done(
    machines: Machines, shop: "SmallProject"
) -> None:
    shop.write("shop.py", "PRICE = 2\n")
    for index in ("1", "3"):
        shop.pytest("features", "--splits", "3", "--group", index)

    merged = machines.merge(machines.shards[1])

    assert merged.exit_code == 3
    assert "Shard 2 of 3 does not go with the others: the code has changed since." in merged.output
    assert merged.verdicts == {"A": "done", "B": "unproven", "C": "done"}


def test_a_shard_that_was_killed_is_taken_in_as_far_as_it_came(
    machines: Machines, make_shop: "Callable[[Path], SmallProject]", stop: "Callable[..., Run]"
) -> None:
    machine = machines.shards[1].parent
    shutil.copytree(machines.checkout, machine, dirs_exist_ok=True)
    shutil.rmtree(machines.shards[1])
    killed = make_shop(machine)
    # What lies in `docs` is no code.
    path = os.pathsep.join([str(killed.write("docs/slow.py", SLOW).parent), os.environ.get("PYTHONPATH", "")])
    process = killed.start("features", "--splits", "3", "--group", "2", "-p", "slow", PYTHONPATH=path)
    killed.wait_for("reports/tried")
    stop(process, SIGKILL)
    shop = make_shop(machines.checkout)
    for index in ("1", "3"):
        shop.pytest("features", "--splits", "3", "--group", index)

    merged = [machines.merge(machines.shards[1]) for _ in range(2)]

    assert [each.exit_code for each in merged] == [3, 3]
    assert "Shard 2 of 3 broke off: it was killed, or is still on." in merged[0].output
    assert merged[0].verdicts == merged[1].verdicts == {"A": "done", "B": "unproven", "C": "done"}
    assert "0 runs taken in, 1 here already" in merged[1].output


def test_evidence_of_another_project_is_left_where_it_is(machines: Machines) -> None:
    settings = machines.checkout / "pyproject.toml"
    settings.write_text(settings.read_text().replace("shop", "bakery"))

    merged = machines.merge(*machines.shards)

    assert merged.exit_code == 2
    assert "it is about `shop`, and this project is `bakery`" in merged.output
    assert not machines.evidence.exists()


def test_evidence_of_another_project_beside_ones_own_is_named(
    machines: Machines, make_project: "Callable[[str], SmallProject]"
) -> None:
    other = make_project("bakery")
    other.write("pyproject.toml", '[project]\nname = "bakery"\n[tool.storycontract]\n')
    other.write_story("A")
    other.pytest("features")

    merged = machines.merge(*machines.shards, other.root)

    assert merged.exit_code == 0
    assert f"left where it is: {file_of(other.root / 'reports')}: it is about `bakery`" in merged.output
    assert len(machines.list_evidence()) == 3


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def rename(file: Path) -> None:
    file.rename(file.with_name("shard.jsonl"))


@pytest.mark.parametrize("damage", [flip, cut, empty, rename])
def test_a_damaged_file_is_named_kept_and_makes_nothing_done(
    machines: Machines, damage: Callable[[Path], None]
) -> None:
    damage(file_of(machines.shards[1]))

    merged = [machines.merge(*machines.shards) for _ in range(2)]

    assert [each.exit_code for each in merged] == [3, 3]
    assert "cannot be read: " in merged[0].output
    assert merged[0].verdicts == merged[1].verdicts
    assert merged[0].verdicts["B"] == "unproven"
    assert len(machines.list_evidence()) == 3


@pytest.mark.parametrize("damage", [flip, cut, empty])
@pytest.mark.parametrize("is_first", [True, False], ids=["damaged first", "intact first"])
def test_a_copy_that_is_intact_makes_up_for_a_damaged_one(
    machines: Machines, tmp_path: Path, damage: Callable[[Path], None], *, is_first: bool
) -> None:
    copy = shutil.copytree(machines.shards[1], tmp_path / "copy")
    damage(file_of(copy))
    order = (copy, machines.shards[1]) if is_first else (machines.shards[1], copy)

    for each in (*order, machines.shards[0]):
        machines.merge(each)
    merged = machines.merge(machines.shards[2])

    assert merged.exit_code == 0
    assert merged.verdicts == {"A": "done", "B": "done", "C": "done"}


def test_a_run_that_was_taken_back_elsewhere_stays_so(
    machines: Machines, make_shop: "Callable[[Path], SmallProject]"
) -> None:
    machine = machines.shards[1].parent
    shutil.copytree(machines.checkout, machine, dirs_exist_ok=True)
    run_id = json.loads(file_of(machines.shards[1]).read_text().splitlines()[0])["run_id"]
    make_shop(machine).storycontract("withdraw", run_id, "--reason", "the till was off")

    merged = machines.merge(*machines.shards)

    assert "3 runs taken in, 1 taken back" in merged.output
    assert "Shard 2 of 3 is missing: its run was withdrawn." in merged.output
    assert merged.verdicts["B"] == "unproven"


def test_two_at_once_lose_nothing(machines: Machines) -> None:
    command = [sys.executable, "-c", "from storycontract.cli.main import main; main()", "merge"]
    both = [
        subprocess.Popen([*command, *shards], cwd=machines.checkout, stdout=subprocess.PIPE)
        for shards in (machines.shards[:2], machines.shards[1:])
    ]
    for process in both:
        process.communicate(timeout=60)

    entries = json.loads((machines.checkout / "reports" / "stories.json").read_text())["stories"]
    assert {entry["id"]: entry["verdict"] for entry in entries} == {"A": "done", "B": "done", "C": "done"}
    assert len(machines.list_evidence()) == 3


def test_what_lies_among_the_code_is_warned_of(machines: Machines) -> None:
    shutil.copytree(machines.shards[0], machines.checkout / "shards")
    shutil.copytree(machines.shards[0], machines.checkout / "reports" / "shards")

    warned = machines.merge("shards")
    shutil.rmtree(machines.checkout / "shards")
    kept = machines.merge("reports/shards")

    assert "`shards` lies among the code" in warned.output
    assert "lies among the code" not in kept.output


@pytest.mark.parametrize(
    ("path", "problem"),
    [("nowhere", "there is no `nowhere`"), ("features", "there is no evidence in `features`")],
)
def test_a_path_without_evidence_is_a_mistake_and_changes_nothing(
    machines: Machines, path: str, problem: str
) -> None:
    merged = machines.merge(machines.shards[0], path)

    assert merged.exit_code == 2
    assert problem in merged.output
    assert not machines.evidence.exists()


def test_other_files_of_lines_of_json_are_none_of_our_business(machines: Machines) -> None:
    (machines.shards[0].parent / "log.jsonl").write_text('{"level": "info"}\n')

    assert machines.merge(machines.shards[0].parent.parent).exit_code == 0


@pytest.fixture
def pictured(machines: Machines) -> Path:
    """The reports of a run that names a picture, which lies beside it."""
    reports = machines.shards[1]
    shutil.rmtree(reports / "evidence" / "manifests")
    *lines, end = file_of(reports).read_text().splitlines()
    file_of(reports).unlink()
    store = ArtefactStore(reports / "evidence", limit_bytes=10**6)
    kept = store.keep("screenshot", "the till", b"a picture", ".png")
    assert isinstance(kept, Artefact)
    attempt = json.loads(lines.pop()) | {"artefacts": [kept.model_dump()]}
    content = "".join(line + "\n" for line in (*lines, json.dumps(attempt), end)).encode()
    (reports / "evidence" / name_closed(content)).write_bytes(content)
    return reports


def list_pictures(machines: Machines) -> list[bytes]:
    return [file.read_bytes() for file in (machines.evidence / "artefacts").glob("*")]


@pytest.mark.parametrize("file_alone", [True, False], ids=["a file", "a folder"])
def test_pictures_come_along(machines: Machines, pictured: Path, *, file_alone: bool) -> None:
    merged = machines.merge(
        machines.shards[0], machines.shards[2], file_of(pictured) if file_alone else pictured
    )

    assert merged.exit_code == 0
    assert "3 runs taken in, 1 files that go with them" in merged.output
    assert list_pictures(machines) == [b"a picture"]


def replace_by_link(path: Path, target: Path) -> str:
    """Move a file or a folder away and leave a link; give the line that names it."""
    shutil.move(path, target)
    path.symlink_to(target)
    return f"not read: {path}: a link out of what was named, to `{target}`\n"


@pytest.mark.parametrize("part", ["", "evidence"], ids=["folder", "folder further in"])
def test_a_link_to_a_folder_elsewhere_is_named_and_not_read(
    machines: Machines, tmp_path: Path, part: str
) -> None:
    line = replace_by_link(machines.shards[1] / part, tmp_path / "elsewhere")

    merged = machines.merge(machines.shards[0].parent.parent)
    then = machines.merge(machines.shards[0].parent.parent, tmp_path / "elsewhere")

    assert merged.exit_code == 3
    assert line in merged.output
    assert "2 runs taken in" in merged.output
    assert merged.verdicts == {"A": "done", "B": "unproven", "C": "done"}
    assert (then.exit_code, then.verdicts["B"]) == (0, "done")
    assert "not read" not in then.output


def test_what_a_link_leads_to_is_never_taken_for_damaged_evidence(machines: Machines, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("let me in")
    (machines.shards[0] / name_closed(b"of my own choice")).symlink_to(secret)

    merged = machines.merge(*machines.shards)

    assert merged.exit_code == 3
    assert "not read: " in merged.output
    assert merged.verdicts == {"A": "done", "B": "done", "C": "done"}
    assert len(machines.list_evidence()) == 3


@pytest.mark.parametrize("file_alone", [True, False], ids=["a file", "a folder"])
def test_pictures_are_not_read_over_a_link(
    machines: Machines, pictured: Path, tmp_path: Path, *, file_alone: bool
) -> None:
    line = replace_by_link(pictured / "evidence" / "artefacts", tmp_path / "pictures")

    merged = machines.merge(
        machines.shards[0], machines.shards[2], file_of(pictured) if file_alone else pictured
    )

    assert merged.exit_code == 3
    assert line in merged.output
    assert "missing: " in merged.output
    assert list_pictures(machines) == []


def test_lists_of_files_are_not_read_over_a_link(machines: Machines, tmp_path: Path) -> None:
    (manifest,) = (machines.shards[0] / "evidence" / "manifests").glob("*.json")
    line = replace_by_link(manifest, tmp_path / manifest.name)

    merged = machines.merge(machines.shards[0])

    assert line in merged.output
    assert not (machines.evidence / "manifests").exists()


def test_pictures_may_lie_elsewhere(machines: Machines, pictured: Path, tmp_path: Path) -> None:
    shutil.move(pictured / "evidence" / "artefacts", tmp_path / "pictures" / "of-shard-2")

    assert machines.merge(*machines.shards, tmp_path / "pictures" / "..").exit_code == 0
    assert list_pictures(machines) == [b"a picture"]


def test_a_picture_that_is_not_there_is_missing_until_it_comes(
    machines: Machines, pictured: Path, tmp_path: Path
) -> None:
    pictures = tmp_path / "pictures"
    shutil.move(pictured / "evidence" / "artefacts", pictures)

    without = machines.merge(*machines.shards)
    shutil.move(pictures, pictured / "evidence" / "artefacts")
    then = machines.merge(*machines.shards)

    assert (without.exit_code, then.exit_code) == (3, 0)
    assert "screenshot `the till` was not brought along" in without.output
    assert without.verdicts == then.verdicts == {"A": "done", "B": "done", "C": "done"}


def test_a_picture_that_is_another_is_not_taken(machines: Machines, pictured: Path) -> None:
    (picture,) = (pictured / "evidence" / "artefacts").glob("*.png")
    picture.write_bytes(b"another picture")

    merged = machines.merge(*machines.shards)

    assert merged.exit_code == 3
    assert "screenshot `the till` is not what was recorded" in merged.output
    assert list_pictures(machines) == []


def run_from(folder: Path, *arguments: object) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return run(list(map(str, arguments)))
