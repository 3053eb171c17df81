"""The whole page as text."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from storycontract.report.page.chunks import pack_details
from storycontract.report.page.glance import take_glance
from storycontract.report.page.moments import say_moment
from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.story_details import DetailsWriter
from storycontract.report.page.story_rows import list_stories
from storycontract.report.page.trends import list_trends
from storycontract.report.stories import StoriesDocument

_MOVES_SHOWN = 3
_BANNERS_SHOWN = 4
_STORIES_SHOWN = 12
# So many rows are laid out only where they are looked at.
_MANY = 300
_CODE = re.compile("`([^`]+)`")
_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'"
)


def render_page(document: StoriesDocument, sources: PageSources) -> str:
    """Render the page; it works from a file, asks nobody for anything, and takes all text for text."""
    style, script = _load_asset("page.css"), _load_asset("page.js")
    writer = DetailsWriter(document.stories, sources)
    stories = list_stories(document, sources)
    return (
        _load_environment()
        .get_template("page.html.jinja")
        .render(
            policy=_POLICY.format(script=_hash(script), style=_hash(style)),
            # Ours, and the only text that is put in as it is.
            style=Markup(style),  # noqa: S704 - from our package
            script=Markup(script),  # noqa: S704 - from our package
            trends=list_trends(document, sources),
            glance=take_glance(document, sources),
            list=stories,
            # In the order of the list, so that no row has to say where its details are.
            chunks=pack_details(writer.write(document.stories[row.number]) for row in stories.rows),
            drawn=say_moment(document.generated_utc),
            moves_shown=_MOVES_SHOWN,
            banners_shown=_BANNERS_SHOWN,
            stories_shown=_STORIES_SHOWN,
            many=_MANY,
        )
    )


def address_of_story(story_id: str) -> str:
    """Give the permanent address of a story on the page: what stands after the page's own."""
    return f"#/story/{quote(story_id, safe='')}"


def _mark_code(text: str) -> Markup:
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped first


def _isolate(text: str) -> Markup:
    return _wrap(text, _mark_code(text))


def _isolate_plain(text: str) -> Markup:
    return _wrap(text, escape(text))


def _wrap(text: str, markup: Markup) -> Markup:
    """Keep letters that run the other way from turning what stands beside them."""
    return markup if text.isascii() else Markup(f"<bdi>{markup}</bdi>")  # noqa: S704 - escaped before


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


@cache
def _load_environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_load_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["code"] = _mark_code
    environment.filters["said"] = _isolate
    environment.filters["isolated"] = _isolate_plain
    environment.filters["story_address"] = address_of_story
    return environment


@cache
def _load_asset(name: str) -> str:
    asset = files("storycontract.report.page") / "assets" / name
    return asset.read_text(encoding="utf-8").replace("\r\n", "\n")
