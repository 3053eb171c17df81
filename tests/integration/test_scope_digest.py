"""The scope digest on real work trees: whatever a runner can see changes it, and nothing else does."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from storycontract.errors import SettingsError
from storycontract.evidence.scope import (
    Change,
    ChangedFile,
    Scope,
    ScopeOptions,
    compare_manifests,
    compute_scope,
    load_manifest,
    save_manifest,
)

GIT_CONFIG = """
[user]
name = Ann
email = ann@example.org
[init]
defaultBranch = main
[protocol "file"]
allow = always
"""
FILES = {
    ".gitignore": "ignored/\n*.junk\n",
    "README.md": "# Shop\n",
    "src/shop.py": "PRICE = 20\n",
    "src/run.sh": "#!/bin/sh\n",
    "features/pay.feature": "Feature: Pay\n",
    "steps/pay_steps.py": "def pay(): ...\n",
    "docs/how.md": "how\n",
}


@pytest.fixture(autouse=True)
def git_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gitconfig").write_text(GIT_CONFIG)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_repository(tmp_path / "shop")


def make_repository(root: Path) -> Path:
    write_files(root)
    git(root, "init", "-q")
    commit_all(root)
    return root


def write_files(root: Path) -> None:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
        # Long ago, so that git has no reason of its own to look again.
        os.utime(root / name, (10**9, 10**9))


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def commit_all(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "-qm", "a change")


def digest(root: Path, options: ScopeOptions | None = None) -> str:
    return compute_scope(root, options or ScopeOptions()).digest


def rewrite_unseen(root: Path) -> None:
    """Same size, and the times of a file that nobody touched."""
    path = root / "src/shop.py"
    times = path.stat()
    path.write_text("PRICE = 99\n")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def edit_hidden(root: Path, flag: str) -> None:
    git(root, "update-index", flag, "src/shop.py")
    (root / "src/shop.py").write_text("PRICE = 99\n")


def replace_file_by_link(root: Path) -> None:
    (root / "src/shop.py").unlink()
    (root / "src/shop.py").symlink_to("run.sh")


def remove_staged(root: Path) -> None:
    git(root, "rm", "-q", "--cached", "src/shop.py")
    (root / "src/shop.py").unlink()


def start_repository_within(root: Path) -> None:
    write_files(root / "vendor")
    git(root / "vendor", "init", "-q")


def make_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("written\n")


def make_environment(root: Path) -> None:
    make_file(root / "env/pyvenv.cfg")
    make_file(root / "env/bin/python")


def make_cache(root: Path) -> None:
    make_file(root / "cache/CACHEDIR.TAG")
    make_file(root / "cache/deep/entry")


def replace_folder_by_link(root: Path) -> None:
    shutil.copytree(root / "src", root.parent / "elsewhere")
    shutil.rmtree(root / "src")
    (root / "src").symlink_to("../elsewhere")


def commit_hidden_mode(root: Path) -> None:
    git(root, "config", "core.fileMode", "false")
    (root / "src/run.sh").chmod(0o755)


def edit_behind_lying_settings(root: Path) -> None:
    git(root, "config", "core.trustctime", "false")
    git(root, "config", "core.checkStat", "minimal")
    git(root, "update-index", "--refresh")
    rewrite_unseen(root)


def add_behind_lying_settings(root: Path) -> None:
    git(root, "config", "status.showUntrackedFiles", "no")
    (root / "src/new.py").write_text("")


def break_filter(root: Path) -> None:
    (root / ".git/info/attributes").write_text("*.py filter=gone\n")
    git(root, "config", "filter.gone.clean", "no-such-command-anywhere")
    git(root, "config", "filter.gone.required", "true")
    (root / "src/shop.py").write_text("PRICE = 99\n")


SEEN: dict[str, Callable[[Path], object]] = {
    "an edit": lambda root: (root / "src/shop.py").write_text("PRICE = 2\n"),
    "an edit of the same size and time": rewrite_unseen,
    "an edit of a step file": lambda root: (root / "steps/pay_steps.py").write_text("pass\n"),
    "an untracked file": lambda root: (root / "src/new.py").write_text(""),
    "an untracked link": lambda root: (root / "src/link").symlink_to("shop.py"),
    "a dangling link": lambda root: (root / "src/link").symlink_to("nowhere"),
    "a deletion": lambda root: (root / "src/shop.py").unlink(),
    "a rename": lambda root: (root / "src/shop.py").rename(root / "src/store.py"),
    "an executable bit": lambda root: (root / "src/run.sh").chmod(0o755),
    "an executable bit git is told to ignore": commit_hidden_mode,
    "a file turned into a link": replace_file_by_link,
    "a folder turned into a link": replace_folder_by_link,
    "assume-unchanged": lambda root: edit_hidden(root, "--assume-unchanged"),
    "skip-worktree": lambda root: edit_hidden(root, "--skip-worktree"),
    "settings that hide an edit": edit_behind_lying_settings,
    "settings that hide a new file": add_behind_lying_settings,
    "a filter that fails": break_filter,
    "intent to add": lambda root: (
        (root / "src/new.py").write_text("1"),
        git(root, "add", "--intent-to-add", "src/new.py"),
    ),
    "a staged file that is gone": remove_staged,
    "a name with a line break": lambda root: (root / "src/a\nb.py").write_text(""),
    "a name with a quote and a space": lambda root: (root / '"a b".py').write_text(""),
    "a name beyond ASCII": lambda root: (root / "src/Müller✓.py").write_text(""),
    "a name that is not UTF-8": lambda root: Path(os.fsdecode(bytes(root) + b"/src/\xff.py")).write_text(""),
    "a repository within": lambda root: make_repository(root / "vendor"),
    "a repository within, without a commit": start_repository_within,
    "what ignores what": lambda root: (root / ".gitignore").write_text("ignored/\n"),
}
UNSEEN: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "new times": lambda root: os.utime(root / "src/shop.py", (1, 1)),
    "a file rewritten as it was": lambda root: (root / "src/shop.py").write_text(FILES["src/shop.py"]),
    "a commit of nothing": lambda root: git(root, "commit", "-q", "--allow-empty", "-m", "none"),
    "a branch": lambda root: git(root, "checkout", "-q", "-b", "other"),
    "a feature file": lambda root: (root / "features/pay.feature").write_text("Feature: Paying\n"),
    "a new feature file": lambda root: (root / "features/new.feature").write_text("Feature: New\n"),
    "a document": lambda root: (root / "docs/new.md").write_text(""),
    "the readme": lambda root: (root / "README.md").write_text(""),
    "an ignored file": lambda root: (root / "src/a.junk").write_text(""),
    "a report": lambda root: make_file(root / "reports/stories.json"),
    "evidence": lambda root: make_file(root / "reports/evidence/run/main.jsonl"),
    "a waiver": lambda root: make_file(root / ".storycontract/waivers.yaml"),
    "bytecode": lambda root: make_file(root / "src/__pycache__/shop.cpython-311.pyc"),
    "an environment": make_environment,
    "a cache": make_cache,
    "a pipe": lambda root: os.mkfifo(root / "src/pipe"),
    "an empty folder": lambda root: (root / "src/empty").mkdir(),
}


@pytest.mark.parametrize("edit", SEEN.values(), ids=SEEN)
def test_what_a_runner_can_see_changes_the_digest(edit: Callable[[Path], object], root: Path) -> None:
    before = digest(root)

    edit(root)

    assert digest(root) != before


@pytest.mark.parametrize("edit", UNSEEN.values(), ids=UNSEEN)
def test_what_says_nothing_about_the_code_keeps_the_digest(
    edit: Callable[[Path], object], root: Path
) -> None:
    before = digest(root)

    edit(root)

    assert digest(root) == before


@pytest.mark.parametrize("edit", ["an edit", "an executable bit", "a folder turned into a link"])
def test_undoing_an_edit_brings_the_digest_back(edit: str, root: Path, tmp_path: Path) -> None:
    before = digest(root)
    shutil.copytree(root, tmp_path / "kept", symlinks=True)

    SEEN[edit](root)
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "kept", root, symlinks=True)

    assert digest(root) == before


@pytest.mark.parametrize(
    "stage",
    [("add", "--all"), ("add", "--intent-to-add", "."), ("commit", "-qam", "all")],
    ids=lambda args: args[0],
)
def test_staging_and_committing_keep_the_digest(stage: tuple[str, ...], root: Path) -> None:
    (root / "src/shop.py").write_text("PRICE = 2\n")
    (root / "src/new.py").write_text("")
    (root / "src/link").symlink_to("new.py")
    before = digest(root)

    git(root, *stage)

    assert digest(root) == before


def squash(root: Path) -> None:
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--squash", "branch")
    git(root, "commit", "-qm", "squashed")


def merge(root: Path) -> None:
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "merged", "branch")


def rebase_on_documents(root: Path) -> None:
    git(root, "checkout", "-q", "main")
    (root / "docs/how.md").write_text("otherwise\n")
    git(root, "commit", "-qam", "a document")
    git(root, "rebase", "-q", "main", "branch")


def rebase_on_code(root: Path) -> None:
    git(root, "checkout", "-q", "main")
    (root / "src/other.py").write_text("")
    commit_all(root)
    git(root, "rebase", "-q", "main", "branch")


def cherry_pick(root: Path) -> None:
    git(root, "checkout", "-q", "main")
    git(root, "cherry-pick", "main..branch")


def reorder(root: Path) -> None:
    git(root, "reset", "-q", "--hard", "main")
    git(root, "cherry-pick", "ORIG_HEAD", "ORIG_HEAD~1")


def amend(root: Path) -> None:
    git(root, "commit", "-q", "--amend", "-m", "said otherwise", "--date", "2020-01-01T00:00:00")


def push_and_pull_shallow(root: Path) -> None:
    shutil.move(root, root.parent / "origin")
    origin = (root.parent / "origin").as_uri()
    git(root.parent, "clone", "-q", "--depth", "1", "--branch", "branch", origin, root.name)


@pytest.fixture
def branch(root: Path) -> Path:
    """A work tree on a branch of two commits, each of another file."""
    git(root, "checkout", "-q", "-b", "branch")
    for name in ("one", "two"):
        (root / f"src/{name}.py").write_text(f"NAME = '{name}'\n")
        commit_all(root)
    return root


@pytest.mark.parametrize(
    "rewrite",
    [squash, merge, rebase_on_documents, cherry_pick, reorder, amend, push_and_pull_shallow],
)
def test_code_is_the_same_however_its_history_is_told(branch: Path, rewrite: Callable[[Path], None]) -> None:
    before = digest(branch)

    rewrite(branch)

    assert digest(branch) == before


def test_a_rebase_on_other_code_is_other_code(branch: Path) -> None:
    before = digest(branch)

    rebase_on_code(branch)

    assert digest(branch) != before


def test_a_clone_has_the_same_digest(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(root), "clone")

    assert digest(tmp_path / "clone") == digest(root)


def test_a_linked_work_tree_has_the_same_digest(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "-q", str(tmp_path / "linked"))

    assert digest(tmp_path / "linked") == digest(root)


def test_an_edit_right_after_a_commit_is_seen_however_fast(root: Path) -> None:
    digests = set()

    for price in range(10, 30):
        (root / "src/shop.py").write_text(f"PRICE = {price}\n")
        git(root, "add", "src/shop.py")
        digests.add(digest(root))

    assert len(digests) == 20


def test_line_ends_that_git_normalises_do_not_count(root: Path) -> None:
    (root / ".gitattributes").write_text("* text=auto\n")
    commit_all(root)
    before = digest(root)

    (root / "src/shop.py").write_bytes(b"PRICE = 20\r\n")

    assert digest(root) == before


def test_filters_are_the_same_whatever_the_name_of_a_file(root: Path) -> None:
    (root / ".gitattributes").write_text("* text=auto\n")
    (root / "plain.txt").write_bytes(b"1\r\n")
    (root / 'Mü\n"x.txt').write_bytes(b"1\r\n")

    scope = compute_scope(root, ScopeOptions())

    assert scope.manifest['Mü\n"x.txt'] == scope.manifest["plain.txt"] != scope.manifest["src/shop.py"]
    assert scope.manifest["plain.txt"].endswith(" d00491fd7e5bb6fa28c517a0bb32b8b506539d4d")


def test_one_file_whose_filter_fails_does_not_make_git_useless(root: Path) -> None:
    (root / ".gitattributes").write_text("*.bin filter=gone\n")
    git(root, "config", "filter.gone.clean", "no-such-command-anywhere")
    git(root, "config", "filter.gone.required", "true")
    (root / "src/new.bin").write_text("1")
    before = compute_scope(root, ScopeOptions())

    (root / "src/new.bin").write_text("2")

    assert before.commit is not None
    assert digest(root) != before.digest


def test_commit_tree_and_dirt_are_told(root: Path) -> None:
    clean = compute_scope(root, ScopeOptions())
    (root / "src/shop.py").write_text("")
    dirty = compute_scope(root, ScopeOptions())

    commit, tree = git(root, "rev-parse", "HEAD"), git(root, "rev-parse", "HEAD^{tree}")
    assert (clean.commit, clean.tree, clean.dirty) == (commit, tree, False)
    assert (dirty.commit, dirty.tree, dirty.dirty) == (commit, tree, True)


def test_a_repository_without_a_commit_has_a_digest(tmp_path: Path) -> None:
    write_files(tmp_path / "new")
    git(tmp_path / "new", "init", "-q")
    before = compute_scope(tmp_path / "new", ScopeOptions())

    commit_all(tmp_path / "new")

    assert (before.commit, before.tree, before.dirty) == (None, None, True)
    assert digest(tmp_path / "new") == before.digest


def test_the_whole_work_tree_above_the_project_counts(root: Path) -> None:
    project = root / "apps/shop"
    write_files(project)
    commit_all(root)
    before = digest(project)

    (project / "docs/how.md").write_text("left out\n")
    left_out = digest(project)
    (root / "src/shop.py").write_text("PRICE = 2\n")

    assert left_out == before
    assert digest(project) != before


def test_a_submodule_counts_with_its_head_and_its_edits(root: Path, tmp_path: Path) -> None:
    make_repository(tmp_path / "library")
    git(root, "submodule", "add", "-q", str(tmp_path / "library"), "lib")
    commit_all(root)
    clean = digest(root)

    (root / "lib/src/shop.py").write_text("PRICE = 2\n")
    edited = digest(root)
    git(root / "lib", "checkout", "-q", "--", ".")
    restored = digest(root)
    git(root / "lib", "commit", "-q", "--allow-empty", "-m", "moved")

    assert restored == clean
    assert len({clean, edited, digest(root)}) == 3


def test_a_submodule_that_is_not_checked_out_is_no_obstacle(root: Path, tmp_path: Path) -> None:
    make_repository(tmp_path / "library")
    git(root, "submodule", "add", "-q", str(tmp_path / "library"), "lib")
    commit_all(root)
    git(tmp_path, "clone", "-q", str(root), "clone")

    assert digest(tmp_path / "clone") != digest(root)


def test_an_edit_in_a_repository_within_is_seen(root: Path) -> None:
    make_repository(root / "vendor")
    before = digest(root)

    (root / "vendor/src/shop.py").write_text("PRICE = 2\n")

    assert digest(root) != before


@pytest.mark.parametrize(
    "name",
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"],
)
def test_the_environment_of_a_hook_does_not_mislead(
    name: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = compute_scope(root, ScopeOptions())
    other = make_repository(tmp_path / "other")
    (other / "src/shop.py").write_text("PRICE = 2\n")
    commit_all(other)

    monkeypatch.setenv(name, str(other / ".git"))

    assert compute_scope(root, ScopeOptions()) == before


@pytest.fixture(
    params=["outside git", "no git command", "broken repository", "ignored by git", "ignoring itself"]
)
def untold(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project about which git cannot say anything."""
    match request.param:
        case "outside git":
            write_files(tmp_path / "plain")
            return tmp_path / "plain"
        case "no git command":
            make_repository(tmp_path / "tracked")
            monkeypatch.setenv("PATH", str(tmp_path))
            return tmp_path / "tracked"
        case "broken repository":
            make_repository(tmp_path / "tracked")
            (tmp_path / "tracked/.git/index").write_bytes(b"no index")
            return tmp_path / "tracked"
        case "ignored by git":
            write_files(make_repository(tmp_path / "tracked") / "ignored/shop")
            git(tmp_path / "tracked", "add", "--force", "ignored/shop/.gitignore")
            return tmp_path / "tracked/ignored/shop"
        case _:
            write_files(tmp_path / "venv")
            (tmp_path / "venv/.gitignore").write_text("*\n")
            git(tmp_path / "venv", "init", "-q")
            return tmp_path / "venv"


