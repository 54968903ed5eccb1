from __future__ import annotations

import collections
import json
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from assay.document.extract import extract
from assay.document.readers.registry import READERS
from assay.model.extracted import Extracted, State
from document.document_builders import compound, office, zipped
from document.makers.office_maker import library
from document.makers.ole_maker import doc, xls
from document.makers.other_maker import pdf
from document.makers.story import story

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ["tika", "stalwart-mail-parser", "james-mime4j", "cpython-test_email", "defusedxml", "strelka"]
RUN = """
import json, sys
from pathlib import Path
from assay.document.extract import extract
for path in map(Path, sys.argv[1:]):
    found = extract(path.read_bytes(), path.name)
    print(json.dumps([path.name, found.kind, found.state, found.text[:200]]), flush=True)
"""
SEPARATORS = re.compile(r"[\s;]+")
STARTS = [
    *(
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
    ),
    *(b"II*\0", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"BM", b"\x78\x9f\x3e\x22", b"BEGIN:VCARD\n", b"BEGIN:VCALENDAR\n"),
    *(b"ID3\x03", b"\0\0\0\x18ftypisom", b"fLaC", b"OggS", b"RIFF\0\0\0\0WAVEfmt ", b"\x1aE\xdf\xa3", b"<html>"),
    *(b"From: a@b.example\r\n\r\n", b"\xff\xfe", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
]


def test_words_and_metadata_of_all_formats() -> None:
    documents = library(200)
    assert len(documents) >= 200
    found: collections.Counter[str] = collections.Counter()
    asked: collections.Counter[str] = collections.Counter()
    for made in documents:
        read = extract(made.data, made.name)
        assert (read.kind, read.lie, read.cut) == (made.kind, "", False)
        assert read.state is (State.NO_READER if made.kind == "audio" else State.READ)
        words = set(SEPARATORS.split(read.text))
        asked[made.kind] += len(made.words)
        found[made.kind] += sum(word in words for word in made.words)
        assert {name: read.facts.get(name) for name in made.facts} == made.facts
        assert {name: read.times.get(name) for name in made.times} == made.times
    assert READERS.keys() - {made.kind for made in documents} == {"zip", "video"}
    poor = {kind: found[kind] / asked[kind] for kind in asked if found[kind] < 0.99 * asked[kind]}
    assert not poor


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": b"secret"}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def encrypted() -> dict[str, bytes]:
    one = story(1, latin=True)
    return {
        "a.pdf": pdf(one, encrypt=StandardEncryption("secret", strength=128)).data,
        "a.docx": compound({"EncryptedPackage": b"\0" * 100, "EncryptionInfo": b"\4\0\4\0"}),
        "a.xlsx": compound({"EncryptedPackage": b"\0" * 100, "EncryptionInfo": b"\4\0\4\0"}),
        "a.doc": doc(one, 0x0300).data,
        "a.xls": xls(one, b"\x2f\0\x06\0\1\0\1\0\1\0").data,
        "a.zip": locked_zip(),
        "a.odt": zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"\x93\x18",
                "META-INF/manifest.xml": b"<m><file-entry><encryption-data/></file-entry></m>",
            }
        ),
    }


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.doc", "a.xls", "a.zip", "a.odt"])
def test_what_asks_for_a_password_says_so(name: str) -> None:
    found = extract(encrypted()[name], name)
    assert (found.state, found.facts["encrypted"], found.lie) == (State.ENCRYPTED, "yes", "")
    assert found.kind == name[2:]


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    one = story(2, latin=True)
    found = extract(pdf(one, encrypt=StandardEncryption("", "owner", canModify=0, strength=128)).data, "a.pdf")
    assert found.state is State.READ
    assert set(one.words) <= set(found.text.split())
    assert found.facts["encrypted"] == "yes"


def test_nothing_declared_inside_is_fetched_or_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2", "utf-8")
    place = (tmp_path / "secret").as_uri()
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{place}">]><d><t>before &x; after</t></d>'
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><d><t>&l9;</t></d>'
    start = time.process_time()
    for source in (outside, bomb):
        docx = extract(office(**{"word/document.xml": source.encode()}), "a.docx")
        odt = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": source.encode()}
        svg = source.replace("<d>", "<svg>").replace("</d>", "</svg>").replace("DOCTYPE d", "DOCTYPE svg")
        for found in (docx, extract(zipped(odt), "a.odt"), extract(svg.encode(), "a.svg")):
            assert "hunter2" not in found.text
            assert "haha" not in found.text
            assert len(found.text) <= len(svg)
        assert "document type" in docx.facts["damaged"]
    assert time.process_time() - start < 5


def test_truncated_files_give_what_is_left_and_say_so() -> None:
    silent, empty = [], []
    for made in library(1, seed=9):
        if made.kind in {"text", "csv", "html", "message", "vcard", "icalendar", "audio", "gif", "bmp", "webp"}:
            continue
        half = extract(made.data[: len(made.data) * 2 // 3], made.name)
        assert half.kind == made.kind
        if "damaged" not in half.facts and half.state is State.READ:
            silent.append(made.kind)
        if made.words and not half.text and half.state is not State.UNREADABLE:
            empty.append(made.kind)
    assert not silent
    assert not empty


def test_a_member_that_unpacks_to_too_much_is_cut() -> None:
    bomb = b"<w:document xmlns:w='w'><w:t>" + b"a" * (300 << 20) + b"</w:t></w:document>"
    start = time.process_time()
    found = extract(office(**{"word/document.xml": bomb}), "a.docx")
    assert time.process_time() - start < 10
    assert len(found.text) < 40 << 20


def test_empty_and_unknown_bytes() -> None:
    assert extract(b"", "a.pdf").state is State.UNREADABLE
    unknown = extract(b"\x93\xfa\0\1\2\3", "a.bin")
    assert (unknown.state, unknown.kind) == (State.NO_READER, "")
    assert "application/octet-stream" in unknown.reason


def kept(found: Extracted) -> None:
    assert msgspec.json.decode(msgspec.json.encode(found), type=Extracted) == found
    assert (found.state is State.READ) == (not found.reason)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=300), st.text(max_size=20))
def test_it_never_raises_and_can_be_kept(start: bytes, rest: bytes, name: str) -> None:
    kept(extract(start + rest, name))


DOCUMENTS = library(1, seed=3)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_damage_anywhere_never_raises(made: object, rng: object) -> None:
    data = bytearray(made.data)  # type: ignore[attr-defined]
    for _ in range(rng.randint(1, 20)):  # type: ignore[attr-defined]
        at = rng.randrange(len(data))  # type: ignore[attr-defined]
        data[at : at + rng.randint(0, 8)] = rng.randbytes(rng.randint(0, 8))  # type: ignore[attr-defined]
    kept(extract(bytes(data), made.name))  # type: ignore[attr-defined]


@pytest.mark.shared
@pytest.mark.parametrize("folder", FOLDERS)
def test_hostile_samples_pass_through(shared: Path, folder: str) -> None:
    paths = sorted(str(path) for path in (shared / "hostile" / folder).rglob("*") if path.is_file())
    done = subprocess.run(
        [sys.executable, "-c", RUN, *paths], capture_output=True, check=False, timeout=120, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len(paths) > 10
    assert {state for _, _, state, _ in rows} <= {"read", "no reader", "unreadable", "encrypted"}
    for name, kind, state, text in rows:
        if name.endswith(".xml") and folder == "tika":
            assert (kind, state) == ("text", "read"), name
            assert text.strip()
