"""XML as a tree: no document type, no entities, nothing fetched, no endless depth (XXE, billion laughs)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATOR = "}"
"""Between the namespace and the local name of an element or an attribute."""
_END = ""


class Tree(NamedTuple):
    """What could be read.

    Attributes:
        root: None where not even the first element could be read.
        damage: why something behind a certain place is missing; empty where nothing is.
        cut: whether a bound left something out.
    """

    root: Element | None
    damage: str
    cut: bool


class _RefusedError(Exception):
    """The file declares a document type, which office documents never do."""


def tree(data: bytes, most: int, depth: int) -> Tree:
    """Reads XML; what comes behind damage or a bound is left out. Never raises.

    Args:
        data: the bytes of the XML file.
        most: how many bytes of it are read.
        depth: elements that lie deeper are left out.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    damage = ""
    try:
        parser.Parse(data[:most], len(data) <= most)
    except _RefusedError:
        damage = "it declares a document type"
    except (expat.ExpatError, UnicodeError, ValueError, LookupError) as error:
        damage = f"its XML is damaged: {error}"
    if damage or len(data) > most:
        builder.start(_END, {})  # lets the builder keep the text in front of the place where it broke off
    root: Element | None = builder.close()
    if root is None or root.tag == _END:
        return Tree(None, damage or "it's empty", cut=False)
    return Tree(root, damage, _flatten(root, depth) or len(data) > most)


def _refuse(*_declared: object) -> None:
    raise _RefusedError


def _flatten(root: Element, depth: int) -> bool:
    """Empties the elements at that depth; says whether there was anything in them."""
    level = [root]
    for _ in range(depth - 1):
        level = [child for element in level for child in element]
        if not level:
            return False
    deeper = False
    for element in level:
        if len(element):
            deeper = True
            del element[:]
    return deeper


def local(name: str) -> str:
    """The local name of an element or an attribute."""
    return name.rpartition(SEPARATOR)[2]


def attribute(element: Element, name: str) -> str:
    """The first attribute of that local name, whatever its namespace; empty where there is none."""
    direct = element.get(name)
    if direct is not None:
        return direct
    return next((value for key, value in element.items() if local(key) == name), "")


def named(root: Element, name: str) -> Iterator[Element]:
    """All elements of that local name, in order."""
    return (element for element in root.iter() if local(element.tag) == name)
