from pathlib import Path

from storycontract.settings.reference import PAGE, render_settings_reference
from storycontract.settings.settings import Settings

ROOT = Path(__file__).parents[3]


def test_the_published_page_is_the_generated_one() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == render_settings_reference() + "\n"


def test_every_setting_is_explained() -> None:
    explained = {name for name, field in Settings.model_fields.items() if field.description or field.exclude}
    nested = {"lint"} & set(Settings.model_fields)

    assert explained | nested == set(Settings.model_fields)
