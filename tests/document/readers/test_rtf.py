from __future__ import annotations

import pytest

from assay.document.extract import extract


def pages(source: str) -> dict[str, str]:
    return {page.label: page.text for page in extract(source.encode("latin-1"), "a.rtf").pages}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"{\rtf1 one\par two\tab three\line four}", "one\ntwo\tthree\nfour"),
        (r"{\rtf1 \'e9\u8364?\u-10179?\u-8704? x}", "é€\U0001f600 x"),
        (r"{\rtf1 {\uc2\u233 ab}c\u233 dd}", "écéd"),
        (r"{\rtf1 \{a\}\\\~b\_c}", "{a}\\ b-c"),
        (r"{\rtf1\ansicpg1251 \'ec\'e8\'f0}", "мир"),
        (r"{\rtf1{\fonttbl{\f0\fcharset0 A;}{\f2\fnil\fcharset128 B;}}\f2 \'89\'ef\'8b\'63\f0 \'e9}", "会議é"),
        (r"{\rtf1{\*\unknown skipped}{\stylesheet{skipped}}{\info{\author A}}kept}", "kept"),
        (r"{\rtf1 a{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}b}", "ashownb"),
        (r"{\rtf1\bin4 {{{{after}", "after"),
        (r"{\rtf1{\*\htmltag <p>}\htmlrtf no\htmlrtf0 yes}", "yes"),
        (r"{\rtf1\ansicpg99999 \'e9}", "é"),
        ("{\\rtf1 a\r\nb}", "ab"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert pages(source)[""] == text


def test_what_is_apart() -> None:
    source = (
        r"{\rtf1{\header head\par}shown {\v secret }{\deleted gone }end{\footnote below}"
        r"{\*\annotation remark}{\footer foot}\v more\v0 . \par}"
    )
    assert pages(source) == {
        "": "shown end.",
        "header": "head",
        "footer": "foot",
        "hidden": "secret more",
        "deleted": "gone",
        "footnotes": "below",
        "comments": "remark",
    }


def test_pictures_and_objects() -> None:
    source = r"{\rtf1{\pict\pngblip 8950 4e47}{\object\objemb{\*\objdata 0102 03}{\result seen}}}"
    found = extract(source.encode(), "a.rtf")
    assert [(file.name, file.media, file.data) for file in found.embedded] == [
        ("picture.png", "image/png", b"\x89PNG"),
        ("object", "", b"\1\2\3"),
    ]
    assert found.text == "seen"


def test_groups_without_end() -> None:
    found = extract(b"{\\rtf1 " + b"{" * 100_000 + b"text", "a.rtf")
    assert found.text == "text"
    assert found.facts["damaged"] == "cut off: groups are left open"
