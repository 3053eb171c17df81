"""The ways in which findings are shown."""

from enum import StrEnum


class FindingsFormat(StrEnum):
    """How findings are shown."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    MARKDOWN = "markdown"