@pytest.mark.parametrize(
    "edit",
    ["an edit", "an edit of the same size and time", "an executable bit", "a deletion", "a dangling link"],
)
def test_without_git_every_edit_is_seen(edit: str, untold: Path) -> None:
    before = digest(untold)

    SEEN[edit](untold)

    assert digest(untold) != before


@pytest.mark.parametrize(
    "edit", ["nothing", "new times", "a feature file", "a document", "a report", "an environment", "a pipe"]
)
def test_without_git_the_same_is_left_out(edit: str, untold: Path) -> None:
    before = digest(untold)

    UNSEEN[edit](untold)

    assert digest(untold) == before


def test_a_blob_is_that_of_git_whoever_hashes_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "src/run.sh").chmod(0o755)
    (root / "src/link").symlink_to("shop.py")
    with_git = compute_scope(root, ScopeOptions())

    monkeypatch.setenv("PATH", str(tmp_path))

    assert compute_scope(root, ScopeOptions()).manifest == with_git.manifest


def test_a_file_that_nobody_may_read_is_not_taken_for_unchanged(root: Path) -> None:
    # Where one may read everything, as root, this is an edit like any other.
    secret = root / "src/new.py"
    secret.write_text("1")
    secret.chmod(0)
    before = digest(root)

    secret.chmod(0o600)
    secret.write_text("2")
    secret.chmod(0)

    assert digest(root) != before


