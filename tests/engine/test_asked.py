from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from assay.engine.asked import arguments, domain, key_file, refuse
from assay.engine.examine import Options
from assay.model.errors import KeyFormatError, UsageError


def test_the_same_command_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = tmp_path.resolve()
    options = Options(
        (Path("my dump"), Path("b")), Path("case"), (Path("k.tsv"),), ("one.example",), copy=True, ocr=True, jobs=3,
        engine="ray", recover_minutes=0.5,
    )  # fmt: skip
    assert arguments(options) == [
        str(here / "my dump"), str(here / "b"), "--keys", str(here / "k.tsv"), "--custodian", "one.example", "--copy",
        "--ocr", "--jobs", "3", "--engine", "ray", "--recover-minutes", "0.5",
    ]  # fmt: skip


def test_what_is_usual_isnt_said() -> None:
    assert arguments(Options((Path("/a"),), Path("case"))) == [str(Path("/a").resolve())]
    assert shlex.join(arguments(Options((), Path("c"), recover_minutes=0.0))) == "--recover-minutes 0"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Campaign.Example", "campaign.example"),
        ("b\u00fcro.example.", "xn--bro-hoa.example"),
        (" a.example ", "a.example"),
    ],
)
def test_a_domain_is_kept_in_one_form(name: str, kept: str) -> None:
    assert domain(name) == kept


@pytest.mark.parametrize(
    "name", ["", ".", "campaign", "a b.example", "-", "x@campaign.example", "http://campaign.example", "a..example"]
)
def test_what_is_no_domain_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="isn't a domain"):
        refuse(Options((tmp_path,), tmp_path / "case", custodians=("one.example", name)))


def test_a_source_that_isnt_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give a file or a folder"):
        refuse(Options((tmp_path, tmp_path / "nothing"), tmp_path / "case"))


@pytest.mark.parametrize("data", [b"", b"hello\n", b"\x7fELF\0", b"{}", b"domain\tselector\trecord\n"])
def test_a_file_without_keys_says_what_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "keys").write_bytes(data)
    with pytest.raises(UsageError, match=r"holds no key.*DNS zones"):
        key_file(tmp_path / "keys")


def test_a_file_that_isnt_there_is_wrong_use_too(tmp_path: Path) -> None:
    with pytest.raises(KeyFormatError):
        key_file(tmp_path / "keys")
