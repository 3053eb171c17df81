"""`.storycontract/waivers.yaml`: every mistake with its line, and nothing lost by adding."""

import resource
from pathlib import Path
from typing import Any

import pytest

from storycontract.assessment.waiver_file import add_waivers, load_waivers
from storycontract.errors import CannotDecideError, SetUpError, UsageError
from storycontract.verdict.waiver import Waiver

ENTRY = """\
  - story: SHOP-1
    criterion: SHOP-1.1
    fingerprint: 0123456789ab
    verdicts: [failed, flaky]
    reason: the sandbox is down  # since Monday
    owner: payments
    ticket: 1234
    created: 2026-11-01
    expires: 2026-11-30
"""
FILE = f"# Ours.\nversion: 1\nwaivers:\n{ENTRY}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / ".storycontract").mkdir()
    return tmp_path / ".storycontract" / "waivers.yaml"


def write(**given: Any) -> Waiver:
    values = {
        "story": "SHOP-2",
        "criterion": "SHOP-2.1",
        "fingerprint": "ba9876543210",
        "verdicts": ["stale"],
        "reason": "a reason: with #signs, `ticks` and „quotes“",
        "owner": "no",
        "ticket": "12",
        "created": "2026-11-02",
        "expires": "2026-11-03",
    }
    return Waiver.model_validate({**values, **given})


def load(file: Path) -> list[tuple[str, int]]:
    return [(placed.waiver.criterion, placed.line) for placed in load_waivers(file.parent.parent)]


def complain(file: Path, text: str) -> str:
    file.write_text(text)
    with pytest.raises(UsageError) as raised:
        load_waivers(file.parent.parent)
    assert raised.value.exit_code == 2
    return str(raised.value)


def test_without_a_file_nothing_is_waived(tmp_path: Path) -> None:
    assert load_waivers(tmp_path) == ()


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "version: 1\n", "waivers:\n", "waivers: []\n", "version: 1\nwaivers:\n"]
)
def test_a_file_may_waive_nothing(file: Path, text: str) -> None:
    file.write_text(text)

    assert load(file) == []


def test_every_waiver_knows_its_line(file: Path) -> None:
    file.write_text(FILE + ENTRY.replace("1.1", "1.2"))

    assert load(file) == [("SHOP-1.1", 4), ("SHOP-1.2", 13)]


def test_text_is_taken_as_it_is_written(file: Path) -> None:
    file.write_text(FILE.replace("payments", "no"))

    (placed,) = load_waivers(file.parent.parent)

    assert (placed.waiver.owner, placed.waiver.ticket) == ("no", "1234")


MISTAKES = {
    "a typo": (
        FILE.replace("owner:", "onwer:"),
        ".storycontract/waivers.yaml:9: unknown key `onwer` [usage]\n  fix: did you mean `owner`?",
    ),
    "an unknown key at the top": (
        FILE.replace("version", "varsion"),
        ".storycontract/waivers.yaml:2: unknown key `varsion` [usage]\n  fix: did you mean `version`?",
    ),
    "something missing": (
        FILE.replace("    owner: payments\n", ""),
        ".storycontract/waivers.yaml:4: `owner` is missing [usage]\n  fix: add `owner:` to this entry",
    ),
    "something empty": (
        FILE.replace("owner: payments", "owner:"),
        ".storycontract/waivers.yaml:9: `owner`: input should be a valid string [usage]\n  fix: ",
    ),
    "a verdict that is none": (
        FILE.replace("flaky", "flakey"),
        ".storycontract/waivers.yaml:7: `verdicts`: input should be 'failed', 'flaky', ",
    ),
    "a verdict that nobody can waive": (
        FILE.replace("flaky", "passed"),
        ".storycontract/waivers.yaml:7: `verdicts`: `passed` cannot be waived, only failed, flaky, ",
    ),
    "too long": (
        FILE.replace("11-30", "12-02"),
        ".storycontract/waivers.yaml:4: it holds for 31 days, at most 30 are allowed [usage]",
    ),
    "no day": (
        FILE.replace("2026-11-30", "20261130"),
        ".storycontract/waivers.yaml:12: `expires`: `20261130` is no day, write it as 2026-11-30 [usage]",
    ),
    "another version": (
        FILE.replace("version: 1", "version: 2"),
        ".storycontract/waivers.yaml:2: `version`: input should be 1 [usage]",
    ),
    "a key that stands twice": (
        FILE.replace("    ticket", "    owner: me\n    ticket"),
        ".storycontract/waivers.yaml:10: `owner` stands twice, first in line 9 [usage]",
    ),
    "a waiver that stands twice": (
        FILE + ENTRY,
        ".storycontract/waivers.yaml:13: says again what line 4 says [usage]\n  fix: keep one of the two",
    ),
    "no YAML": (
        "waivers: [\n",
        ".storycontract/waivers.yaml:2: is no YAML: ",
    ),
    "a tab": (FILE.replace("    owner", "\towner"), ".storycontract/waivers.yaml:9: is no YAML: "),
    "an alias": (
        FILE.replace("payments", "&me payments").replace("1234", "*me"),
        ".storycontract/waivers.yaml:10: has an alias, write the value out [usage]",
    ),
    "a list": ("- a\n", ".storycontract/waivers.yaml:1: holds no `waivers` [usage]"),
    "a word": ("waivers: none at all\n", ".storycontract/waivers.yaml:1: `waivers`: input should be a"),
    "a word for an entry": ("waivers:\n  - mine\n", ".storycontract/waivers.yaml:2: `waivers`: input should"),
    "two documents": (f"{FILE}---\n{FILE}", ".storycontract/waivers.yaml:13: is no YAML: "),
    "a key that is no word": ("? [a]\n: b\n", ".storycontract/waivers.yaml:1: a key is no word [usage]"),
    "nested without end": ("[" * 5000, ".storycontract/waivers.yaml:1: "),
}


