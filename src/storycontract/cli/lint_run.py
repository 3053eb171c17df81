"""One `storycontract lint` from choices to an outcome; nothing is printed here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from storycontract.assessment.lint_judging import BaselineUse, judge_findings, path_in_project
from storycontract.assessment.lint_paths import find_files_to_lint, holds_all
from storycontract.assessment.lint_plan import LintPlan, RuleChoice, build_plan, digest_choice
from storycontract.assessment.lint_settings_snapshot import LintProject, load_lint_project
from storycontract.assessment.lint_sources import Sources, read_sources
from storycontract.assessment.linting import LintRequest, cache_folder_of, lint_sources
from storycontract.assessment.step_files import find_step_files
from storycontract.errors import SettingsError, UsageError
from storycontract.lint.baseline import EMPTY_BASELINE, Baseline
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.lint_result import LintResult
from storycontract.lint.rule import Profile
from storycontract.settings.loading import find_project_root


class LintChoices(NamedTuple):
    """What the command line says; None where the settings decide."""

    paths: tuple[str, ...] = ()
    profile: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    write_baseline: bool = False
    use_baseline: bool = True
    strict_baseline: bool = False
    use_cache: bool = True


class LintOutcome(NamedTuple):
    """What is to be printed: a result to render, or else a text; `notes` are for people, beside either.

    `root` is what the paths of the result are relative to.
    """

    fails: bool
    root: Path
    result: LintResult | None = None
    text: str = ""
    notes: tuple[str, ...] = ()


def run_lint(here: Path, choices: LintChoices) -> LintOutcome:
    """Lint from the folder `here`; mend files and write a baseline where that is asked for.

    Raises:
        UsageError: a path, a rule or a setting is not there.
        SetUpError: a file cannot be written.
    """
    if choices.write_baseline and (choices.fix or choices.diff):
        raise UsageError(
            "what is mended and what is known cannot be told in one run",
            fix="run with --fix or --diff first, then once more with --write-baseline",
            where="--write-baseline",
        )
    root = find_project_root(here) or here
    cache_folder = cache_folder_of(root) if choices.use_cache else None
    project = load_lint_project(root, cache_folder)
    files = find_files_to_lint(root, here, choices.paths, project.features)
    is_whole = not choices.paths or holds_all(files, root, project.features)
    run = _Run(root, project, cache_folder, choices, is_whole=is_whole)
    sources = run.read(files)
    run.check_globs(sources)
    if choices.diff or choices.fix:
        return _mend(run, sources)
    if choices.write_baseline:
        return _write_baseline(run, sources)
    result = run.judge(sources)
    return LintOutcome(result.fails, root, result)


class _Run:
    """The settings and choices of one run."""

    def __init__(
        self,
        root: Path,
        project: LintProject,
        cache_folder: Path | None,
        choices: LintChoices,
        *,
        is_whole: bool,
    ) -> None:
        self.root = root
        self.project = project
        self.cache_folder = cache_folder
        self.choices = choices
        self.rule_choice = RuleChoice(
            profile=Profile(choices.profile) if choices.profile else None,
            select=choices.select,
            extend_select=choices.extend_select,
            ignore=choices.ignore,
        )
        self.fail_on = Severity(choices.fail_on) if choices.fail_on else project.config.fail_on
        self.has_code = False
        self.is_whole = is_whole
        self.baseline_file = root / project.config.baseline

    def make_plan(self) -> LintPlan:
        # Rules and their lexicons take time to load, and where nothing has changed nobody needs them.
        from storycontract.lint.catalogue import RULES  # noqa: PLC0415

        return build_plan(
            self.project.config, self.rule_choice, RULES, has_code=self.has_code, is_whole=self.is_whole
        )

    def read(self, files: Mapping[str, Path]) -> Sources:
        step_files = find_step_files(self.root, self.project.features, self.project.steps, files)
        self.has_code = bool(step_files)
        return read_sources(files, step_files)

    def lint(self, sources: Sources) -> tuple[Finding, ...]:
        return lint_sources(
            LintRequest(
                sources=sources,
                make_plan=self.make_plan,
                choice=digest_choice(self.project.config, self.rule_choice),
                story_tag=self.project.story_tag_pattern,
                cache_folder=self.cache_folder,
                is_whole=self.is_whole,
            )
        )

    def judge(self, sources: Sources) -> LintResult:
        return judge_findings(self.lint(sources), sources, self._baseline_use(sources), self.fail_on)

    def list_open(self, sources: Sources) -> Sequence[Finding]:
        return self.judge(sources).findings

    def check_globs(self, sources: Sources) -> None:
        """Refuse an override that fits no file, where all of the tree is at hand."""
        if not self.is_whole or not self.project.config.overrides:
            return
        unused = self.make_plan().list_unused_globs(tuple(sources.by_path))
        if unused:
            raise SettingsError(
                f"`{unused[0]}` matches no feature file",
                fix=_suggest_glob(unused[0], sources.by_path),
                where="pyproject.toml [[tool.storycontract.lint.overrides]] `paths`",
            )

    def _baseline_use(self, sources: Sources) -> BaselineUse:
        return BaselineUse(
            baseline=self.load_baseline(),
            path=path_in_project(self.root, self.baseline_file),
            is_strict=self.choices.strict_baseline,
            was_linted=self.tell_linted(sources),
        )

    def tell_linted(self, sources: Sources) -> Callable[[str], bool]:
        # Rules that did not run leave their entries open, and so do files that were not looked at.
        if self.rule_choice != RuleChoice():
            return lambda _: False
        linted = set(sources.by_path)
        if self.is_whole:
            linted |= {file.path for file in sources.step_files}
        return lambda path: path in linted or not (self.root / path).exists()

    def load_baseline(self) -> Baseline:
        return self.load_kept() if self.choices.use_baseline else EMPTY_BASELINE

    def load_kept(self) -> Baseline:
        """Load what is in the baseline, whether or not findings are set against it."""
        if not self.baseline_file.exists():
            return EMPTY_BASELINE
        from storycontract.assessment.lint_baseline_file import load_baseline  # noqa: PLC0415 - seldom there

        return load_baseline(self.baseline_file)


def _suggest_glob(glob: str, paths: Iterable[str]) -> str:
    from storycontract.lint.names import suggest  # noqa: PLC0415 - only a mistake needs it

    folders = {parent.as_posix() for path in paths for parent in PurePosixPath(path).parents}
    known = sorted(folders - {"."} | set(paths))
    remedy = "correct the glob, relative to the project root, or remove the override"
    return suggest(glob.rstrip("*/"), known, remedy)


def _mend(run: _Run, sources: Sources) -> LintOutcome:
    from storycontract.assessment.lint_repair import (  # noqa: PLC0415 - only mending needs it
        mend,
        render_difference,
        write_contents,
    )

    mending = mend(sources, run.list_open, unsafe=run.choices.unsafe, story_tag=run.project.story_tag_pattern)
    notes = []
    if mending.refused:
        notes.append(f"left out, since it would change what runs: the fix of {_count(mending.refused)}")
    if not mending.made and not mending.refused:
        notes.insert(0, "nothing to mend")
    if run.choices.diff:
        text = render_difference(sources, mending.contents)
        return LintOutcome(bool(mending.contents), run.root, text=text, notes=tuple(notes))
    write_contents(sources, mending.contents)
    if mending.made:
        notes.insert(0, f"mended {_count(mending.made)} (files changed: {len(mending.contents)})")
    result = run.judge(sources.with_contents(mending.contents))
    return LintOutcome(result.fails, run.root, result, notes=tuple(notes))


def _write_baseline(run: _Run, sources: Sources) -> LintOutcome:
    from storycontract.assessment.lint_baseline_file import save_baseline  # noqa: PLC0415 - only this needs it
    from storycontract.assessment.lint_judging import take_known  # noqa: PLC0415
    from storycontract.lint.catalogue import RULES  # noqa: PLC0415

    if run.rule_choice != RuleChoice():
        raise UsageError(
            "a baseline holds what the rules of the settings find",
            fix="leave out --profile, --select, --extend-select and --ignore, or set them in pyproject.toml",
            where="--write-baseline",
        )
    structural = frozenset(rule.name for rule in RULES if rule.structural)
    taken, left = take_known(run.lint(sources), sources, structural)
    was_linted = run.tell_linted(sources)
    kept = {key: count for key, count in _load_to_keep(run).counts.items() if not was_linted(key.path)}
    baseline = Baseline({**kept, **taken.counts})
    save_baseline(baseline, run.baseline_file)
    count = sum(baseline.counts.values())
    text = f"{path_in_project(run.root, run.baseline_file)}: {_count(count)} known from now on\n"
    if left:
        text += f"not among them: {_count(left)} of rules that nothing silences\n"
    return LintOutcome(fails=False, root=run.root, text=text)


def _load_to_keep(run: _Run) -> Baseline:
    try:
        return run.load_kept()
    except UsageError:
        # Where all of the tree is at hand nothing is to be kept of a file that cannot be read.
        if not run.is_whole:
            raise
        return EMPTY_BASELINE


def _count(number: int) -> str:
    return f"{number} finding" if number == 1 else f"{number} findings"
