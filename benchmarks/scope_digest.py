"""How much CPU the scope digest takes on a large tree, beside `git status` in the same run.

Usage: python benchmarks/scope_digest.py [number of files, default 20000]
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from storycontract.evidence.scope import ScopeOptions, compute_scope

FILES_PER_FOLDER = 25
ROUNDS = 5
LIMIT_S = 0.5


def main() -> int:
    """Measure, print, and fail where the limit is passed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _make_tree(root, count)
        globs = ScopeOptions(outputs=("build/", "**/*.log"))
        status_s = _measure(lambda: _git(root, "status", "--porcelain"))
        plain_s = _measure(lambda: compute_scope(root, ScopeOptions()))
        globs_s = _measure(lambda: compute_scope(root, globs))
        _change_files(root)
        changed_s = _measure(lambda: compute_scope(root, ScopeOptions()))
    print(f"{count} files, least CPU seconds of {ROUNDS} (own and of git)")
    print(f"git status                    {status_s:.3f}")
    print(f"scope digest                  {plain_s:.3f}")
    print(f"scope digest, two outputs     {globs_s:.3f}")
    print(f"scope digest, 40 files edited {changed_s:.3f}")
    return 0 if max(plain_s, globs_s, changed_s) < LIMIT_S else 1


def _make_tree(root: Path, count: int) -> None:
    for number in range(count):
        folder = root / f"package_{number // FILES_PER_FOLDER // 20}" / f"part_{number // FILES_PER_FOLDER}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"module_{number}.py").write_text(f"VALUE = {number}\n", encoding="utf-8")
    _git(root, "init", "-q")
    _git(root, "add", ".")
    _git(root, "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-qm", "all")


def _change_files(root: Path) -> None:
    for path in sorted(root.rglob("*0.py"))[:40]:
        path.write_text("VALUE = None\n", encoding="utf-8")


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, stdout=subprocess.DEVNULL)


def _measure(work: Callable[[], object]) -> float:
    return min(_cpu_seconds(work) for _ in range(ROUNDS))


def _cpu_seconds(work: Callable[[], object]) -> float:
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = os.times()
    return own.user + own.system + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    sys.exit(main())
