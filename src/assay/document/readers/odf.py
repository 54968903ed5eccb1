"""OpenDocument (ISO/IEC 26300-1): text, sheets, slides; headers, notes, tracked deletions, hidden sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.readers.package import Package
from assay.document.tree import attribute, named
from assay.model.errors import Encrypted, Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from assay.document.draft import Draft

_BLOCKS = frozenset({"p", "h", "table-row"})
_APART = {"annotation": "comments", "note": "footnotes", "tracked-changes": "deleted", "notes": "notes"}
_SIGNS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES, _MOST_DIGITS = 1_000, 9


def read(data: bytes, draft: Draft) -> None:
    """Reads a document; encrypted ones name their encrypted members in the manifest (part 3, section 3.4.1)."""
    package = Package(data, draft)
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(named(manifest, "encryption-data"), None) is not None:
        raise Encrypted("its parts ask for a password")
    root = package.xml("content.xml")
    if root is None:
        raise Unreadable("its content.xml is missing or damaged")
    tables = [element for element in root.iter() if element.tag.endswith("}spreadsheet")]
    slides = [element for element in root.iter() if element.tag.endswith("}presentation") and len(element)]
    if tables:
        _sheets(tables[0], root, draft)
    elif slides:
        pages = list(named(slides[0], "page"))
        draft.found.say("slides", str(len(pages)))
        for number, page in enumerate(pages, 1):
            _say(page, number, draft)
    else:
        _say(root, 0, draft)
    _around(package, draft)
    _facts(package, draft)
    package.embed("Pictures/", "ObjectReplacements/")


def _say(element: Element, number: int, draft: Draft) -> None:
    apart: dict[str, list[str]] = {}
    text = "".join(_pieces(element, apart))
    draft.page(number, "", text)
    for label, pieces in apart.items():
        draft.page(number, label, "".join(pieces))


def _sheets(spreadsheet: Element, root: Element, draft: Draft) -> None:
    hidden = {
        attribute(style, "name")
        for style in named(root, "style")
        if any(attribute(one, "display") == "false" for one in style)
    }
    sheets = [child for child in spreadsheet if child.tag.endswith("}table")]
    draft.found.say("sheets", str(len(sheets)))
    for number, sheet in enumerate(sheets, 1):
        name = attribute(sheet, "name")
        label = f"{name} (hidden)" if attribute(sheet, "style-name") in hidden else name
        apart: dict[str, list[str]] = {}
        draft.page(number, label, "".join(_pieces(sheet, apart)))
        for below, pieces in apart.items():
            draft.page(number, below, "".join(pieces))


def _pieces(element: Element, apart: dict[str, list[str]]) -> list[str]:
    """The text below an element; notes, comments and deletions go to lists of their own."""
    found: list[str] = []
    _gather(element, found, apart, inside=False)
    return found


def _gather(element: Element, found: list[str], apart: dict[str, list[str]], *, inside: bool) -> None:
    """Characters outside of paragraphs only indent the XML (part 1, section 6.1.2). Depth is bounded by `tree`."""
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name in _APART:
            apart.setdefault(_APART[name], []).extend([*_pieces(child, {}), "\n"])
        elif name == "s":
            found.append(_spaces(attribute(child, "c")))
        elif name in _SIGNS:
            found.append(_SIGNS[name])
        else:
            words = inside or name in {"p", "h"}
            if words and child.text:
                found.append(child.text)
            if len(child):
                _gather(child, found, apart, inside=words)
            _close(name, found)
        if inside and child.tail:
            found.append(child.tail)


def _close(name: str, found: list[str]) -> None:
    """Ends a paragraph or a row by a line end, a cell by a tab."""
    if name == "table-cell":
        if found and found[-1] == "\n":
            found.pop()
        found.append("\t")
    elif name in _BLOCKS:
        found.append("\n")


def _spaces(count: str) -> str:
    return " " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < _MOST_DIGITS else 1)


def _around(package: Package, draft: Draft) -> None:
    """Headers, footers, and the documents inside of this one."""
    styles = package.xml("styles.xml")
    if styles is not None:
        for name in ("header", "footer"):
            for element in named(styles, name):
                draft.page(0, name, "".join(_pieces(element, {})))
    for name in package.matching(r"Object \d{1,5}/content\.xml"):
        inner = package.xml(name)
        if inner is not None:
            draft.page(0, "object", "".join(_pieces(inner, {})))


def _facts(package: Package, draft: Draft) -> None:
    meta = package.xml("meta.xml")
    if meta is not None:
        for element in named(meta, "title"):
            draft.found.say("title", element.text)
        for element in named(meta, "document-statistic"):
            draft.found.say("pages", attribute(element, "page-count"))
    if any(name.startswith("Basic/") for name in package.names):
        draft.found.say("macros", "yes")
    if "META-INF/documentsignatures.xml" in package.names:
        draft.found.say("signatures", "1")
