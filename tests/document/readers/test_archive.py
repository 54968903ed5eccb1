from __future__ import annotations

from assay.document.bounds import Bounds
from assay.document.extract import extract
from assay.model.extracted import State
from document.document_builders import zipped


def test_members_are_files_and_not_opened() -> None:
    inner = zipped({"b.txt": b"inner"})
    found = extract(zipped({"a/": b"", "a/b.zip": inner, "c.eml": b"From: x\n\n"}), "a.zip")
    assert [(file.name, file.data) for file in found.embedded] == [("a/b.zip", inner), ("c.eml", b"From: x\n\n")]
    assert found.text == "a/\na/b.zip\nc.eml"


def test_too_many_files() -> None:
    data = zipped({f"{number}.txt": b"x" for number in range(20)})
    found = extract(data, "a.zip", bounds=Bounds(files=5))
    assert (len(found.embedded), found.cut) == (5, True)


def test_cut_off() -> None:
    data = zipped({"a.txt": b"one", "b.txt": b"two"})
    found = extract(data[: data.find(b"PK\x01\x02")], "a.zip")
    assert [file.data for file in found.embedded] == [b"one", b"two"]
    assert (found.state, found.facts["damaged"]) == (State.READ, "cut off: its directory is missing")
    assert extract(b"PK\x03\x04", "a.zip").state is State.UNREADABLE
