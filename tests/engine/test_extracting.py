from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.engine.examine import Options, examine
from assay.engine.extracting import _again, _batches, extract_all
from assay.engine.interface import Crashed, Task
from assay.engine.passes import Running
from assay.engine.tasks import Extract, Poison, Wanted
from assay.engine.watch import Silent
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from pathlib import Path


def wanted(number: int, item: int, size: int = 5) -> Wanted:
    stored = Stored(False, "x", 0, 5)
    return Wanted(f"{number:064x}", f"{item:064x}", "1", "x", "", size, stored, Place("s", "x"))


def test_each_file_is_read_once_and_again_only_where_its_shard_is_gone(tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "dump" / name).write_text("the same words in two files of other names")
    options = Options((tmp_path / "dump",), tmp_path / "case", recover_minutes=0.0, jobs=1)
    examine(options, Silent())
    with Case.create_or_open(tmp_path / "case") as case:
        assert case.evidence.sql("SELECT count(*) FROM texts") == [(1,)]
        assert extract_all(case, Running("local", 1), Silent()) == 0
        for shard in case.evidence.shards("extract"):
            shard.path.unlink()
        assert extract_all(case, Running("local", 1), Silent()) == 1


def test_files_of_one_item_stay_together() -> None:
    files = [wanted(number, number // 150) for number in range(450)]
    assert [len(batch) for batch in _batches(files)] == [300, 150]


class Workers:
    def __init__(self) -> None:
        self.tasks: list[Extract] = []

    def submit(self, task: Task) -> None:
        self.tasks.append(msgspec.msgpack.decode(task.payload, type=Extract))


def crash(task: Extract, where: str) -> list[Extract]:
    workers = Workers()
    _again(workers, Crashed(Task("t", msgspec.msgpack.encode(task)), "memory", "too much", where), Silent())
    return workers.tasks


def test_a_crash_leaves_out_the_file_at_which_it_happened() -> None:
    task = Extract("case", "shard", (wanted(1, 1), wanted(2, 2)))
    (again,) = crash(task, wanted(2, 2).sha256)
    assert again.poison == {wanted(2, 2).sha256: Poison("memory", "too much")}
    assert [len(one.wanted) for one in crash(task, "")] == [1, 1]
    (given_up,) = crash(Extract("case", "shard", (wanted(1, 1),)), "")
    assert list(given_up.poison) == [wanted(1, 1).sha256]
    assert crash(given_up, "") == []


def test_the_own_words_of_a_mail_inside_of_a_file_are_looked_through(tmp_path: Path) -> None:
    inner = (
        "From: a@b.example\r\nTo: c@d.example\r\nSubject: Le virement\r\nDate: Fri, 5 May 2017 18:35:20 +0200\r\n"
        "Message-ID: <1@b.example>\r\n\r\n"
        "Nous avons fait le virement de la semaine, et vous le trouverez sur le compte.\r\n"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("note.eml", inner)
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "x@y.example", "z@y.example", "files"
    outer.set_content("See the file.")
    outer.add_attachment(packed.getvalue(), "application", "zip", filename="files.zip")
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "mail.eml").write_bytes(bytes(outer))
    examine(Options((tmp_path / "dump",), tmp_path / "case", recover_minutes=0.0, jobs=1), Silent())
    with Case.create_or_open(tmp_path / "case") as case:
        inside = case.evidence.sql("SELECT sha256 FROM items WHERE subject = 'Le virement'")
        read = case.evidence.sql("SELECT language FROM texts WHERE sha256 = ? AND kind = 'message'", [inside[0][0]])
        assert read == [("fr",)]
        assert extract_all(case, Running("local", 1), Silent()) == 0
