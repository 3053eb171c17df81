"""Whatever a title holds, each output in Markdown shows it letter by letter, and nothing else comes of it."""

import re
from collections.abc import Callable

import pytest
from tests.unit.report.ci.consumers import ZERO_WIDTH_SPACE, Rendered, read_markdown

from storycontract.contract.location import Location
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.lint_result import LintResult
from storycontract.report.ci.answer import Answer
from storycontract.report.ci.github_summary import render_github_summary
from storycontract.report.ci.pull_request import render_pull_request
from storycontract.report.findings.markdown_findings import render_markdown
from storycontract.report.gate_answer import GateAnswer, GateReason, PolicyEntry
from storycontract.report.gate_markdown import render_gate_markdown
from storycontract.report.stories import StoriesDocument, StoryEntry
from storycontract.verdict.judgement import StoryVerdict

TITLES = [
    "a | b \\| c \\",
    "`code` and ``more` | `",
    "`<img src=x onerror=alert(1)>`",
    "</td></tr></table><script>alert(1)</script>",
    "<details open><summary>x</summary> <!-- gone",
    "*a* _b_ ~~c~~ **d**",
    "[a](javascript:alert(1)) ![c](https://x.example/d.png) [e]: f",
    "@team `@team` #12 GH-3 !4 $5 ~6 www.x.example https://x.example a@b.example :tada:",
    "# heading",
    "&lt;b&gt; &#124;",
    "$$x$$ ${{ secrets.X }}",
]
BROKEN = "one\n\n# two\n| three | four |\r\n@team\u2028- five"
OURS = {"strong", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p", "br", "code", "h2", "h3"}
# What servers make links of outside code, though the parser does not.
REFERENCE = re.compile(r"[@#!$~]\w|GH-\d|:tada:")


def render_gate(text: str) -> str:
    reason = GateReason(
        story=text,
        title=f"{text} ",
        verdict=StoryVerdict.FAILING,
        verdict_label="Not working",
        allowed=False,
        sentences=(text, f"`{text}` is not there"),
        waivers=(),
        path=text,
        line=7,
    )
    answer = GateAnswer(
        exit_code=1,
        sentence=f"does not hold: {text}",
        policy=PolicyEntry(require="all", base=None, max_waivers=None),
        required=1,
        done=0,
        allowed=0,
        reasons=(reason,),
        objections=(f"beside {text}",),
        lacking=(),
    )
    return render_gate_markdown(answer)


def render_lint(text: str) -> str:
    finding = Finding(
        rule="long-title",
        severity=Severity.INFO,
        message=f"title is long: `{text}`",
        fix=f"write {text}",
        location=Location(text, 7),
        end_column=None,
        story_ids=(),
        criterion_id=None,
    )
    result = LintResult(
        findings=(finding,),
        suppressed=(),
        known_count=0,
        file_count=1,
        fail_on=Severity.ERROR,
        find_lines=lambda _: [],
    )
    return render_markdown(result)


def assert_harmless(rendered: Rendered, allowed: set[str]) -> None:
    assert set(rendered.tags) <= allowed
    assert rendered.attributes == []
    assert REFERENCE.search(rendered.plain) is None


def shown(text: str) -> str:
    return " ".join(text.replace(ZERO_WIDTH_SPACE, "").split())


def drop_quotes(text: str) -> str:
    """Leave backquotes out: those of a title may be taken for ours, and become code."""
    return shown(text.replace("`", ""))


@pytest.mark.parametrize("title", [*TITLES, BROKEN])
def test_the_gate_shows_a_title_as_it_is(title: str) -> None:
    text = render_gate(title)
    rendered = read_markdown(text)

    assert_harmless(rendered, OURS)
    # Headline, head of the table, its line, its row, and one note; between them empty lines.
    assert len(text.splitlines()) == 7
    (_, (name, verdict, why, where)) = rendered.rows
    assert shown(name) == shown(f"{title} {title}")
    assert verdict == "Not working"
    assert drop_quotes(why) == drop_quotes(f"{title} {title} is not there")
    assert shown(where) == shown(f"{title}:7")
    assert drop_quotes(rendered.texts["li"]) == drop_quotes(f"beside {title}")


@pytest.mark.parametrize("title", [*TITLES, BROKEN])
def test_lint_shows_a_title_as_it_is(title: str) -> None:
    text = render_lint(title)
    rendered = read_markdown(text)

    assert_harmless(rendered, OURS)
    assert len(text.splitlines()) == 5
    (_, (where, severity, what, fix)) = rendered.rows
    assert shown(where) == shown(f"{title.replace(chr(10), ' ')}:7")
    assert severity == "info"
    assert drop_quotes(what) == drop_quotes(f"title is long: {title} long-title")
    assert drop_quotes(fix) == drop_quotes(f"write {title}")


@pytest.mark.parametrize("render", [render_pull_request, render_github_summary])
@pytest.mark.parametrize("title", [*TITLES, BROKEN])
def test_what_is_told_of_a_run_shows_a_title_as_it_is(
    title: str,
    render: Callable[[Answer], str],
    make_document: Callable[..., StoriesDocument],
    make_story: Callable[..., StoryEntry],
) -> None:
    story = make_story(StoryVerdict.FAILING, title=title, owner=title)

    rendered = read_markdown(render(Answer(make_document(story), secrets=())))

    assert_harmless(rendered, OURS | {"details", "summary"})
    (*_, (name, _, _, owner)) = rendered.rows
    assert (shown(name), shown(owner)) == (shown(f"SHOP-1 {title}"), shown(title))
