from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rarfile

from assay.intake import Limits

Make = dict[str, Callable[..., bytes]]


@pytest.mark.parametrize("version", ["rar3", "rar5"])
def test_hostile_names_are_data(make: Make, opened: Callable[..., Any], version: str) -> None:
    names = ["../../etc/passwd", "-rf", "a" * 300, "x/y"]
    found = opened(make[version](dict.fromkeys(names, b"data")))
    assert [member.step.name for member, _ in found] == names
    assert all(body == b"data" for _, body in found)


@pytest.mark.parametrize(("version", "method"), [("rar3", 0x33), ("rar5", 3)])
def test_packed_entries_need_a_program(
    make: Make, opened: Callable[..., Any], version: str, method: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise rarfile.RarCannotExec("none")

    monkeypatch.setattr(rarfile, "tool_setup", missing)
    ((member, _),) = opened(make[version]({"packed": b"data"}, method))
    assert member.error.state == "tool missing"
    assert member.error.retry
    assert "unrar" in str(member.error)


def test_packed_entries_without_scratch(make: Make, opened: Callable[..., Any]) -> None:
    ((member, _),) = opened(make["rar3"]({"packed": b"data"}, 0x33), bounds=Limits())
    assert "scratch" in str(member.error)


@pytest.mark.parametrize("program", ["unar", "bsdtar", "7z"])
def test_a_packed_entry_that_is_junk(
    make: Make, opened: Callable[..., Any], tool: Callable[[str], str], program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if program.startswith("7z"):
        program = Path(tool("7z|7zz")).name
    tool(program)
    chosen = {
        "unar": rarfile.UNAR_CONFIG,
        "bsdtar": rarfile.BSDTAR_CONFIG,
        "7z": rarfile.SEVENZIP_CONFIG,
        "7zz": rarfile.SEVENZIP2_CONFIG,
    }[program]
    monkeypatch.setattr(rarfile, "CURRENT_SETUP", rarfile.ToolSetup(chosen))
    found = opened(make["rar3"]({"packed": b"no packed data", "x": b"y"}, 0x33))
    assert found
    assert all(member.error or member.notes.get("damaged") for member, _ in found)


def test_encrypted_entries_are_named(make: Make, opened: Callable[..., Any]) -> None:
    ((member, _),) = opened(make["rar3"]({"secret": b"data"}, 0x30, 0x8004))
    assert member.error.state == "encrypted"


def test_a_part_of_a_volume_is_named(make: Make, opened: Callable[..., Any]) -> None:
    ((member, _),) = opened(make["rar3"]({"half": b"data"}, 0x30, 0x8002))
    assert "volumes" in str(member.error)


def test_a_wrong_checksum(make: Make, opened: Callable[..., Any]) -> None:
    data = make["rar5"]({"a": b"hello world" * 10, "b": b"x"}).replace(b"hello world", b"hellO world", 1)
    found = opened(data)
    assert any(member.error for member, _ in found)
    assert found[-1][1] == b"x"


def test_a_truncated_archive_yields_what_is_whole(make: Make, opened: Callable[..., Any]) -> None:
    data = make["rar5"]({"a": b"first", "b": b"second" * 1000})
    found = opened(data[:-3000])
    assert found[0][1] == b"first"
    assert any(member.error for member, _ in found)
