"""Ids that path and name gave to stories, and what these are called since a tag gives them one."""

from collections.abc import Iterable

from storycontract.contract.story import Story


def match_derived_ids(stories: Iterable[Story]) -> dict[str, str]:
    """Match the derived id of every story that has been given one with the given one.

    A derived id names the one Feature of one file, so no two stories share it. One that is some story's own
    id today is that story's alone.
    """
    known = tuple(stories)
    own = {story.id for story in known}
    return {
        story.derived_id: story.id
        for story in known
        if not story.id_is_derived and story.derived_id is not None and story.derived_id not in own
    }
