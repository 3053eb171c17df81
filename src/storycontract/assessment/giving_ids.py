"""Gives stories and criteria ids by tags: proven first, then written whole or not at all."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from storycontract.assessment.lint_repair import write_contents
from storycontract.assessment.lint_sources import Sources, read_sources
from storycontract.contract.feature import Feature, FeatureFile
from storycontract.contract.identity import collect_stories
from storycontract.contract.location import Location
from storycontract.contract.new_ids import NewId, derive_prefix, list_ids, plan_ids
from storycontract.contract.problem import Problem
from storycontract.contract.story import Story
from storycontract.contract.tag import ID_PATTERN, Tag
from storycontract.errors import UsageError
from storycontract.evidence.reading import load_runs
from storycontract.gherkin_reader.discovery import find_feature_files, relative_path
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.gherkin_reader.project import refuse_file
from storycontract.gherkin_reader.tag_insertion import NewTag, insert_tags
from storycontract.settings.settings import Settings

_INSTALLED = frozenset({"site-packages", "dist-packages"})
_MOST_SHOWN = 10

StoryTag = re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Tagging:
    """What is to be written, by path, with the ids in it; `left_alone` are files of installed packages."""

    contents: Mapping[str, bytes]
    new_ids: Mapping[str, tuple[NewId, ...]]
    left_alone: tuple[str, ...]
    sources: Sources

    def write(self) -> None:
        """Write the files.

        Raises:
            SetUpError: a file has changed meanwhile, or cannot be written.
        """
        write_contents(self.sources, self.contents)


def plan_tagging(settings: Settings, prefix: str | None) -> Tagging:
    """Plan the tags that give every story and criterion of the configured tree an id; nothing is written.

    Without `prefix` the ids begin with the name of the product.

    Raises:
        UsageError: the prefix cannot begin an id, or the tree holds what has to be mended first.
    """
    if prefix is not None and not ID_PATTERN.fullmatch(prefix):
        raise UsageError(
            f"`{prefix}` cannot begin an id",
            fix="write letters and digits, joined by `-`, `_` or `.`, starting with a letter",
            where="--prefix",
        )
    pattern = settings.story_tag_pattern
    sources, files = _read(settings, pattern)
    stories = collect_stories(files, pattern)
    _require_clean(files, stories)
    _require_distinct(sources)
    own = [story for story in stories if not _is_installed(sources, story.location.path)]
    taken = (*list_ids(files, stories), *_list_recorded(settings.evidence_folder))
    planned = plan_ids(own, prefix or derive_prefix(settings.product), taken)
    by_path: dict[str, list[NewId]] = {}
    for new_id in planned:
        by_path.setdefault(new_id.location.path, []).append(new_id)
    features = {file.path: file.feature for file in files if file.feature is not None}
    contents = {
        path: insert_tags(sources.by_path[path].content, _place(features[path], ids))
        for path, ids in by_path.items()
    }
    _prove(files, contents, planned, pattern)
    left = {story.location.path for story in stories if story not in own and _has_derived(story)}
    return Tagging(
        contents, {path: tuple(ids) for path, ids in by_path.items()}, tuple(sorted(left)), sources
    )


def _read(settings: Settings, pattern: StoryTag) -> tuple[Sources, tuple[FeatureFile, ...]]:
    found = find_feature_files(settings.root, settings.features)
    sources = read_sources({relative_path(settings.root, file): file for file in found})
    files = tuple(
        refuse_file(source.path, source.error)
        if source.error is not None
        else parse_feature(source.content, source.path, pattern)
        for source in sources.by_path.values()
    )
    return sources, files


def _list_recorded(evidence_folder: Path) -> set[str]:
    """List the ids in the evidence: a story that is gone must not lend its passes to a new one."""
    runs = load_runs(evidence_folder)
    planned = {name for run in runs for item in run.planned for name in (item.story_id, item.criterion_id)}
    return planned | {
        name for run in runs for item in run.items for name in (item.story_id, item.criterion_id)
    }


def _require_clean(files: Iterable[FeatureFile], stories: Iterable[Story]) -> None:
    problems = [
        *(problem for file in files for problem in file.problems),
        *(problem for story in stories for problem in story.id_problems),
    ]
    if not problems:
        return
    shown = [f"  {_render(problem)}" for problem in problems[:_MOST_SHOWN]]
    more = [f"  and {len(problems) - _MOST_SHOWN} more"] if len(problems) > _MOST_SHOWN else []
    raise UsageError(
        "\n".join(["no ids were given, since something is in their way:", *shown, *more]),
        fix="mend these places, then run init again",
    )


def _render(problem: Problem) -> str:
    return f"{problem.location}:{problem.location.column}: {problem.detail}; {problem.fix}"


def _require_distinct(sources: Sources) -> None:
    seen: dict[Path, str] = {}
    for source in sources.by_path.values():
        other = seen.setdefault(source.file.resolve(), source.path)
        if other != source.path:
            raise UsageError(
                f"it is the same file as {other}, so both would have one id",
                fix="leave one of the two out of `features`",
                where=source.path,
            )


def _is_installed(sources: Sources, path: str) -> bool:
    return not _INSTALLED.isdisjoint(sources.by_path[path].file.parts)


def _has_derived(story: Story) -> bool:
    return story.id_is_derived or any(criterion.id_is_derived for criterion in story.criteria)


def _place(feature: Feature, ids: Iterable[NewId]) -> list[NewTag]:
    tags = {scenario.location: scenario.tags for scenario in feature.all_scenarios}
    tags[feature.location] = feature.tags
    return [
        NewTag(new_id.tag, new_id.location, next(reversed(tags[new_id.location]), None)) for new_id in ids
    ]


def _prove(
    files: Sequence[FeatureFile],
    contents: Mapping[str, bytes],
    planned: Sequence[NewId],
    pattern: StoryTag,
) -> None:
    """Prove by reading again that tags were added and nothing else is different, fingerprints included."""
    added = frozenset(new_id.tag for new_id in planned)
    after = tuple(
        parse_feature(contents[file.path], file.path, pattern) if file.path in contents else file
        for file in files
    )
    for before, now in zip(files, after, strict=True):
        if _without_places(before, frozenset()) != _without_places(now, added):
            raise AssertionError(f"{before.path}: giving ids would change more than tags")
    stories = collect_stories(after, pattern)
    given = {f"story:{story.id}" for story in stories} | {
        f"ac:{criterion.id}" for story in stories for criterion in story.criteria
    }
    if any(story.id_problems for story in stories) or not added <= given or len(added) < len(planned):
        raise AssertionError("giving ids would not give every one of them")


def _without_places(value: object, added: frozenset[str]) -> object:
    """Reduce what was read to what it says, without where it says it and without tags that were added."""
    match value:
        case Location():
            return None
        case tuple():
            return tuple(_without_places(each, added) for each in value)
        case _ if is_dataclass(value):
            return {
                field.name: _without_places(_drop(getattr(value, field.name), field.name, added), added)
                for field in fields(value)
            }
        case _:
            return value


def _drop(value: object, field_name: str, added: frozenset[str]) -> object:
    if field_name != "tags" or not isinstance(value, tuple):
        return value
    return tuple(tag for tag in value if (tag.name if isinstance(tag, Tag) else tag) not in added)