@pytest.mark.parametrize(("text", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line(file: Path, text: str, message: str) -> None:
    assert complain(file, text).startswith(message)


def test_text_that_is_not_utf_8_is_told_with_its_line(file: Path) -> None:
    file.write_bytes(FILE.encode() + b"# M\xfcller\n")

    with pytest.raises(UsageError, match=r"waivers\.yaml:13: is not UTF-8"):
        load_waivers(file.parent.parent)


def test_what_cannot_be_read_decides_nothing(file: Path) -> None:
    file.mkdir()

    with pytest.raises(CannotDecideError, match="cannot be read: is a directory"):
        load_waivers(file.parent.parent)


def test_a_new_file_says_what_it_is_for(tmp_path: Path) -> None:
    add_waivers(tmp_path, [write(), write(criterion="SHOP-2.2")])

    text = (tmp_path / ".storycontract" / "waivers.yaml").read_text()
    assert text.startswith("# What the gate lets pass for a while;")
    assert "    owner: 'no'\n    ticket: '12'\n    created: 2026-11-02\n    expires: 2026-11-03\n" in text
    assert [placed.waiver for placed in load_waivers(tmp_path)] == [write(), write(criterion="SHOP-2.2")]


LAYOUTS = {
    "as the command writes it": FILE,
    "not indented": FILE.replace("\n  ", "\n"),
    "without a line break at the end": FILE.rstrip(),
    "with a comment at the end": f"{FILE}  # more to come\n",
    "with the version at the end": f"waivers:\n{ENTRY}# The form of this file.\nversion: 1\n",
    "empty": "# Ours.\n",
    "an empty list": "waivers: []  # none\n",
    "an empty list before the version": "waivers: []\nversion: 1\n",
    "nothing yet": "# Ours.\nwaivers:\n# below\n",
    "nothing yet before the version": "waivers:\nversion: 1\n",
    "without a list": "version: 1",
    "from Windows": FILE.replace("\n", "\r\n"),
    "with a block of text": FILE.replace(
        "reason: the sandbox is down  # since Monday", "reason: >-\n      the sandbox\n      is down"
    ),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_adding_keeps_what_is_there(file: Path, text: str) -> None:
    file.write_bytes(text.encode())
    before = [placed.waiver for placed in load_waivers(file.parent.parent)]

    add_waivers(file.parent.parent, [write()])

    after = file.read_bytes().decode()
    assert [placed.waiver for placed in load_waivers(file.parent.parent)] == [*before, write()]
    assert [line for line in _words(text) if line not in _words(after)] == []
    assert ("\r\n" in after) is ("\r\n" in text)
    assert after.count("\n") == after.count("\r\n") or "\r" not in text


def _words(text: str) -> list[str]:
    return text.replace("[]", "").split()


def test_a_list_within_brackets_is_not_added_to(file: Path) -> None:
    text = (
        "waivers: [{story: S, criterion: S.1, fingerprint: 0123456789ab, verdicts: [failed], reason: r,"
        " owner: o, ticket: t, created: 2026-11-01, expires: 2026-11-02}]\n"
    )
    file.write_text(text)

    with pytest.raises(UsageError, match="is not written one entry a line"):
        add_waivers(file.parent.parent, [write()])
    assert file.read_text() == text


@pytest.mark.parametrize("text", ["waivers: [\n", "{version: 1}\n", "waivers:\n- a\n"])
def test_a_broken_file_stays_as_it_is(file: Path, text: str) -> None:
    file.write_text(text)

    with pytest.raises(UsageError):
        add_waivers(file.parent.parent, [write()])
    assert file.read_text() == text


def test_what_is_there_already_is_not_added(file: Path) -> None:
    add_waivers(file.parent.parent, [write()])
    text = file.read_text()

    with pytest.raises(UsageError, match=r"waivers\.yaml:4: says that already"):
        add_waivers(file.parent.parent, [write(criterion="SHOP-2.2"), write(verdicts=["stale", "failed"])])
    assert file.read_text() == text


def test_a_waiver_that_ran_out_can_be_written_anew(file: Path) -> None:
    add_waivers(file.parent.parent, [write()])
    add_waivers(file.parent.parent, [write(created="2026-11-04", expires="2026-11-05")])

    assert len(load(file)) == 2


def test_what_cannot_be_written_stays_as_it_was(file: Path) -> None:
    file.write_text(FILE)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    # The limit holds for everybody, for root as well.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(SetUpError, match="cannot be written"):
            add_waivers(file.parent.parent, [write()])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_text() == FILE
    assert list(file.parent.iterdir()) == [file]


def test_a_link_to_a_shared_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared.yaml"
    shared.write_text(FILE)
    file.symlink_to(shared)

    add_waivers(file.parent.parent, [write()])

    assert file.is_symlink()
    assert len(load(file)) == 2


def test_the_example_of_the_guide_is_a_waiver(file: Path) -> None:
    guide = Path(__file__).parents[3] / "docs" / "how-to" / "waive-and-accept.md"
    _, _, rest = guide.read_text(encoding="utf-8").partition("```yaml\n")
    file.write_text(rest.partition("```")[0], encoding="utf-8")

    assert load(file) == [("SHOP-12.3", 4)]
