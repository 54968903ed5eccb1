from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake import sniff
from assay.intake.behind import MOST, TRIES, Found, behind, told

if TYPE_CHECKING:
    from collections.abc import Callable

NOISE = random.Random(7).randbytes(70_000)
FRONTS = {
    "setup.exe": b"MZ\x90\0" + bytes(60) + NOISE,
    "setup.run": b"\x7fELF\2\1\1" + NOISE,
    "cat.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF" + NOISE + b"\xff\xd9",
    "cat.gif": b"GIF89a" + NOISE + b";",
    "paper.pdf": b"%PDF-1.4\n" + b"1 0 obj\n" * 9000 + b"%%EOF\n",
    "long.txt": b"a line of text\n" * 9000,
    "junk.bin": b"\x01\x02junk\0",
}
MAIL = b"From: a@b.example\nSubject: x\n\ntext\n"
ARCHIVES = {"zip": "zip", "7z": "7z", "rar3": "rar", "rar5": "rar"}

Make = dict[str, "Callable[..., bytes]"]


def look(data: bytes, name: str = "x") -> list[Found]:
    return behind(io.BytesIO(data), sniff(data[:65536], name, len(data)))


def adjusted(front: bytes) -> bytes:
    """A zip whose offsets count from the start of the file."""
    out = io.BytesIO(front)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("1.eml", MAIL)
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(FRONTS))
@pytest.mark.parametrize("kind", sorted(ARCHIVES))
def test_an_archive_behind_something_is_found_where_it_is(make: Make, name: str, kind: str) -> None:
    front, archive = FRONTS[name], make[kind]({"1.eml": MAIL, "2.txt": b"two"})
    for rest in (b"", NOISE[:9000]):
        assert look(front + archive + rest, name) == [Found(ARCHIVES[kind], len(front), len(front) + len(archive))]
    assert look(front, name) == []


@pytest.mark.parametrize("name", sorted(FRONTS))
def test_offsets_may_count_from_the_start_of_the_file(name: str) -> None:
    data = adjusted(FRONTS[name])
    assert look(data, name) == [Found("zip", len(FRONTS[name]), len(data))]


def test_several_archives_and_none_inside_of_another(make: Make) -> None:
    exe = FRONTS["setup.exe"]
    one, two = make["zip"]({"1": MAIL}), make["rar5"]({"2": MAIL})
    assert [found.kind for found in look(exe + one + two + one)] == ["zip", "rar", "zip"]
    for outer in (make["zip"]({"in.zip": one, "in.rar": two}, 0), make["rar3"]({"in.zip": one})):
        (found,) = look(exe + outer)
        assert (found.start, found.size) == (len(exe), len(outer))


def test_programs_that_read_archives_hold_none(make: Make) -> None:
    signatures = b"PK\3\4" + b"PK\1\2" + b"PK\5\6" + b"7z\xbc\xaf\x27\x1c" + b"Rar!\x1a\7\0" + b"Rar!\x1a\7\1\0"
    for front in FRONTS.values():
        assert look(front + signatures * 20 + NOISE) == []
        assert look(front + signatures * 20) == []
    cut = FRONTS["setup.exe"] + make["zip"]({"1": NOISE})
    assert look(cut[:-100]) == []
    assert look(FRONTS["setup.exe"][:500]) == []
    assert look(b"%PDF-1.4 PK") == look(b"") == []


def test_what_is_a_zip_is_not_behind_itself(make: Make) -> None:
    parts = {"[Content_Types].xml": b"x", "word/document.xml": b"y"}
    office, more = make["zip"](parts, 0), make["zip"]({"1.eml": MAIL})
    jar = make["zip"]({"META-INF/MANIFEST.MF": b"x", "lib.7z": make["7z"]({"1": MAIL}), "in.zip": more}, 0)
    assert look(office) == look(jar) == look(adjusted(office)) == []
    assert look(office + more) == [Found("zip", len(office), len(office + more))]
    assert look(office + make["rar5"]({"1": MAIL}))[0].start == len(office)
    assert look(b"\0\1\2" + office) == [Found("zip", 3, 3 + len(office))]


def test_a_zip_without_its_end_behind_junk(make: Make) -> None:
    data = b"\0\1\2" + make["zip"]({"1": NOISE, "2": MAIL})
    assert look(data[:-90]) == [Found("zip", 3, len(data) - 90)]


def test_signatures_without_end_are_given_up(make: Make) -> None:
    last = make["rar5"]({"1": MAIL})
    assert len(look(b"\0" + b"Rar!\x1a\7\0" * (TRIES - 1) + last)) == 1
    assert look(b"\0" + b"Rar!\x1a\7\0" * TRIES + last) == []
    assert len(look(b"\0" + make["7z"]({"1": MAIL}) * (MOST + 5))) == MOST
    assert len(look(b"\0" + make["zip"]({"1": MAIL}) * (MOST + 5))) == MOST


def test_an_archive_over_the_border_of_two_reads(make: Make) -> None:
    archive = make["7z"]({"1": MAIL})
    for start in range((1 << 20) - 6, (1 << 20) + 8):
        (found,) = look(b"\1" * start + archive)
        assert found.start == start


def test_a_note_says_what_was_found() -> None:
    assert told([Found("zip", 12, 90), Found("rar", 100, 200)]) == {
        "archives_inside": ["zip at byte 12", "rar at byte 100"]
    }
    assert told([]) == {}


@given(st.lists(st.sampled_from([b"PK\3\4", b"PK\1\2", b"PK\5\6", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\7", b"\0\1"])))
def test_any_bytes(parts: list[bytes]) -> None:
    data = b"\0" + b"".join(parts) + bytes(30)
    for one in look(data):
        assert 0 < one.start < one.end <= len(data)
