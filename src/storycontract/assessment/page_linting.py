"""What the linter has to say on the page: the findings of the settings, known ones left aside."""

from collections.abc import Mapping
from pathlib import Path

from storycontract.assessment.lint_judging import BaselineUse, judge_findings, path_in_project
from storycontract.assessment.lint_paths import find_files_to_lint
from storycontract.assessment.lint_plan import LintPlan, RuleChoice, build_plan, digest_choice
from storycontract.assessment.lint_sources import read_sources
from storycontract.assessment.linting import LintRequest, cache_folder_of, lint_sources
from storycontract.assessment.step_code_reading import read_step_code
from storycontract.assessment.step_files import find_step_files
from storycontract.errors import UsageError
from storycontract.lint.baseline import EMPTY_BASELINE, Baseline
from storycontract.lint.finding import Finding
from storycontract.lint.step_code import StepCode
from storycontract.report.stories import StoriesDocument, WrittenStepEntry
from storycontract.settings.settings import Settings


class PageLinting:
    """The feature files of a project, what the linter says of them, and which steps have a function."""

    def __init__(self, settings: Settings, document: StoriesDocument) -> None:
        self._settings = settings
        files = _find_files(settings, document)
        step_files = find_step_files(settings.root, settings.features, settings.steps, files)
        self.sources = read_sources(files, step_files)
        self._code: StepCode | None = None

    def list_texts(self) -> dict[str, str]:
        """List the feature files that can be read as text, by path."""
        texts = {path: "\n".join(self.sources.find_lines(path)) for path in self.sources.by_path}
        return {path: text for path, text in texts.items() if text}

    def list_findings(self) -> tuple[Finding, ...]:
        """List the findings that somebody has to look at, and those that an author silenced.

        Raises:
            SettingsError: a setting of the linter is none.
        """
        settings = self._settings
        config = settings.lint.config
        found = lint_sources(
            LintRequest(
                sources=self.sources,
                make_plan=self._make_plan,
                choice=digest_choice(config, RuleChoice()),
                story_tag=settings.story_tag_pattern,
                cache_folder=cache_folder_of(settings.root),
                is_whole=True,
            )
        )
        file = settings.root / config.baseline
        path = path_in_project(settings.root, file)
        use = BaselineUse(_load_baseline(file), path, is_strict=False, was_linted=lambda _: False)
        judged = judge_findings(found, self.sources, use, config.fail_on)
        return (*judged.findings, *judged.suppressed)

    def is_defined(self, step: WrittenStepEntry) -> bool:
        """Tell whether a function runs a step; where that is not known for certain, one does."""
        if self._code is None:
            self._code = read_step_code(self.sources.step_files, is_whole=True)
        if step.kind is None or not self._code.definitions or not self._code.is_all_verifiable:
            return True
        return bool(self._code.find_anywhere(step.kind, step.text))

    def _make_plan(self) -> LintPlan:
        # Rules and their lexicons take time to load, and where nothing has changed nobody needs them.
        from storycontract.lint.catalogue import RULES  # noqa: PLC0415

        config = self._settings.lint.config
        return build_plan(config, RuleChoice(), RULES, has_code=bool(self.sources.step_files))


def _find_files(settings: Settings, document: StoriesDocument) -> Mapping[str, Path]:
    try:
        return find_files_to_lint(settings.root, settings.root, (), settings.features)
    except UsageError:
        # A folder without stories is no reason to show nothing of the others.
        return {story.path: settings.root / story.path for story in document.stories}


def _load_baseline(file: Path) -> Baseline:
    if not file.exists():
        return EMPTY_BASELINE
    from storycontract.assessment.lint_baseline_file import load_baseline  # noqa: PLC0415 - seldom there

    return load_baseline(file)
