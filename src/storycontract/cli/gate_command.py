"""`storycontract gate`: does what was asked for hold?"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storycontract.report.gate_answer import GateAnswer


class GateFormat(StrEnum):
    """How the answer is shown."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def gate(
    *,
    require: Annotated[
        str,
        typer.Option(
            metavar="POLICY",
            help="`all` stories done, those of priority `must`, those of an expression such as "
            "`@release:2.1 and @priority:must`; or `baseline`: none may leave done.",
        ),
    ] = "all",
    base: Annotated[
        str | None,
        typer.Option(metavar="REF", help="What `baseline` compares with: a branch, a tag, a commit, a run."),
    ] = None,
    max_waivers: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="How many waivers of these stories may be in force."),
    ] = None,
    product_version: Annotated[
        list[str] | None,
        typer.Option(metavar="ENV=VERSION", help="The product deployed in an environment today."),
    ] = None,
    output_format: Annotated[
        GateFormat, typer.Option(help="`json` and `markdown` say the same as `text`.")
    ] = GateFormat.TEXT,
) -> None:
    """Say whether what is asked for holds, by the evidence there is, without running anything.

    Exit code 0: it holds; 1: it does not; 3: it cannot be decided, for something is missing.
    """
    import os  # noqa: PLC0415 - what only this command needs
    from functools import partial  # noqa: PLC0415 - as above

    from storycontract.assessment.clock import utc_now  # noqa: PLC0415 - as above
    from storycontract.assessment.gate_policy import read_policy  # noqa: PLC0415 - as above
    from storycontract.assessment.gating import compare_if_known, judge_gate  # noqa: PLC0415 - as above
    from storycontract.assessment.product_versions import read_product_versions  # noqa: PLC0415 - as above
    from storycontract.assessment.taking_stock import take_stock  # noqa: PLC0415 - as above
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415 - as above

    policy = read_policy(require, base=base, max_waivers=max_waivers)
    settings = load_nearest_settings(Path.cwd())
    take = partial(
        take_stock,
        settings,
        now_utc=utc_now(),
        product_versions=read_product_versions(product_version or (), os.environ),
    )
    answer = judge_gate(compare_if_known(take, policy.base), policy)
    typer.echo(_render(answer, output_format), nl=False)
    raise typer.Exit(answer.exit_code)


def _render(answer: "GateAnswer", output_format: GateFormat) -> str:
    import os  # noqa: PLC0415 - what only this command needs
    import shutil  # noqa: PLC0415 - as above
    import sys  # noqa: PLC0415 - as above

    from storycontract.report.gate_answer import render_gate_json  # noqa: PLC0415 - as above
    from storycontract.report.gate_markdown import render_gate_markdown  # noqa: PLC0415 - as above
    from storycontract.report.gate_text import render_gate_text  # noqa: PLC0415 - as above
    from storycontract.report.terminal_layout import can_show_unicode, wants_colour  # noqa: PLC0415 - as above

    match output_format:
        case GateFormat.JSON:
            return render_gate_json(answer)
        case GateFormat.MARKDOWN:
            return render_gate_markdown(answer)
        case GateFormat.TEXT:
            return render_gate_text(
                answer,
                shutil.get_terminal_size().columns,
                colour=wants_colour(os.environ, is_terminal=sys.stdout.isatty()),
                unicode=can_show_unicode(sys.stdout.encoding),
            )