def lay_in_docs(root: Path) -> ScopeOptions:
    make_file(root / "docs/stories/pay.feature")
    make_file(root / "docs/stories/steps/pay.py")
    make_file(root / "docs/stories/helper.py")
    make_file(root / "docs/stories/conftest.py")
    make_file(root / "docs/conftest.py")
    return ScopeOptions(features=("docs/stories",))


def ignore_beside_features(root: Path) -> ScopeOptions:
    (root / ".gitignore").write_text("steps/\nconftest.py\n")
    make_file(root / "features/conftest.py")
    make_file(root / "features/checkout/steps/pay.py")
    return ScopeOptions()


def name_package_like_reports(root: Path) -> ScopeOptions:
    make_file(root / "reports/sales/turnover.py")
    return ScopeOptions()


def link_out(root: Path) -> ScopeOptions:
    make_file(root.parent / "elsewhere/deep/shop/price.py")
    make_file(root.parent / "elsewhere/settings.json")
    make_file(root.parent / "stories/conftest.py")
    (root / "lib").symlink_to("../elsewhere/deep")
    (root / "settings.json").symlink_to("../elsewhere/settings.json")
    (root / "stories").symlink_to("../stories")
    return ScopeOptions(features=("stories",))


@pytest.mark.parametrize(
    ("lay", "path"),
    [
        (lay_in_docs, "docs/stories/steps/pay.py"),
        (lay_in_docs, "docs/stories/helper.py"),
        (lay_in_docs, "docs/stories/conftest.py"),
        (lay_in_docs, "docs/conftest.py"),
        (ignore_beside_features, "features/conftest.py"),
        (ignore_beside_features, "features/checkout/steps/pay.py"),
        (name_package_like_reports, "reports/sales/turnover.py"),
        (link_out, "lib/shop/price.py"),
        (link_out, "settings.json"),
        (link_out, "stories/conftest.py"),
    ],
)
@pytest.mark.parametrize("is_git", [True, False], ids=["git", "no git"])
def test_code_counts_where_nobody_looks_for_code(
    root: Path, lay: Callable[[Path], ScopeOptions], path: str, *, is_git: bool
) -> None:
    if not is_git:
        shutil.rmtree(root / ".git")
    options = lay(root)
    before = compute_scope(root, options)

    (root / path).write_text("other\n")

    after = compute_scope(root, options)
    assert after.digest != before.digest
    assert compare_manifests(before.manifest, after.manifest) == (ChangedFile(path, Change.CHANGED),)


