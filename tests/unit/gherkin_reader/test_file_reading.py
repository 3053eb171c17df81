"""Whole files, however they lie in the system."""

import os
from pathlib import Path

import pytest

from storycontract.gherkin_reader.file_reading import NoRegularFileError, read_whole


@pytest.mark.parametrize("content", [b"", b"a\r\nb\x1a\n", b"abc" * 500_000], ids=["empty", "bytes", "large"])
def test_a_file_is_read_byte_by_byte(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.feature"
    file.write_bytes(content)

    assert read_whole(file) == content


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no such system folder")
def test_a_file_is_read_to_its_end_whatever_size_the_system_tells() -> None:
    assert read_whole("/proc/self/status").startswith(b"Name:")


def test_no_file_stays_open(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_whole(tmp_path / "a.feature")
    with pytest.raises(NoRegularFileError):
        read_whole(tmp_path)
    probe = os.open(tmp_path / "b.feature", os.O_CREAT | os.O_RDONLY)
    os.close(probe)

    read_whole(tmp_path / "b.feature")

    again = os.open(tmp_path / "b.feature", os.O_RDONLY)
    os.close(again)
    assert again == probe


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files")
def test_a_pipe_is_refused_with_or_without_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "a.feature"
    os.mkfifo(pipe)
    with pytest.raises(NoRegularFileError):
        read_whole(pipe)

    writer = os.open(pipe, os.O_RDWR)
    try:
        with pytest.raises(NoRegularFileError):
            read_whole(pipe)
    finally:
        os.close(writer)
