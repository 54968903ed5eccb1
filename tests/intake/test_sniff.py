from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake import sniff

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAIL = b"From: a@b.c\nTo: b@b.c\nSubject: x\n\ntext\n"
LINE = b"From a@b.c Tue May  3 10:00:00 2022\n"

NOT_MAIL = {
    "code.py": b'"""Doc: of a module."""\n\nfrom os import path\n\ndef main() -> None:\n    x: int\n    x: 2\n',
    "code.c": b"#include <stdio.h>\nint main() {\nlabel:\n  goto label;\ndefault: return 0;\n}\n",
    "data.json": b'{"from": "a", "to": "b", "subject": "c"}',
    "pretty.json": b'{\n"from": "a",\n"to": "b",\n"subject": "c",\n"date": "x"\n}\n',
    "table.csv": b"from:name,to:name,subject:text\na:1,b:2,c:3\nd:1,e:2,f:3\n",
    "prose.txt": b"Dear all,\n\nNote: this is prose. Subject: none.\n\nRegards: me\n",
    "minutes.txt": b"Minutes of the meeting\nPresent: Anne, Paul\nExcused: nobody\n\nTopic: budget\n",
    "config.yaml": b"name: x\nversion: 1\nfrom: image\nsteps:\n  - run: y\n",
    "compose.yml": b"services:\n  web:\n    image: x\n",
    "front.md": b"---\ntitle: x\ndate: 2022-01-01\nsubject: y\n---\n\ntext\n",
    "setup.ini": b"[section]\nkey: value\nfrom: x\nto: y\n",
    "http.txt": b"HTTP/1.1 200 OK\r\nDate: x\r\nContent-Type: text/html\r\n\r\n<html>",
    "page.html": b"<html><head><title>From: x</title></head><body>Subject: y</body></html>",
    "log.txt": b"10:00:01: from: a\n10:00:02: to: b\n",
    "chat.txt": b"Anne: hello\nPaul: hi\nAnne: subject?\n",
    "debian.txt": b"Package: x\nVersion: 1\nDescription: y\n z\n",
    "empty.eml": b"",
    "junk.eml": b"\x00\x01\x02\x03" * 100,
    "words.eml": b"just some words\nin two lines\n",
    "app.mo": b"\xde\x12\x04\x95\0\0\0\0Language-Team: x\nMIME-Version: 1.0\nContent-Type: text/plain\n" * 3,
}


@pytest.mark.parametrize("name", sorted(NOT_MAIL))
def test_what_is_no_mail(name: str) -> None:
    data = NOT_MAIL[name]
    assert sniff(data, name, len(data)) not in ("message/rfc822", "application/mbox", "message/x-emlx")


@pytest.mark.parametrize(
    "data",
    [
        MAIL,
        MAIL.replace(b"\n", b"\r\n"),
        MAIL.replace(b"\n", b"\r"),
        b"\r\n\r\n" + MAIL,
        b"\xef\xbb\xbf" + MAIL,
        b"from: a@b.c\nto: b@b.c\nsubject: x\ndate: y\n\ntext\n",
        b"FROM: a@b.c\nSUBJECT: x\n\ntext",
        b"Received: by x; Tue, 3 May 2022 10:00:00 +0000\n\n",
        b"Received: from x\n\tby y\n\twith z; date\nX-Strange: 1\nFrom : a@b.c\n\n",
        b"Message-ID: <x@y>\nbroken line\nFrom: a\nTo: b\nSubject: c\n\n",
        b"X-A: 1\nX-B: 2\nX-C: 3\nFrom: a@b.c\nSubject: x\nMIME-Version: 1.0\n\n",
        b"MIME-Version: 1.0\nContent-Type: text/plain\n\n\0\0\0",
        b"Subject: " + b"x" * 100_000 + b"\nFrom: a\nTo: b\n\n",
    ],
)
def test_what_is_mail(data: bytes) -> None:
    assert sniff(data[:65536], "", len(data)) == "message/rfc822"


@pytest.mark.parametrize("front", [b"exported by me\n\n", b"   \n", b"garbage\r\nof two lines\r\n"])
def test_an_mbox_with_something_in_front(front: bytes) -> None:
    data = front + LINE + MAIL
    assert sniff(data, "", len(data)) == "application/mbox"


def test_an_mbox_behind_nuls_is_known_by_its_name() -> None:
    data = bytes(100) + b"\n" + LINE + MAIL
    assert sniff(data, "x.mbox", len(data)) == "application/mbox"
    assert sniff(data, "x.bin", len(data)) == "application/octet-stream"


def test_prose_about_from_lines_is_no_mbox() -> None:
    for text in (b"Look:\n" + LINE + b"and nothing more\n", b"x\nFrom here on 10:00 it goes\nFrom: a\nTo: b\n\n"):
        assert sniff(text, "x.txt", len(text)) == "text/plain"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [MAIL.decode(), (LINE + MAIL).decode() * 2])