def test_what_is_no_code_stays_left_out_beside_code(root: Path) -> None:
    lay_in_docs(root)
    name_package_like_reports(root)
    options = ScopeOptions(features=("docs/stories",))
    before = compute_scope(root, options).digest

    for name in ("docs/stories/pay.feature", "docs/how.md", "docs/conf.py", "reports/index.html"):
        make_file(root / name)
        (root / name).write_text("other\n")
    make_file(root / "reports/evidence/artefacts/log.py")

    assert compute_scope(root, options).digest == before


def test_a_link_to_a_disk_full_of_data_is_not_searched_to_the_end(root: Path) -> None:
    disk = root.parent / "disk"
    make_file(disk / "one/two/three/script.py")
    (root / "data").symlink_to(disk)
    before = compute_scope(root, ScopeOptions()).digest

    (disk / "one/two/three/script.py").write_text("other\n")

    assert compute_scope(root, ScopeOptions()).digest == before


def test_settings_narrow_and_leave_out(root: Path) -> None:
    options = ScopeOptions(scope=("src/",), outputs=("src/*.sh",))
    before = digest(root, options)

    (root / "src/run.sh").write_text("")
    (root / "steps/pay_steps.py").write_text("")
    unseen = digest(root, options)
    (root / "src/shop.py").write_text("")

    assert unseen == before
    assert digest(root, options) != before


