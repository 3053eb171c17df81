"""The page of a rule: what it is about, why, what to do, examples, and how it measures up."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from storycontract.lint.engine_rules import EngineRule
from storycontract.lint.figures import Figures
from storycontract.lint.rule import LintRule, Profile

_WIDTH = 79
_INTRODUCTION = """\
Generated from the rules themselves. `ready` is what a story must satisfy to be worked on, `recommended` is
what runs by default, `strict` is for those who want more; a rule of none of the three runs where
`extend-select` names it."""


def render_rule_page(rule: LintRule, figures: Figures) -> str:
    """Render the page of a rule as Markdown."""
    return "\n".join(_iter_page(rule, figures)) + "\n"


def render_engine_page(rule: EngineRule) -> str:
    """Render the page of a finding that the engine makes, as Markdown."""
    lines = (
        f"# {rule.name}",
        "",
        _sentence(rule.problem),
        "",
        _wrap(rule.why),
        "",
        "## What to do",
        "",
        _sentence(rule.fix),
    )
    return "\n".join(lines) + "\n"


def render_rule_index(rules: Sequence[LintRule], engine_rules: Iterable[EngineRule]) -> str:
    """Render the page that lists all rules, as Markdown."""
    lines = [
        "# Rules of the linter",
        "",
        _INTRODUCTION,
        "",
        "| rule | what it flags | severity | from profile |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| [`{rule.name}`]({rule.name}.md) | {_cell(rule.problem)} | {rule.severity} "
        f"| {narrowest_profile(rule) or 'none'} |"
        for rule in sorted(rules, key=lambda each: each.name)
    ]
    lines += ["", "Findings that the engine itself makes:", "", "| name | what it says |", "|---|---|"]
    lines += [f"| [`{rule.name}`]({rule.name}.md) | {_cell(rule.problem)} |" for rule in engine_rules]
    return "\n".join(lines) + "\n"


def narrowest_profile(rule: LintRule) -> Profile | None:
    """Find the first profile, from few rules to many, that a rule is in."""
    return next((profile for profile in Profile if profile in rule.profiles), None)


def _iter_page(rule: LintRule, figures: Figures) -> Iterator[str]:
    yield f"# {rule.name}"
    yield ""
    yield _sentence(rule.problem)
    yield ""
    yield _wrap(rule.why)
    yield ""
    yield from _iter_facts(rule)
    yield ""
    yield "## What to do"
    yield ""
    yield _sentence(rule.fix)
    yield from _iter_example("Not like this", rule.breaks)
    yield from _iter_steps(rule.breaking_steps)
    yield from _iter_example("But like this", rule.keeps)
    yield from _iter_steps(rule.keeping_steps)
    yield ""
    yield "## To leave it as it is"
    yield ""
    yield from _iter_silencing(rule)
    yield ""
    yield "## How it measures up"
    yield ""
    yield from _iter_figures(rule, figures)


def _iter_facts(rule: LintRule) -> Iterator[str]:
    profile = narrowest_profile(rule)
    wider = "" if profile is None or profile is list(Profile)[-1] else " and wider"
    languages = ", ".join(sorted(rule.languages)) if rule.languages is not None else "all"
    yield f"- severity: {rule.severity}"
    yield f"- profile: {profile}{wider}" if profile else "- profile: none; it runs where it is selected"
    yield f"- languages: {languages}"
    if rule.muted_on:
        yield f"- silent where `surface` is {' or '.join(f'`{name}`' for name in sorted(rule.muted_on))}"
    yield f"- since: {rule.since}"
    if rule.aliases:
        yield f"- once called {', '.join(f'`{name}`' for name in rule.aliases)}"


def _iter_example(title: str, example: str) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    if example:
        # Bytes that are no UTF-8 show as what they are.
        shown = example.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        yield f"```gherkin\n{shown.rstrip()}\n```"
    else:
        yield "An empty file."


def _iter_steps(source: str) -> Iterator[str]:
    if source:
        yield f"\nwith the steps\n\n```python\n{source.rstrip()}\n```"


def _iter_silencing(rule: LintRule) -> Iterator[str]:
    if rule.structural:
        yield "Nothing silences this rule: a story of which it holds cannot be shown to be done."
        return
    if rule.breaks_with:
        yield _wrap(
            "What it finds in a feature file is silenced as below; what it finds in a Python file, by the "
            "baseline, or with `ignore` for all of the project."
        )
        yield ""
    yield "Say why, on a line above the element:"
    yield ""
    yield f"```gherkin\n# storycontract: ignore[{rule.name}] -- the reason\n```"


def _iter_figures(rule: LintRule, figures: Figures) -> Iterator[str]:
    hits = figures.hits_per_1000_steps.get(rule.name)
    if rule.reads_code:
        yield "Not measured: the corpus is of feature files without their step definitions."
    elif hits is None:
        yield "Not measured yet."
    else:
        yield _wrap(f"{hits:.1f} findings per 1,000 steps on {figures.corpus}.")
    quality = figures.labels.get(rule.label) if rule.label else None
    if quality is not None:
        yield ""
        yield _wrap(
            f"Together with the other rules for `{rule.label}`, on {quality.items} labelled items: "
            f"precision {quality.precision:.2f}, recall {quality.recall:.2f}."
        )


def _sentence(clause: str) -> str:
    end = "" if clause.endswith(("?", ".")) else "."
    return _wrap(f"{clause[:1].upper()}{clause[1:]}{end}")


def _wrap(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
