"""PresentationML (ECMA-376 part 1, section 19): a page a slide in the order of the show, and its notes and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.readers.docx import properties
from assay.document.readers.package import Package
from assay.document.tree import attribute, named

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from assay.document.draft import Draft

_SLIDE = r"ppt/slides/slide\d{1,5}\.xml"
_BREAKS = {"p": "\n", "br": "\n", "tr": "\n", "tc": "\t"}
_WORDS = frozenset({"t", "v", "text"})


def read(data: bytes, draft: Draft) -> None:
    """Reads a presentation."""
    package = Package(data, draft)
    slides = _ordered(package)
    draft.found.say("slides", str(len(slides)))
    for number, name in enumerate(slides, 1):
        root = package.xml(name)
        if root is None:
            continue
        hidden = root.get("show") in {"0", "false"}
        if not draft.page(number, "hidden" if hidden else "", slide_text(root)):
            draft.cut = True
            break
        for kind, target in package.related(name).items():
            label = {"notesSlide": "notes", "comments": "comments"}.get(kind.partition(" ")[0])
            below = package.xml(target) if label else None
            if label and below is not None:
                draft.page(number, label, slide_text(below))
    for pattern, label in ((r"ppt/diagrams/data\d{1,5}\.xml", "diagram"), (r"ppt/charts/chart\d{1,5}\.xml", "chart")):
        for name in package.matching(pattern):
            root = package.xml(name)
            if root is not None:
                draft.page(0, label, slide_text(root))
    properties(package, draft)
    package.embed("ppt/media/", "ppt/embeddings/")


def _ordered(package: Package) -> list[str]:
    """The slides as the show has them (section 19.2.1.34); those that it doesn't name follow."""
    known = package.matching(_SLIDE)
    root = package.xml("ppt/presentation.xml")
    if root is None:
        return known
    targets = package.related("ppt/presentation.xml")
    shown = []
    for element in named(root, "sldId"):
        numbers = [value for key, value in element.items() if key.endswith("}id")]
        shown += [target for number in numbers if (target := targets.get(f"slide {number}")) in known]
    ordered = list(dict.fromkeys(shown))
    return ordered + [name for name in known if name not in ordered]


def slide_text(root: Element) -> str:
    """The text of a slide or of its notes: a paragraph a line; the numbers of pages are left out."""
    pieces: list[str] = []
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in _WORDS:
            pieces.append(element.text or "")
        elif name == "fld" and attribute(element, "type") == "slidenum":
            for inside in element:
                inside.text = ""
        elif name in _BREAKS and not (name == "p" and pieces and pieces[-1] in {"\t", "\n"}):
            pieces.append(_BREAKS[name])
    return "".join(pieces)