def test_a_repository_within_counts_where_the_scope_names_a_part_of_it(root: Path) -> None:
    make_repository(root / "vendor")
    options = ScopeOptions(scope=("vendor/src/**",))
    before = digest(root, options)

    (root / "vendor/src/shop.py").write_text("PRICE = 2\n")

    assert digest(root, options) != before


def test_an_output_path_of_pytest_is_left_out_wherever_it_is_given_from(root: Path) -> None:
    options = ScopeOptions(output_paths=("out/junit.xml", str(root / "shots")))
    before = digest(root, options)

    make_file(root / "out/junit.xml")
    make_file(root / "shots/1.png")

    assert digest(root, options) == before


@pytest.mark.parametrize(
    "options", [ScopeOptions(scope=("scr/",)), ScopeOptions(outputs=("**",))], ids=["typo", "all"]
)
def test_settings_that_leave_nothing_are_a_mistake(options: ScopeOptions, root: Path) -> None:
    with pytest.raises(SettingsError, match="leave no file"):
        compute_scope(root, options)


def test_a_manifest_names_what_changed_since(root: Path, tmp_path: Path) -> None:
    then = compute_scope(root, ScopeOptions())
    save_manifest(tmp_path / "evidence", then)
    SEEN["a name that is not UTF-8"](root)
    (root / "src/shop.py").unlink()
    (root / "steps/pay_steps.py").write_text("")

    kept = load_manifest(tmp_path / "evidence", then.digest)

    assert kept == then.manifest
    assert compare_manifests(kept or {}, compute_scope(root, ScopeOptions()).manifest) == (
        ChangedFile("src/shop.py", Change.REMOVED),
        ChangedFile("src/\udcff.py", Change.ADDED),
        ChangedFile("steps/pay_steps.py", Change.CHANGED),
    )


def test_a_manifest_is_kept_once_and_mended_where_it_was_damaged(root: Path, tmp_path: Path) -> None:
    scope: Scope = compute_scope(root, ScopeOptions())
    file = save_manifest(tmp_path, scope)
    written = file.read_bytes()

    file.write_bytes(written.replace(b"100644", b"100755", 1))
    damaged = load_manifest(tmp_path, scope.digest)
    save_manifest(tmp_path, scope)

    assert damaged is None
    assert [path.read_bytes() for path in file.parent.iterdir()] == [written]


def test_a_manifest_that_was_never_kept_is_none(tmp_path: Path) -> None:
    assert load_manifest(tmp_path, "0" * 64) is None
