"""Every output tells the same, and none is broken by what it tells."""

import json
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from tests.unit.report.ci.consumers import (
    ZERO_WIDTH_SPACE,
    list_properties,
    read_annotations,
    read_badge,
    read_code_quality,
    read_counts,
    read_headline,
    read_junit,
    read_markdown,
    read_shields,
)
from tests.unit.report.generated_documents import hostile_text, stories_documents

from storycontract.report.ci.answer import Answer
from storycontract.report.ci.ci_format import CiFormat
from storycontract.report.ci.formats import render_output
from storycontract.report.stories import StoriesDocument
from storycontract.report.stories_file import render_stories
from storycontract.report.terminal import render_summary
from storycontract.report.terminal_layout import Screen
from storycontract.settings.settings import DEFAULT_SECRETS
from storycontract.verdict.judgement import StoryVerdict

HIDDEN = "hunter2-and-more"
SECRETS = tuple(re.compile(pattern) for pattern in DEFAULT_SECRETS)
TAGS = {
    *("h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"),
    *("code", "br", "strong", "details", "summary"),
}
SYMBOLS = {verdict: Screen(80, colour=False, unicode=True).symbol(verdict) for verdict in StoryVerdict}
LINKS = re.compile(r"@\w|#\d|!\d|://|www\.\w|GH-\d", re.IGNORECASE)

quick = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # A document that fails is told as found: making it small takes minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
documents = given(document=stories_documents())


def render(document: StoriesDocument, output_format: CiFormat) -> str:
    return render_output(Answer(document, secrets=SECRETS), output_format)


def count(document: StoriesDocument) -> tuple[tuple[int, int], dict[str, int]]:
    """Count the stories one by one: done and total, and each verdict but done."""
    verdicts = Counter(story.verdict for story in document.stories)
    done = verdicts.pop(StoryVerdict.DONE, 0)
    return (done, len(document.stories)), {verdict.value: number for verdict, number in verdicts.items()}


@documents
@quick
def test_stories_json_and_the_terminal_show_the_numbers(document: StoriesDocument) -> None:
    headline, counts = count(document)
    written = json.loads(render_stories(document))["counts"]
    lines = render_summary(document, 200, colour=False, unicode=True).splitlines()

    assert (written["done"], written["total"]) == headline
    assert {verdict.value: written[verdict.value] for verdict in StoryVerdict} == {
        **dict.fromkeys((verdict.value for verdict in StoryVerdict), 0),
        **counts,
        "done": headline[0],
    }
    assert read_headline(lines[0]) == headline
    assert read_counts("".join(lines[1:2])) == counts


@documents
@quick
def test_junit_shows_the_numbers(document: StoriesDocument) -> None:
    (done, total), counts = count(document)

    suites = list(read_junit(render(document, CiFormat.JUNIT)))

    verdicts = Counter(
        value for suite in suites for name, value in list_properties(suite) if name == "verdict"
    )
    assert len(suites) == total
    assert verdicts == Counter({"done": done, **counts})


@documents
@quick
def test_junit_passes_a_story_only_where_it_is_done(document: StoriesDocument) -> None:
    suites = list(read_junit(render(document, CiFormat.JUNIT)))

    passes = [all(case.is_passed for case in suite) for suite in suites]
    assert passes == [story.verdict is StoryVerdict.DONE for story in document.stories]


@documents
@quick
def test_annotations_show_the_numbers_and_forge_no_command(document: StoriesDocument) -> None:
    headline, counts = count(document)

    log, annotations = read_annotations(render(document, CiFormat.GITHUB))

    levels = Counter(annotation.level for annotation in annotations)
    assert len(log) == 1
    assert read_headline(log[0]) == headline
    assert read_counts(log[0]) == counts
    assert levels["error"] == counts.get("failing", 0)
    assert levels["warning"] == counts.get("unproven", 0) + counts.get("unspecified", 0)
    assert levels["notice"] == counts.get("unstarted", 0)
    assert all(set(annotation.properties) == {"file", "line", "title"} for annotation in annotations)


@pytest.mark.parametrize("output_format", [CiFormat.GITHUB_SUMMARY, CiFormat.PULL_REQUEST])
@documents
@quick
def test_markdown_shows_the_numbers_in_each_place(document: StoriesDocument, output_format: CiFormat) -> None:
    headline, counts = count(document)

    rendered = read_markdown(render(document, output_format))

    heading = rendered.texts.get("h2", "") + rendered.texts.get("h3", "")
    verdicts = Counter(row[1] for row in rendered.rows if len(row) == 4)
    words = {f"{symbol} {verdict.label}": verdict.value for verdict, symbol in SYMBOLS.items()}
    assert read_headline(heading) == headline
    assert {words[shown]: number for shown, number in verdicts.items() if shown in words} == counts


@pytest.mark.parametrize("output_format", [CiFormat.GITHUB_SUMMARY, CiFormat.PULL_REQUEST])
@documents
@quick
def test_markdown_holds_no_markup_link_or_mention_from_outside(
    document: StoriesDocument, output_format: CiFormat
) -> None:
    rendered = read_markdown(render(document, output_format))

    assert set(rendered.tags) <= TAGS
    assert rendered.attributes == []
    assert rendered.tags["details"] == rendered.tags["summary"] <= 1
    assert {len(row) for row in rendered.rows} <= {4, 5}
    assert LINKS.search(rendered.plain) is None


@documents
@quick
def test_markdown_shows_titles_letter_by_letter(document: StoriesDocument) -> None:
    answer = Answer(document, secrets=())

    rows = read_markdown(render_output(answer, CiFormat.GITHUB_SUMMARY)).rows

    shown = [" ".join(row[0].replace(ZERO_WIDTH_SPACE, "").split()) for row in rows if len(row) == 4][1:]
    assert shown == [
        " ".join(story.name.replace(ZERO_WIDTH_SPACE, "").split()) for story in answer.unfinished
    ]


@documents
@quick
def test_code_quality_shows_the_numbers(document: StoriesDocument) -> None:
    entries = read_code_quality(render(document, CiFormat.GITLAB))

    assert Counter(entry["check_name"].removeprefix("story-") for entry in entries) == Counter(
        count(document)[1]
    )


@documents
@quick
def test_badges_show_the_numbers(document: StoriesDocument) -> None:
    headline, counts = count(document)

    title, texts = read_badge(render(document, CiFormat.BADGE))
    endpoint = read_shields(render(document, CiFormat.SHIELDS))

    assert read_headline(title) == read_headline(texts[0]) == read_headline(endpoint["label"]) == headline
    assert endpoint["message"] == texts[1]
    assert read_counts(texts[1]).items() <= counts.items()
    assert bool(read_counts(texts[1])) == bool(counts)


@pytest.mark.parametrize("output_format", CiFormat)
@given(document=stories_documents(hostile_text.map(lambda text: f"{text} password: {HIDDEN} {text}")))
@settings(quick, max_examples=15)
def test_no_output_tells_a_secret(document: StoriesDocument, output_format: CiFormat) -> None:
    assume(document.stories)

    assert HIDDEN not in render(document, output_format).replace(ZERO_WIDTH_SPACE, "")
