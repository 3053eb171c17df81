"""The answer in each form, and where it goes."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import assert_never

from storycontract.report.ci.answer import Answer
from storycontract.report.ci.ci_format import CiFormat
from storycontract.report.output_file import write_output
from storycontract.report.stories import StoriesDocument


def write_outputs(
    document: StoriesDocument,
    wanted: Sequence[tuple[CiFormat, Path | None]],
    *,
    secrets: Sequence[re.Pattern[str]],
    prefix: str = "",
    write: Callable[[str], object],
) -> None:
    """Write each form to its file, whole or not at all; one without a file goes to `write`.

    `prefix` goes before paths of the project: from the root of the repository, with a slash at its end.

    Raises:
        SetUpError: a file cannot be written.
    """
    answer = Answer(document, secrets=secrets, prefix=prefix)
    for output_format, file in wanted:
        text = render_output(answer, output_format)
        if file is None:
            write(text)
        else:
            write_output(text, file)


def render_output(answer: Answer, output_format: CiFormat) -> str:  # noqa: PLR0911 - one line for each form
    """Render the answer."""
    # Each form is loaded where it is asked for: some bring libraries along.
    match output_format:
        case CiFormat.JUNIT:
            from storycontract.report.ci.junit import render_junit  # noqa: PLC0415

            return render_junit(answer)
        case CiFormat.GITHUB:
            from storycontract.report.ci.github_annotations import render_github_annotations  # noqa: PLC0415

            return render_github_annotations(answer)
        case CiFormat.GITHUB_SUMMARY:
            from storycontract.report.ci.github_summary import render_github_summary  # noqa: PLC0415

            return render_github_summary(answer)
        case CiFormat.PULL_REQUEST:
            from storycontract.report.ci.pull_request import render_pull_request  # noqa: PLC0415

            return render_pull_request(answer)
        case CiFormat.GITLAB:
            from storycontract.report.ci.gitlab_quality import render_gitlab_quality  # noqa: PLC0415

            return render_gitlab_quality(answer)
        case CiFormat.BADGE:
            from storycontract.report.ci.badge import render_badge  # noqa: PLC0415

            return render_badge(answer)
        case CiFormat.SHIELDS:
            from storycontract.report.ci.badge import render_shields  # noqa: PLC0415

            return render_shields(answer)
        case _:
            assert_never(output_format)
