from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from assay.case.outside import Outside, Told
from assay.case.pictures import Pictures
from assay.cli import main
from assay.cli.interrupts import INTERRUPTED
from assay.engine.examine import Options, Stage, Summary

DONE = Summary(
    case="case", items=3, messages=2, documents=1, places=4, containers=1, failures=0, pending=0, bytes=1234,
    verdicts={"authenticated": 1, "unproven": 2}, in_part=1, keys={"published": 1}, recovered=(),
    left_to_recover=("a b",),
    stages=(Stage("taking in", 2.0, 3, 1234),), seconds=2.5, merkle_root="ab", digest="cd", head="ef",
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    found: list[Options] = []

    def examine(options: Options, watcher: object) -> Summary:
        del watcher
        found.append(options)
        return DONE

    monkeypatch.setattr("assay.cli.examine.engine.examine", examine)
    return found


def test_options_reach_the_engine(asked: list[Options], capsys: pytest.CaptureFixture[str]) -> None:
    line = "examine a b --case c --keys k1 --keys k2 --custodian D --copy --jobs 3 --engine ray --recover-minutes 0.5"
    assert main(line.split()) == 0
    assert asked == [
        Options(
            sources=(Path("a"), Path("b")), case=Path("c"), keys=(Path("k1"), Path("k2")), custodians=("D",), copy=True,
            jobs=3, engine="ray", recover_minutes=0.5,
        )
    ]  # fmt: skip
    printed = capsys.readouterr().out
    assert "authenticated" in printed
    assert "1 selector " in printed
    assert "3 items (2 messages, 1 document) at 4 places" in printed


def test_json_is_one_object_on_stdout(asked: list[Options], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examine", "a", "--case", "c", "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out)["verdicts"] == {"authenticated": 1, "unproven": 2}


def test_failures_are_exit_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("assay.cli.examine.engine.examine", lambda *_: replace(DONE, failures=2))
    assert main(["examine", "a", "--case", "c"]) == 1
    assert "assay status --case c" in capsys.readouterr().err


def test_originals_that_are_gone_are_exit_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = Outside(files=2, gone=(Told("dump", "1.eml", "/dump/1.eml", 1, 1),))
    monkeypatch.setattr("assay.cli.examine.engine.examine", lambda *_: replace(DONE, outside=gone))
    assert main(["examine", "a", "--case", "c"]) == 1
    printed = capsys.readouterr()
    assert "1 original file is gone: dump/1.eml." in printed.out
    assert "1 original file can't be read as taken in before; see: assay status --case c" in printed.err
    assert main(["examine", "a", "--case", "c", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["outside"]["gone"][0]["path"] == "1.eml"


def test_originals_that_only_grew_are_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    grown = Outside(files=2, grown=(Told("dump", "1.mbox", "/dump/1.mbox", 3, 0, taken=True),))
    monkeypatch.setattr("assay.cli.examine.engine.examine", lambda *_: replace(DONE, outside=grown))
    assert main(["examine", "a", "--case", "c"]) == 0
    assert "has grown" in capsys.readouterr().out


def test_what_is_not_copied_although_asked_for_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assay.cli.examine.engine.examine", lambda *_: replace(DONE, outside=Outside(files=2)))
    assert main(["examine", "a", "--case", "c", "--copy"]) == 0
    assert "of 2 files what was taken in before is still read outside the case" in capsys.readouterr().err
    assert main(["examine", "a", "--case", "c"]) == 0
    assert "--copy" not in capsys.readouterr().err


def test_interrupted_says_that_it_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object) -> Summary:
        raise KeyboardInterrupt

    monkeypatch.setattr("assay.cli.examine.engine.examine", stop)
    assert main(["examine", "a", "--case", "c"]) == INTERRUPTED
    assert "goes on where it stopped" in capsys.readouterr().err


def test_one_failure_is_an_entry(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("assay.cli.examine.engine.examine", lambda *_: replace(DONE, failures=1))
    assert main(["examine", "a", "--case", "a case"]) == 1
    assert "1 entry couldn't be taken in; see: assay status --case 'a case'" in capsys.readouterr().err


def test_ocr_without_tesseract_is_refused_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dump").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["examine", str(tmp_path / "dump"), "--case", str(tmp_path / "case"), "--ocr"]) == 2
    said = capsys.readouterr().err
    assert "tesseract, which isn't installed" in said
    assert "assay doctor" in said
    assert not (tmp_path / "case").exists()


def test_pictures_that_failed_or_are_left_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = replace(DONE, pictures=Pictures(files=9, pages=9, read=4, failed=2, left=3, pages_left=3))
    monkeypatch.setattr("assay.cli.examine.engine.examine", lambda *_: done)
    assert main(["examine", "a", "--case", "c", "--ocr"]) == 0
    told = capsys.readouterr()
    assert "5 pictures and scans couldn't be read, or not wholly; see: assay status --case c" in told.err
    assert "text in 4 of 9 pictures and scans" in told.out


def test_a_custodian_that_is_no_domain_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "dump").mkdir()
    case = tmp_path / "case"
    assert main(["examine", str(tmp_path / "dump"), "--case", str(case), "--custodian", "a b"]) == 2
    assert "isn't a domain" in capsys.readouterr().err
    assert not case.exists()


def test_a_file_without_keys_is_refused_and_told_what_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "keys.txt").write_text("hello\nworld\n")
    case = tmp_path / "case"
    keys = str(tmp_path / "keys.txt")
    assert main(["examine", str(tmp_path / "dump"), "--case", str(case), "--keys", keys]) == 2
    err = capsys.readouterr().err
    assert "holds no key" in err
    assert "DNS zones" in err
    assert not case.exists()


def test_a_missing_engine_is_told_before_anything_is_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    (tmp_path / "dump").mkdir()
    assert main(["examine", str(tmp_path / "dump"), "--case", str(tmp_path / "case"), "--engine", "ray"]) == 2
    assert "pip install" in capsys.readouterr().err
    assert not (tmp_path / "case").exists()
