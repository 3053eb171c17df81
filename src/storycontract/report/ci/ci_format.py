"""The forms in which CI servers take the answer."""

from enum import StrEnum


class CiFormat(StrEnum):
    """What the answer can be written as."""

    JUNIT = "junit"
    GITHUB = "github"
    GITHUB_SUMMARY = "github-summary"
    PULL_REQUEST = "pull-request"
    GITLAB = "gitlab"
    BADGE = "badge"
    SHIELDS = "shields"
