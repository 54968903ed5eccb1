from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import datetime, timedelta, timezone
from random import Random
from xml.etree import ElementTree as ET

import pytest

from assay.demo import documents

WHEN = datetime(2017, 3, 27, 17, 51, 8, tzinfo=timezone(timedelta(hours=2)))


def test_a_pdf_says_where_its_objects_are() -> None:
    data = documents.pdf("Titre (1)", ["Élan à Port-Aubry", "deux"], "Inès", WHEN)
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start:].startswith(b"xref\n0 7\n")
    offsets = [int(line[:10]) for line in data[start:].split(b"\n")[3:9]]
    assert [data[offset:].split(b" ")[0] for offset in offsets] == [b"1", b"2", b"3", b"4", b"5", b"6"]
    stream = re.search(rb"<</Length (\d+)>>\nstream\n(.*)endstream", data, re.DOTALL)
    assert stream
    assert len(stream[2]) == int(stream[1])
    assert b"/CreationDate(D:20170327175108+02'00')" in data


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_office_files_are_zips_of_well_formed_xml(name: str) -> None:
    made = documents.make(name, "Un <titre> & co", ["ligne 1", "ligne <2>"], "Inès", WHEN, Random(1))
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        for member in archive.namelist():
            ET.fromstring(archive.read(member))  # noqa: S314 - our own output
        core = archive.read("docProps/core.xml").decode()
        names = set(archive.namelist())
    assert "2017-03-27T15:51:08Z" in core
    assert {"[Content_Types].xml", "_rels/.rels"} <= names


def test_a_png_has_the_size_it_says() -> None:
    data = documents.png(Random(1))
    at = data.index(b"IDAT")
    length = int.from_bytes(data[at - 4 : at], "big")
    assert len(zlib.decompress(data[at + 4 : at + 4 + length])) == 64 * (96 * 3 + 1)


def test_who_changed_a_sheet_last_is_in_it() -> None:
    data = documents.xlsx("t", [("a", 1)], "Matthieu", "Дремов", WHEN)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "<cp:lastModifiedBy>Дремов<" in archive.read("docProps/core.xml").decode()
