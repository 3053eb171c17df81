"""Write the reference of all rules: `python -m storycontract.lint.rule_pages`, from the project root."""

from pathlib import Path

from storycontract.lint.catalogue import RULES
from storycontract.lint.engine_rules import ENGINE_RULES
from storycontract.lint.figures import load_figures
from storycontract.lint.rule_page import render_engine_page, render_rule_index, render_rule_page

FOLDER = Path("docs") / "reference" / "rules"
INDEX = "index"


def render_all_pages() -> dict[str, str]:
    """Render every page by its name."""
    figures = load_figures()
    return {
        INDEX: render_rule_index(RULES, ENGINE_RULES),
        **{rule.name: render_rule_page(rule, figures) for rule in RULES},
        **{rule.name: render_engine_page(rule) for rule in ENGINE_RULES},
    }


def main() -> None:
    """Write the pages where the documentation has them, and remove those of rules that are no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = render_all_pages()
    for old in FOLDER.glob("*.md"):
        if old.stem not in pages:
            old.unlink()
    for name, page in pages.items():
        (FOLDER / f"{name}.md").write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
