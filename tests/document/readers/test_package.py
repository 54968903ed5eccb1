from __future__ import annotations

import pytest

from assay.document.bounds import Bounds
from assay.document.draft import Draft
from assay.document.readers.package import Package
from assay.model.errors import Encrypted, Unreadable
from document.document_builders import compound, zipped


def package(members: dict[str, bytes], bounds: Bounds | None = None) -> tuple[Package, Draft]:
    draft = Draft("", bounds or Bounds())
    return Package(zipped(members), draft), draft


def test_names_are_ordered_by_their_numbers() -> None:
    found, _ = package({"s/10.xml": b"", "s/2.xml": b"", "s/a.xml": b""})
    assert found.matching(r"s/\d+\.xml") == ["s/2.xml", "s/10.xml"]


def test_relationships_stay_inside() -> None:
    relations = (
        b'<r><x Type="t/slide" Id="1" Target="../../../etc/a.xml"/><x Type="t/slide" Id="2" Target="/b.xml"/>'
        b'<x Type="t/link" Id="3" Target="http://x.example/" TargetMode="External"/></r>'
    )
    found, _ = package({"s/_rels/1.xml.rels": relations})
    assert found.related("s/1.xml") == {"slide 1": "etc/a.xml", "slide 2": "b.xml"}


def test_damage_and_bounds_are_said() -> None:
    found, draft = package({"a.xml": b"<a><b/>", "b.xml": b"<a>" + b"x" * 100 + b"</a>"}, Bounds(part_bytes=50))
    assert found.xml("a.xml") is not None
    assert "damaged" in draft.found.facts
    assert found.xml("b.xml") is not None
    assert draft.cut
    assert found.xml("c.xml") is None


def test_files_inside() -> None:
    found, draft = package({"w/media/a.PNG": b"1", "w/media/": b"", "w/b.png": b"2", "w/embeddings/o.bin": b"3"})
    found.embed("w/media/", "w/embeddings/")
    assert [(file.name, file.media, file.data) for file in draft.embedded] == [
        ("a.PNG", "image/png", b"1"),
        ("o.bin", "application/x-ole-storage", b"3"),
    ]


def test_without_members_or_password() -> None:
    with pytest.raises(Unreadable):
        Package(b"PK\x03\x04", Draft("", Bounds()))
    with pytest.raises(Encrypted):
        Package(compound({"EncryptedPackage": b"x"}), Draft("", Bounds()))
