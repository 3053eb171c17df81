"""`storycontract explain`: why a rule is there, with a bad and a good example."""

from typing import Annotated

import typer


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The name that stands beside a finding.")],
) -> None:
    """Print the page of a rule: what it flags, why, what to do, and examples."""
    from storycontract.lint.catalogue import RULES  # noqa: PLC0415 - what only this verb needs
    from storycontract.lint.engine_rules import ENGINE_RULES  # noqa: PLC0415
    from storycontract.lint.figures import load_figures  # noqa: PLC0415
    from storycontract.lint.rule_page import render_engine_page, render_rule_page  # noqa: PLC0415
    from storycontract.lint.selection import find_rule  # noqa: PLC0415

    by_name = {each.name: each for each in ENGINE_RULES}
    if rule in by_name:
        typer.echo(render_engine_page(by_name[rule]), nl=False)
        return
    found = find_rule(RULES, rule, others=by_name)
    typer.echo(render_rule_page(found, load_figures()), nl=False)
