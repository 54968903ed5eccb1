from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from assay.document import xmp
from assay.document.gathered import Gathered

PACKET = b"""<x:xmpmeta><rdf:RDF><rdf:Description xmp:CreateDate="2012-05-04T10:00:00+02:00">
<xmp:ModifyDate>2017-03-27T12:00:00+02:00</xmp:ModifyDate><xmp:CreatorTool>Word</xmp:CreatorTool>
<rdf:li stEvt:when="2016-01-01T00:00:00Z"/><rdf:li stEvt:when="2017-04-01T00:00:00Z"/>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_attributes_and_elements() -> None:
    found = Gathered()
    xmp.read(xmp.packet(b"junk" + PACKET + b"junk"), found)
    assert found.facts == {"xmp_tool": "Word"}
    assert found.times == {
        "xmp_created": 1336118400.0,
        "xmp_modified": 1490608800.0,
        "xmp_history": 1491004800.0,
    }


def test_no_packet() -> None:
    assert xmp.packet(b"nothing") == b""


def test_floods_are_cut() -> None:
    start = time.perf_counter()
    xmp.read(xmp.packet(b"<x:xmpmeta" + b"xmp:CreateDate stEvt:when " * 100_000), Gathered())
    assert time.perf_counter() - start < 1


@given(st.binary(max_size=200))
def test_nothing_raises(data: bytes) -> None:
    xmp.read(data, Gathered())
    xmp.read(b"xmp:ModifyDate>" + data, Gathered())
