from __future__ import annotations

import hashlib
import io
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.engine.examine import Options, examine
from assay.engine.extract import Reader
from assay.engine.tasks import Extract, Poison, Wanted
from assay.engine.watch import Silent
from assay.model.extracted import State
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "Le conseil a versé 7 300 euros à l'imprimeur, et nous attendons la signature du maire pour le reste.".encode()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    dump = tmp_path / "dump"
    dump.mkdir()
    (dump / "note.txt").write_bytes(NOTE)
    with zipfile.ZipFile(dump / "inner.docx", "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "word/document.xml", "<w:document xmlns:w='w'><w:body><w:p><w:t>Bonjour</w:t></w:p></w:body></w:document>"
        )
        made.writestr("word/embeddings/oleObject1.bin", NOTE)
    examine(Options((dump,), tmp_path / "case", recover_minutes=0.0, jobs=1), Silent())
    return tmp_path / "case"


def test_files_are_read_and_what_is_inside_becomes_an_item(case: Path) -> None:
    with Case.open(case) as opened:
        texts = {one.name: one for one in opened.evidence.texts()}
        assert texts["note.txt"].language == "fr"
        assert any(one.kind == "amount" for one in texts["note.txt"].entities)
        assert texts["note.txt"].prints
        assert opened.evidence.sql("SELECT count(*) FROM failures") == [(0,)]


def test_a_file_that_killed_a_worker_isnt_touched_again(case: Path) -> None:
    wanted = Wanted("a" * 64, "a" * 64, "", "x.pdf", "", 5, Stored(False, "/nowhere", 0, 5), Place("s", "x.pdf"))
    gone = Wanted("b" * 64, "b" * 64, "", "y.pdf", "", 5, Stored(False, "/nowhere", 0, 5), Place("s", "y.pdf"))
    with Case.create_or_open(case) as opened, opened.originals.pack_writer("inside-t") as pack:
        reader = Reader(opened, pack, {wanted.sha256: Poison("timeout", "it hung")})
        rows = list(reader.files((wanted, gone), lambda *_: None))
    assert [(one.content.state, one.content.reason) for one in rows][:1] == [(State.TIMEOUT, "it hung")]
    assert rows[1].content.state is State.UNREADABLE


def test_a_task_is_told_apart_by_its_files() -> None:
    assert Extract("case", "shard").wanted == ()


def test_an_archive_behind_an_attachment_is_taken_in(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("plan.txt", NOTE)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.example", "holiday"
    mail.set_content("See the cat.")
    mail.add_attachment(b"GIF89a" + bytes(500) + inner.getvalue(), "image", "gif", filename="cat.gif")
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "1.eml").write_bytes(mail.as_bytes())
    examine(Options((tmp_path / "dump",), tmp_path / "case", recover_minutes=0.0, jobs=1), Silent())
    with Case.open(tmp_path / "case") as opened:
        places = {str(entry.place): entry.sha256 for entry in opened.evidence.entries("take-in")}
    assert sorted(places) == ["1.eml", "1.eml!/cat.gif/@506", "1.eml!/cat.gif/@506!/plan.txt"]
    assert places["1.eml!/cat.gif/@506!/plan.txt"] == hashlib.sha256(NOTE).hexdigest()
