"""`.storycontract/accepted.yaml` and the attachments beside it, checked by digest at every read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storycontract.assessment.acceptance_file import (
    add_acceptance,
    keep_attachment,
    load_manual_evidence,
    locate_attachment,
)
from storycontract.contract.contract import Contract
from storycontract.errors import UsageError
from storycontract.verdict.acceptance import Acceptance, Attachment
from storycontract.verdict.manual_evidence import WrittenAcceptance

NOBODY = Contract(stories=(), files=())


def write(*attachments: Attachment, **given: Any) -> Acceptance:
    values = {
        "story": "SHOP-1",
        "criterion": "SHOP-1.1",
        "cases": ["f" * 64],
        "result": "passed",
        "environment": "default",
        "product_version": "1.10",
        "by": "Änne <anne@example.org>",
        "at": "2026-11-20T10:00:00+01:00",
        "expires": "2026-11-30",
        "note": "line one\nline two: #3",
        "attachments": attachments,
    }
    return Acceptance.model_validate({**values, **given})


def load(root: Path) -> tuple[WrittenAcceptance, ...]:
    return load_manual_evidence(root, NOBODY, today=date(2026, 11, 23), product_versions={}).written


@pytest.fixture
def attach(tmp_path: Path) -> Callable[..., Attachment]:
    def keep(content: bytes, name: str = "page.png") -> Attachment:
        (tmp_path / name).write_bytes(content)
        return keep_attachment(tmp_path, tmp_path / name)

    return keep


def test_what_is_written_is_read_again(tmp_path: Path, attach: Callable[..., Attachment]) -> None:
    first, second = write(attach(b"seen")), write(result="failed", note=None, product_version=None)

    add_acceptance(tmp_path, first)
    add_acceptance(tmp_path, second)

    assert [one.acceptance for one in load(tmp_path)] == [first, second]
    assert [one.damage for one in load(tmp_path)] == [None, None]


def test_an_attachment_is_kept_apart_from_the_file_it_was(
    tmp_path: Path, attach: Callable[..., Attachment]
) -> None:
    kept = attach(b"seen")
    (tmp_path / "page.png").unlink()

    assert locate_attachment(tmp_path, kept).read_bytes() == b"seen"
    assert locate_attachment(tmp_path, kept).parent == tmp_path / ".storycontract" / "attachments"


def test_one_file_is_kept_once(tmp_path: Path, attach: Callable[..., Attachment]) -> None:
    attach(b"seen")
    attach(b"seen")

    assert len(list((tmp_path / ".storycontract" / "attachments").iterdir())) == 1


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda file: file.unlink(), "its attachment `page.png` is missing"),
        (
            lambda file: file.write_bytes(b"seem"),
            "its attachment `page.png` is not the file that was attached",
        ),
        (lambda file: file.write_bytes(b""), "its attachment `page.png` is not the file that was attached"),
        (
            lambda file: (file.unlink(), file.mkdir()),
            "its attachment `page.png` cannot be read: is a directory",
        ),
    ],
    ids=["gone", "one bit", "cut", "a folder"],
)
def test_an_attachment_that_is_no_longer_what_it_was_is_told(
    tmp_path: Path, attach: Callable[..., Attachment], harm: Callable[[Path], object], why: str
) -> None:
    kept = attach(b"seen")
    add_acceptance(tmp_path, write(attach(b"other", "a.txt"), kept))

    harm(locate_attachment(tmp_path, kept))

    assert [one.damage for one in load(tmp_path)] == [why]


def test_attaching_a_file_again_mends_its_copy(tmp_path: Path, attach: Callable[..., Attachment]) -> None:
    kept = attach(b"seen")
    locate_attachment(tmp_path, kept).write_bytes(b"harmed")

    attach(b"seen")

    assert locate_attachment(tmp_path, kept).read_bytes() == b"seen"


def test_a_file_that_is_not_there_cannot_be_attached(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be attached: no such file or directory"):
        keep_attachment(tmp_path, tmp_path / "page.png")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "accepted:\n- by: me\n  att: 2\n",
            r"accepted\.yaml:3: unknown key `att` .*\n  fix: did you mean `at`",
        ),
        ("accepted:\n- by: me\n", r"accepted\.yaml:2: `story` is missing"),
        ("waivers: []\n", r"accepted\.yaml:1: unknown key `waivers`"),
    ],
    ids=["a typo", "something missing", "another file's key"],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / ".storycontract").mkdir()
    (tmp_path / ".storycontract" / "accepted.yaml").write_text(text)

    with pytest.raises(UsageError, match=message):
        load(tmp_path)


def test_a_key_of_an_attachment_that_is_none_is_told(
    tmp_path: Path, attach: Callable[..., Attachment]
) -> None:
    add_acceptance(tmp_path, write(attach(b"seen")))
    file = tmp_path / ".storycontract" / "accepted.yaml"
    file.write_text(file.read_text().replace("sha256:", "sha265:"))

    with pytest.raises(UsageError, match=r"unknown key `sha265` .*\n  fix: did you mean `sha256`"):
        load(tmp_path)
