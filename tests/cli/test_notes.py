"""What a container knew is said, in words, with nothing active in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import Case
from assay.cli import main
from assay.cli.notes import told
from assay.engine.examine import Options, examine
from assay.engine.watch import Silent
from command_line import ACTIVE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MBOX = (
    b"From a@one.example Mon Apr 24 10:15:00 2017\n"
    b"From: a@one.example\nSubject: one\nX-GM-THRID: 1564\nX-Gmail-Labels: Inbox,Tr\xc3\xa8s important\n\n"
    b"text\n>From here on\n>>From there on\n\n"
)


def test_each_kind_of_note() -> None:
    notes = {"from_quoting": 1200, "gmail_labels": ["Inbox", "a"], "odd_thing": "x" * 1000, "delivery": "0af3"}
    assert list(told({**notes, "partial": True, "nothing": None})) == [
        "lines that begin with >From (quoted by the mailbox, or written so): 1,200",
        "labels (Google): Inbox, a",
        "odd thing: " + "x" * 298 + " …",
        "partial: yes",
    ]
    (many,) = told({"flags": [str(number) for number in range(25)]})
    assert many.endswith("18, 19 and 5 more")
    assert list(told({"date_received": 1492999999, "date_sent": 1e300})) == ["date received: 2017-04-24T02:13:19Z"]


def test_show_says_what_the_mailbox_knew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "in.mbox").write_bytes(MBOX)
    maildir = tmp_path / "dump" / "box\x1b" / "cur"
    maildir.mkdir(parents=True)
    (maildir / "1:2,FS").write_bytes(b"From: b@one.example\nSubject: two\n\ntext\n")
    examine(Options((tmp_path / "dump",), tmp_path / "case", jobs=1, recover_minutes=0.0), Silent())
    with Case.open(tmp_path / "case") as case:
        items = dict(case.evidence.sql("SELECT subject, sha256 FROM items"))
    assert main(["show", items["one"], "--case", str(tmp_path / "case")]) == 0
    out = capsys.readouterr().out
    assert "From_ line: From a@one.example Mon Apr 24 10:15:00 2017" in out
    assert "lines that begin with >From (quoted by the mailbox, or written so): 1\n" in out
    assert "lines that begin with >>From or more (as only mboxrd quotes): 1\n" in out
    assert "labels (Google): Inbox, Très important" in out
    assert main(["show", items["two"], "--case", str(tmp_path / "case")]) == 0
    out = capsys.readouterr().out
    assert "flags (Maildir): flagged, seen" in out
    assert not ACTIVE & set(out)
