from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from assay.document.tree import attribute, local, named, tree

MOST, DEPTH = 1 << 20, 100
BOMB = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'


def test_names_and_texts() -> None:
    root = tree(b'<a xmlns="u" xmlns:v="v"><b v:c="1">text</b></a>', MOST, DEPTH).root
    assert root is not None
    (element,) = named(root, "b")
    assert (element.text, attribute(element, "c"), attribute(element, "d"), local(element.tag)) == (
        "text",
        "1",
        "",
        "b",
    )


def test_what_stands_before_damage_is_kept() -> None:
    read = tree(b"<a><b>one</b><c>two and", MOST, DEPTH)
    assert read.root is not None
    assert [element.text for element in read.root.iter() if element.text] == ["one", "two and"]
    assert read.damage


def test_entities_are_refused() -> None:
    read = tree(BOMB, MOST, DEPTH)
    assert read.root is None
    assert "document type" in read.damage


def test_depth_and_length_are_bounded() -> None:
    start = time.process_time()
    deep = tree(b"<a>x" * 100_000, MOST, DEPTH)
    assert time.process_time() - start < 5
    assert deep.cut
    assert deep.root is not None
    assert sum(1 for _ in deep.root.iter()) == DEPTH
    long = tree(b"<a>" + b"<b>x</b>" * 1000, 80, DEPTH)
    assert long.cut
    assert long.root is not None
    assert 5 < len(list(named(long.root, "b"))) < 12


@given(st.binary(max_size=200) | st.text("<a>/&;! b=\"'", max_size=100).map(str.encode))
def test_it_never_raises(data: bytes) -> None:
    tree(data, MOST, DEPTH)
