"""WordprocessingML (ECMA-376 part 1, section 17): the body, notes, comments, headers; deleted text apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.document.readers.package import Package
from assay.document.tree import attribute, local, named

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from assay.document.draft import Draft

_MAIN = re.compile(r"word/document\d{0,3}\.xml")
_PARTS = (
    (r"word/header\d{0,5}\.xml", "header"),
    (r"word/footer\d{0,5}\.xml", "footer"),
    (r"word/footnotes\d{0,5}\.xml", "footnotes"),
    (r"word/endnotes\d{0,5}\.xml", "endnotes"),
    (r"word/comments\d{0,5}\.xml", "comments"),
    (r"word/glossary/document\.xml", "building blocks"),
    (r"word/diagrams/data\d{0,5}\.xml", "diagram"),
    (r"word/charts/chart\d{0,5}\.xml", "chart"),
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "tr": "\n", "tc": "\t", "p": "\n"}
_FRESH = {"p": frozenset({"\t", "\n"}), "tc": frozenset({"\n"})}
"""What need not be told apart from what follows: the first paragraph of a cell, the first cell of a row."""
_TEXT, _DELETED = frozenset({"t", "v"}), "delText"


def read(data: bytes, draft: Draft) -> None:
    """Reads a document, with a page for each part of it that has text."""
    package = Package(data, draft)
    deleted: list[str] = []
    mains = [name for name in package.names if _MAIN.fullmatch(name)]
    for name in mains:
        root = package.xml(name)
        if root is not None:
            draft.page(0, "", text_of(root, deleted))
            _changes(root, draft)
    if not mains:
        draft.damaged("its main part is missing")
    for pattern, label in _PARTS:
        for name in package.matching(pattern):
            root = package.xml(name)
            if root is not None:
                draft.page(0, label, text_of(root, deleted))
    draft.page(0, "deleted", "".join(deleted))
    properties(package, draft)
    package.embed("word/media/", "word/embeddings/")


def properties(package: Package, draft: Draft) -> None:
    """Says what all Office Open XML files have alike: title, macros, signatures."""
    core = package.xml("docProps/core.xml")
    if core is not None:
        for element in named(core, "title"):
            draft.found.say("title", element.text)
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        draft.found.say("macros", "yes")
    if any("macrosheets/" in name for name in package.names):
        draft.found.say("macros", "Excel 4.0")
    signed = sum(re.fullmatch(r"_xmlsignatures/sig\d{1,5}\.xml", name) is not None for name in package.names)
    if signed:
        draft.found.say("signatures", str(signed))
    app = package.xml("docProps/app.xml")
    if app is not None:
        for element in named(app, "Pages"):
            draft.found.say("pages", element.text)


def text_of(root: Element, deleted: list[str]) -> str:
    """The text of a part: a paragraph a line, cells by tabs; deleted text goes to the list instead.

    A text box stands twice, as drawing and as what older programs show instead (`mc:Fallback`, part 3 section 9.2): the
    second is left out.
    """
    _choose(root)
    pieces: list[str] = []
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in _TEXT:
            pieces.append(element.text or "")
        elif name == _DELETED:
            deleted.append(element.text or "")
        elif name in _SIGNS:
            if name == "p" and deleted and deleted[-1] != "\n":
                deleted.append("\n")
            if not (pieces and pieces[-1] in _FRESH.get(name, ())):
                pieces.append(_SIGNS[name])
    return "".join(pieces)


def _choose(root: Element) -> None:
    for alternate in named(root, "AlternateContent"):
        children = list(alternate)
        if any(local(child.tag) == "Choice" for child in children):
            for child in children:
                if local(child.tag) == "Fallback":
                    alternate.remove(child)


def _changes(root: Element, draft: Draft) -> None:
    """Who changed the text while changes were tracked (section 17.13.5)."""
    names: dict[str, None] = {}
    count = 0
    for element in root.iter():
        if element.tag.rpartition("}")[2] in {"ins", "del", "moveFrom", "moveTo"}:
            count += 1
            names.setdefault(attribute(element, "author"))
    if count:
        draft.found.say("tracked_changes", str(count))
        draft.found.say("tracked_by", ", ".join(filter(None, names)))
