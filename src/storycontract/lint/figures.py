"""How each rule measures up: read from a file that a benchmark writes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

FILE_NAME = "figures.toml"


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """How well all rules of one label together find a defect, on labelled items; shares from 0 to 1."""

    precision: float
    recall: float
    items: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Hits per 1,000 steps of real feature files by rule, and quality by label."""

    corpus: str
    hits_per_1000_steps: dict[str, float]
    labels: dict[str, LabelFigures]


@cache
def load_figures() -> Figures:
    """Load the figures of this version; a rule or label that was not measured is not among them."""
    text = resources.files("storycontract.lint").joinpath(FILE_NAME).read_text(encoding="utf-8")
    content = tomllib.loads(text)
    return Figures(
        corpus=content["corpus"],
        hits_per_1000_steps=content["hits-per-1000-steps"],
        labels={name: LabelFigures(**figures) for name, figures in content["labels"].items()},
    )
