"""Which findings go where, in which form."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import assert_never

from storycontract.cli.lint_formats import FindingsFormat
from storycontract.lint.lint_result import LintResult
from storycontract.report.findings.findings_screen import FindingsScreen
from storycontract.report.output_file import write_output

DEFAULT_WIDTH = 80

# What places findings in a repository, of which the project may be a part; other forms are read beside it.
_FOR_REPOSITORIES = frozenset({FindingsFormat.GITHUB, FindingsFormat.GITLAB, FindingsFormat.SARIF})
_TOPS = frozenset({"GITHUB_WORKSPACE", "CI_PROJECT_DIR"})

Output = tuple[FindingsFormat, Path | None]


def choose_formats(wanted: Sequence[FindingsFormat]) -> Sequence[FindingsFormat]:
    """Choose the formats; where none is asked for, annotations under GitHub Actions and else text."""
    if wanted:
        return wanted
    is_github = os.environ.get("GITHUB_ACTIONS") == "true"
    return (FindingsFormat.GITHUB,) if is_github else (FindingsFormat.TEXT,)


def show_findings(result: LintResult, outputs: Sequence[Output], root: Path) -> None:
    """Print or write findings in each form; `root` is what their paths are relative to.

    Raises:
        SetUpError: a file cannot be written.
    """
    from_top = result.tell_from(_find_prefix(root))
    for output_format, file in outputs:
        told = from_top if output_format in _FOR_REPOSITORIES else result
        if file is None:
            sys.stdout.write(_render(told, output_format, _screen()))
        else:
            write_output(_render(told, output_format, FindingsScreen()), file)


def _find_prefix(root: Path) -> str:
    if not _TOPS & os.environ.keys():
        return ""
    # It brings in what only CI servers are to pay for.
    from storycontract.report.ci.github_actions import find_prefix  # noqa: PLC0415

    return find_prefix(root, os.environ)


def _screen() -> FindingsScreen:
    environment = os.environ
    painted = environment.get("FORCE_COLOR") or (sys.stdout.isatty() and environment.get("TERM") != "dumb")
    return FindingsScreen(
        width=shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns,
        colour=bool(painted) and not environment.get("NO_COLOR"),
    )


def _render(  # noqa: PLR0911 - one line for each format
    result: LintResult, output_format: FindingsFormat, screen: FindingsScreen
) -> str:
    # Each form is loaded where it is asked for: some bring libraries along.
    match output_format:
        case FindingsFormat.TEXT:
            from storycontract.report.findings.text_findings import render_text  # noqa: PLC0415

            return render_text(result, screen)
        case FindingsFormat.CONCISE:
            from storycontract.report.findings.text_findings import render_concise  # noqa: PLC0415

            return render_concise(result, screen)
        case FindingsFormat.JSON:
            from storycontract.report.findings.json_findings import render_json  # noqa: PLC0415

            return render_json(result)
        case FindingsFormat.SARIF:
            from storycontract.lint.catalogue import RULES  # noqa: PLC0415
            from storycontract.report.findings.sarif_findings import render_sarif  # noqa: PLC0415

            return render_sarif(result, RULES)
        case FindingsFormat.GITHUB:
            from storycontract.report.findings.github_findings import render_github  # noqa: PLC0415

            return render_github(result)
        case FindingsFormat.GITLAB:
            from storycontract.report.findings.gitlab_findings import render_gitlab  # noqa: PLC0415

            return render_gitlab(result)
        case FindingsFormat.JUNIT:
            from storycontract.report.findings.junit_findings import render_junit  # noqa: PLC0415

            return render_junit(result)
        case FindingsFormat.MARKDOWN:
            from storycontract.report.findings.markdown_findings import render_markdown  # noqa: PLC0415

            return render_markdown(result)
        case _:
            assert_never(output_format)
