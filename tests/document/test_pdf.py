from __future__ import annotations

import time
import zlib

from hypothesis import given
from hypothesis import strategies as st

from assay.document import metadata
from document.document_builders import pdf
from document.test_xmp import PACKET

INFO = (
    rb"/Author(A\(n\)\156a \(x\))/Producer<FEFF0041042F>/Creator 7 0 R"
    rb"/CreationDate(D:20120504100000+02'00')/ModDate(D:20170327)"
)


def test_the_information_dictionary() -> None:
    found = metadata(pdf(INFO, b"7 0 obj\n(Word (2010))\nendobj\n"))
    assert found.kind == "pdf"
    assert found.facts == {"author": "A(n)na (x)", "producer": "AЯ", "application": "Word (2010)", "zone": "+0200"}
    assert found.times == {"created": 1336118400.0, "modified": 1490572800.0}


def test_the_last_version_counts_and_updates_are_counted() -> None:
    after = b"6 0 obj\n<</ModDate(D:20180101000000Z)>>\nendobj\n"
    found = metadata(pdf(INFO, after=after + b"trailer<</Info 6 0 R>>\nstartxref\n9\n%%EOF"))
    assert found.facts["updates"] == "1"
    assert found.times == {"modified": 1514764800.0}


def test_a_linearised_file_wasnt_updated() -> None:
    assert "updates" not in metadata(pdf(b"/Linearized 1", after=b"startxref\n0\n%%EOF")).facts


def test_a_dictionary_in_an_object_stream() -> None:
    body = b"6 0 7 12 " + b"<</Author(Anna)/ModDate(D:20170327100000Z)>>"
    packed = zlib.compress(body)
    stream = b"9 0 obj\n<</Type/ObjStm/N 2/First 9/Length %d>>\nstream\r\n%s\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )
    data = b"%PDF-1.5\n" + stream + b"<</Type/XRef/Info 6 0 R>>startxref\n9\n%%EOF"
    found = metadata(data)
    assert found.facts == {"author": "Anna", "zone": "Z"}
    assert found.times == {"modified": 1490608800.0}


def test_xmp_stands_beside() -> None:
    assert metadata(pdf(INFO, PACKET)).times["xmp_modified"] == 1490608800.0


def test_encrypted_strings_arent_read() -> None:
    assert metadata(pdf(INFO, after=b"trailer<</Encrypt 8 0 R>>")).facts == {"encrypted": "yes"}


def test_an_impossible_date_is_none() -> None:
    assert metadata(pdf(b"/ModDate(D:20171399)/CreationDate(soon)")).times == {}


def test_hostile_files_cost_little() -> None:
    bomb = zlib.compress(b"6 0 " * 5_000_000)
    files = [
        b"%PDF-1.4" + b"/Info 6 0 R 16 0 obj" * 500_000,
        b"%PDF-1.4" + b"/Info" * 2_000_000,
        pdf(b"/Author(" * 5_000),
        b"%PDF-1.4 <</Info 6 0 R>>" + (b"<</Type/ObjStm/N 9999999/First 99999999>>stream\n" + bomb) * 100,
    ]
    start = time.perf_counter()
    for data in files:
        metadata(data)
    assert time.perf_counter() - start < 3


@given(st.binary(max_size=200))
def test_nothing_raises(data: bytes) -> None:
    metadata(b"%PDF-" + data)
    metadata(pdf(data))
    metadata(pdf(b"/Author(" + data + b"/ModDate<" + data))
