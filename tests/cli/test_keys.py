from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

import small_case
from assay.case import Case
from assay.cli import main
from assay.signatures.keys.fetch import Answer, Found
from assay.signatures.keys.store import KeyStore
from assay.signatures.signing import public_record

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run


@pytest.fixture
def case(made: small_case.Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "case"
    shutil.copytree(made.path, copy)
    monkeypatch.setattr("assay.cli.keys.rejudge", lambda *_: "digest")
    return copy


def stored(case: Path) -> set[tuple[str, str]]:
    return {(key.domain, key.selector) for key in KeyStore(case / "keys.jsonl").all()}


def test_import_takes_keys_and_says_what_was_none(
    case: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "zone.txt"
    record = public_record(small_case.PRIVATE)
    file.write_text(
        f'other._domainkey.telemail.test. IN TXT "{record}"\nbad._domainkey.x.test. IN TXT "v=DKIM1; p=!"\n'
    )
    assert main(["keys", "import", str(file), "--case", str(case)]) == 0
    printed = capsys.readouterr()
    assert ("telemail.test", "other") in stored(case)
    assert "1 keys, 1 of them new" in printed.err
    assert "line 2" in printed.err
    assert "2 authenticated" in printed.out


def test_fetch_asks_only_for_names_of_the_case(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    found = msgspec.structs.replace(small_case.KEY, domain="new.example")

    def fetch(names: Any, today: Any, resolver: Any, http: Any) -> list[Answer]:
        del today
        asked.extend([list(names), resolver is not None, http is not None])
        return [Answer("rivage.example", "s2017", "DNS", Found.KEY, (found,)), Answer("a", "b", "DNS", Found.NO_ANSWER)]

    monkeypatch.setattr("assay.cli.keys.fetch_keys", fetch)
    assert main(["keys", "fetch", "--case", str(case)]) == 0
    assert asked == [[("rivage.example", "s2017")], True, False]
    assert ("new.example", "s2017") in stored(case)
    printed = capsys.readouterr()
    assert "uses the network" in printed.err
    assert "1 no answer" in printed.out
    with Case.open(case) as opened:
        assert [record.event for record in opened.custody.records()][-1] == "keys fetched"


def test_fetch_needs_somebody_to_ask(case: Path) -> None:
    assert main(["keys", "fetch", "--no-dns", "--case", str(case)]) == 2


@pytest.mark.parametrize("command", ["import nothing.txt", "recover", "fetch"])
def test_no_case_is_made_by_them(tmp_path: Path, command: str) -> None:
    assert main(["keys", *command.split(), "--case", str(tmp_path / "none")]) == 2
    assert not (tmp_path / "none").exists()


def test_keys_say_where_they_came_from(run: Run) -> None:
    row = json.loads(run("keys", "list", "--format", "jsonl")[1])
    assert (row["domain"], row["selector"], row["origin"], row["bits"]) == ("rivage.example", "s2017", "published", 256)
    assert "test zone, seen 2017-04-24" in run("keys", "list")[1]


@pytest.mark.parametrize("data", [b'{"domain": "a.example", "selec', b"", b"hello\n"])
def test_a_file_without_keys_is_wrong_use_and_nothing_is_judged(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    (tmp_path / "bad.json").write_bytes(data)
    with Case.open(case) as opened:
        before = (opened.evidence.generation(), len(list(opened.custody.records())), stored(case))
    assert main(["keys", "import", str(tmp_path / "bad.json"), "--case", str(case)]) == 2
    assert f"{tmp_path / 'bad.json'} holds no key" in capsys.readouterr().err
    with Case.open(case) as opened:
        assert (opened.evidence.generation(), len(list(opened.custody.records())), stored(case)) == before


def test_a_key_file_that_isnt_there_is_named_whole(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "import", "/no/such/keys.tsv", "--case", str(case)]) == 2
    assert "the key file /no/such/keys.tsv can't be read" in capsys.readouterr().err