def test_mail_in_utf_16(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert sniff(data, "", len(data)) == "message/x-utf-16"
    prose = "Dear all,\n\nwords and words and words\n".encode(encoding)
    assert sniff(prose, "", len(prose)) != "message/x-utf-16"


def test_the_name_breaks_ties_only() -> None:
    short = b"Subject: x\n\ntext\n"
    assert sniff(short, "x.txt", len(short)) == "text/plain"
    assert sniff(short, "x.eml", len(short)) == "message/rfc822"
    assert sniff(short, "box/cur/123:2,S", len(short)) == "message/rfc822"
    assert sniff(b"%PDF-1.4 ...", "x.eml", 12) == "application/pdf"
    assert sniff(LINE + MAIL, "x.eml", 100) == "message/rfc822"
    assert sniff(LINE + MAIL, "x", 100) == "application/mbox"
    assert sniff(LINE + MAIL + b"\n" + LINE + MAIL, "x.eml", 100) == "application/mbox"


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], "officedocument.wordprocessingml.document"),
        (["[Content_Types].xml", "xl/workbook.xml"], "officedocument.spreadsheetml.sheet"),
        (["_rels/.rels", "ppt/presentation.xml", "[Content_Types].xml"], "officedocument.presentationml.presentation"),
        (["META-INF/MANIFEST.MF", "x.class"], "application/java-archive"),
        (["a.eml", "b.eml"], "application/zip"),
    ],
)
def test_office_documents_are_not_archives(names: list[str], kind: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    assert sniff(out.getvalue(), "x", len(out.getvalue())).endswith(kind)


def test_open_documents_and_books() -> None:
    for kind in ("application/vnd.oasis.opendocument.text", "application/epub+zip"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("mimetype", kind)
            archive.writestr("content.xml", "x")
        assert sniff(out.getvalue(), "x", len(out.getvalue())) == kind


def test_an_archive_of_stored_office_documents_is_an_archive() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/workbook.xml", "x")
    with zipfile.ZipFile(outer, "w") as archive:
        for name in ("a.xlsx", "b.xlsx"):
            archive.writestr(name, inner.getvalue())
    assert sniff(outer.getvalue(), "accounts.zip", len(outer.getvalue())) == "application/zip"
    assert sniff(inner.getvalue(), "a.xlsx", len(inner.getvalue())).endswith("spreadsheetml.sheet")


def test_an_empty_zip() -> None:
    assert sniff(b"PK\x05\x06" + bytes(18), "x", 22) == "application/zip"


def test_old_tar_without_its_mark() -> None:
    block = bytearray(tarfile.TarInfo("old").tobuf(tarfile.USTAR_FORMAT))
    block[257:265] = bytes(8)
    block[148:156] = b"        "
    block[148:156] = b"%06o\0 " % sum(block)
    assert sniff(bytes(block), "x", 512) == "application/x-tar"
    block[0] ^= 1
    assert sniff(bytes(block), "x", 512) != "application/x-tar"


def test_compound_files(make: dict[str, Callable[..., Any]]) -> None:
    for streams, kind in (
        ({"WordDocument": b"x"}, "application/msword"),
        ({"Workbook": b"x"}, "application/vnd.ms-excel"),
        ({"Other": b"x"}, "application/x-ole-storage"),
        ({"__properties_version1.0": b"x"}, "application/vnd.ms-outlook"),
    ):
        data = make["cfb"](streams)
        assert sniff(data, "x", len(data)) == kind
    assert sniff(make["cfb"]({"Other": b"x"}), "x.msg", 10) == "application/vnd.ms-outlook"


@given(st.binary(max_size=3000), st.text(max_size=20))
def test_any_bytes_have_a_type(data: bytes, name: str) -> None:
    assert "/" in sniff(data, name, len(data))


def test_random_bytes_are_no_container() -> None:
    assert all(sniff(os.urandom(2000), "", 2000) == "application/octet-stream" for _ in range(100))


@pytest.mark.shared
def test_all_real_mail_is_mail(shared: Path) -> None:
    kinds: Counter[str] = Counter()
    for folder in ("linux-man", "legal-acceptance-2016-2018"):
        for path in (shared / "corpora" / folder / "eml").iterdir():
            with path.open("rb") as file:
                kinds[sniff(file.read(65536), "", path.stat().st_size)] += 1
    assert kinds == {"message/rfc822": 2967}


@pytest.mark.shared
def test_most_hostile_mail_is_mail(shared: Path) -> None:
    kinds: Counter[str] = Counter()
    hostile = shared / "hostile"
    paths = [*hostile.glob("stalwart-mail-parser/*/*.eml"), *hostile.glob("cpython-test_email/msg_*.txt")]
    paths += [*hostile.glob("strelka/*.eml"), *hostile.glob("james-mime4j/testmsgs/*.msg"), *hostile.glob("tika/*.eml")]
    for path in paths:
        kinds[sniff(path.read_bytes()[:65536], path.name, path.stat().st_size)] += 1
    assert kinds["message/rfc822"] > 0.93 * kinds.total(), kinds


def test_what_begins_as_a_document_is_one_whatever_stands_behind() -> None:
    mail = b"From: a@b.example\nTo: c@d.example\nSubject: x\nDate: Fri, 5 May 2017 18:35:20 +0200\n\nhello\n"
    for head, kind in ((b"%PDF-1.4\n1 0 obj<<>>endobj\n", "application/pdf"), (b"GIF89a\n", "image/gif")):
        data = head + mail * 3
        assert sniff(data, "x", len(data)) == kind
