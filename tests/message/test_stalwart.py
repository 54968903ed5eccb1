"""Our trees against the golden ones of another parser: whatever differs is listed with its reason."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from assay.message import Message, Part, parse
from assay.message.decode import header_text, part_message

REASONS = Path(__file__).with_name("stalwart_differences.toml")
Tree = dict[str, Any]


def golden_tree(golden: Tree, number: int = 0) -> Tree:
    part = golden["parts"][number]
    body = part["body"]
    children = []
    if "Multipart" in body:
        children = [golden_tree(golden, child) for child in body["Multipart"]]
    elif "Message" in body:
        children = [golden_tree(body["Message"])]
    return {
        "spans": (part["offset_header"], part["offset_body"], part["offset_end"]),
        "headers": [(field_name(field), *field_offsets(field)) for field in part["headers"]],
        "type": golden_type(part),
        "children": children,
    }


def field_name(field: Tree) -> str:
    name = field["name"]
    return (name["other"] if isinstance(name, dict) else name.replace("_", "-")).lower()


def field_offsets(field: Tree) -> tuple[int, int, int]:
    return field["offset_field"], field["offset_start"], field["offset_end"]


def golden_type(part: Tree) -> str | None:
    for field in part["headers"]:
        if field["name"] == "content_type" and isinstance(field["value"], dict):
            found = field["value"]["ContentType"]
            return f"{found['c_type']}/{found['c_subtype'] or ''}".lower()
    return None


def our_tree(part: Part) -> Tree:
    return {
        "spans": (part.header_span.start, part.body_span.start, part.body_span.end),
        "headers": [(header.key, header.start, header.colon, header.end) for header in part.headers],
        "type": part.content_type.media if part.first("content-type") else None,
        "children": [our_tree(child) for child in part.children],
    }


def comparable(tree: Tree) -> Tree:
    """A type that can't be read is compared as one that is absent."""
    kind = tree["type"]
    whole = kind is not None and not kind.endswith("/")
    children = [comparable(child) for child in tree["children"]]
    return tree | {"type": kind if whole else None, "children": children}


def listed() -> dict[str, str]:
    groups = tomllib.loads(REASONS.read_text(encoding="utf-8"))["group"]
    return {name: group["reason"] for group in groups for name in group["files"]}


def pairs(folder: Path) -> list[tuple[str, bytes, Tree]]:
    found = []
    for path in sorted(folder.rglob("*.eml")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        raw = path.read_bytes().replace(b"\r", b"")
        for suffix, message in ((".json", raw), (".crlf.json", raw.replace(b"\n", b"\r\n"))):
            found.append((name, message, json.loads(path.with_suffix(suffix).read_bytes())))
    return found


def golden_subjects(golden: Tree) -> list[str | None]:
    fields = [field for field in golden["parts"][0]["headers"] if field["name"] == "subject"]
    return [field["value"]["Text"] if isinstance(field["value"], dict) else None for field in fields]


def our_subjects(msg: Message) -> list[str | None]:
    return [header_text(msg.bytes(header.value)) for header in msg.get_all("subject")]


def golden_names(golden: Tree) -> list[str]:
    return [
        attribute["value"]
        for part in golden["parts"]
        for field in part["headers"]
        if field["name"] == "content_disposition" and isinstance(field["value"], dict)
        for attribute in field["value"]["ContentType"].get("attributes") or []
        if attribute["name"] == "filename"
    ]


@pytest.mark.shared
def test_trees_are_equal_but_for_what_is_listed(shared: Path) -> None:
    reasons = listed()
    differing = set()
    compared = pairs(shared / "hostile" / "stalwart-mail-parser")
    for name, raw, golden in compared:
        if comparable(our_tree(parse(raw).root)) != comparable(golden_tree(golden)):
            differing.add(name)
    assert len(compared) > 100
    assert differing == set(reasons)
    assert all(len(reason) > 60 for reason in reasons.values())


@pytest.mark.shared
def test_subjects_and_file_names_are_equal(shared: Path) -> None:
    subjects = names = 0
    for name, raw, golden in pairs(shared / "hostile" / "stalwart-mail-parser"):
        msg = parse(raw)
        assert our_subjects(msg) == golden_subjects(golden), name
        subjects += len(golden_subjects(golden))
        ours = [part.filename for part in msg.parts()]
        for filename in golden_names(golden):
            assert filename in ours, name
            names += 1
    assert subjects > 40
    assert names > 5


@pytest.mark.shared
def test_the_encoded_forwarded_message_is_got_by_decoding(shared: Path) -> None:
    raw = (shared / "hostile" / "stalwart-mail-parser" / "rfc" / "008.eml").read_bytes()
    msg = parse(raw)
    (inner,) = [found for part in msg.parts() if (found := part_message(msg, part)) is not None]
    assert [part.content_type.media for part in parse(inner).parts()] == [
        *("multipart/alternative", "text/plain", "text/html"),
    ]
