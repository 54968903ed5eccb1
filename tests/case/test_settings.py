from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay import __version__
from assay.case.settings import FILE, Settings, Source, fresh, load, save
from assay.model.errors import CaseDamaged, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_come_back(tmp_path: Path) -> None:
    settings = Settings(
        created="2018-01-01T00:00:00+00:00",
        tool="1",
        sources=(Source("dump", "/home/x/\udcff\x1a", "/mnt/dump"), Source("b", "/b")),
        custodians=("example.org",),
    )
    save(tmp_path, settings)
    assert load(tmp_path) == settings
    assert settings.roots == {"/home/x/\udcff\x1a": "/mnt/dump"}


def test_a_fresh_case_says_when_and_by_what() -> None:
    settings = fresh()
    assert settings.tool == __version__
    assert settings.created.endswith("+00:00")
    assert settings.sources == ()


def test_no_case_and_a_newer_case_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no case"):
        load(tmp_path / "nowhere")
    (tmp_path / FILE).write_text('{"format": 99, "surprise": 1}')
    with pytest.raises(UsageError, match="format 99"):
        load(tmp_path)


@pytest.mark.parametrize("content", [b"{}", b'{"format": "1"}', b'{"format": null}'])
def test_the_file_of_another_program_is_said_to_be_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UsageError, match="another program"):
        load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 1, "sources": 3}', b"\xff"])
def test_a_damaged_file_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(CaseDamaged, match=FILE):
        load(tmp_path)


def test_damage_says_a_way_out(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'{"format": 1')
    with pytest.raises(CaseDamaged, match=r"Put back a copy.*into a new case"):
        load(tmp_path)
