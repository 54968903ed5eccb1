"""One item as the index takes it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import tantivy

from assay.case.index import schema
from assay.case.index.analysis import FOLDED, clean, languages, stemmed, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

BY_NAME = frozenset({"person", "organisation"})
"""The kinds of entities that are looked up by any word of theirs."""
_MAX_TEXT = 2_000_000
_MAX_FILES = 20_000_000
_SECONDS = (datetime(1, 1, 1, tzinfo=UTC).timestamp(), datetime(9999, 12, 31, tzinfo=UTC).timestamp())


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What the index takes of one item; all text is untrusted."""

    item: str
    kind: str
    path: str = ""
    format: str = ""
    message_id: str = ""
    date: float | None = None
    sender_text: str = ""
    sender: str = ""
    recipients: str = ""
    subject: str = ""
    filenames: tuple[str, ...] = ()
    text: str = ""
    headers: str = ""
    file_text: str = ""
    languages: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    entities: tuple[tuple[str, str], ...] = ()


def document(row: Row, shard: str) -> tantivy.Document:
    """One item as the index takes it."""
    body, files = clean(row.text[:_MAX_TEXT]), clean(row.file_text[:_MAX_FILES])
    subject = clean(row.subject)
    names = row.filenames if row.kind == "message" else (row.path.rpartition("/")[2],)
    fields: dict[str, Any] = {
        "item": row.item,
        "shard": shard,
        "key": schema.key_of(row.item),
        "kind": row.kind,
        "message_id": clean(row.message_id.strip().removeprefix("<").removesuffix(">")),
        "sender": clean(row.sender.lower()),
        "domain": clean(row.sender.lower().rpartition("@")[2]),
        "subject": subject,
        "from": clean(f"{row.sender_text} {row.sender}"),
        "to": clean(row.recipients),
        "body": body,
        "file": files,
        "filename": clean(" / ".join(names)),
        "format": clean(row.format),
        "folder": clean(_folder(row.path)),
        "headers": clean(row.headers),
    }
    if row.filenames:
        fields["has"] = "attachment"
    if row.date is not None and _SECONDS[0] <= row.date <= _SECONDS[1]:
        fields["date"] = int(row.date)
        fields["month"] = datetime.fromtimestamp(row.date, UTC).strftime("%Y-%m")
        fields["year"] = fields["month"][:4]
    for language in stemmed(row.languages) or languages(f"{subject} {body} {files[:1500]}"):
        fields[schema.stem_field("subject", language)] = subject
        fields[schema.stem_field("body", language)] = body
        fields[schema.stem_field("file", language)] = files
    document = tantivy.Document()
    for name, value in fields.items():
        if name in {"key", "date"}:
            (document.add_unsigned if name == "key" else document.add_integer)(name, value)
        elif value:
            document.add_text(name, value)
    for name, values in (("language", row.languages), ("type", row.types)):
        for value in dict.fromkeys(map(clean, values)):
            document.add_text(name, value)
    _add_entities(document, row.entities)
    return document


def _add_entities(document: tantivy.Document, entities: Iterable[tuple[str, str]]) -> None:
    """What is named: as it's looked up, and as it's counted."""
    seen: set[tuple[str, str]] = set()
    for kind, value in ((kind, clean(value)) for kind, value in entities):
        if (kind, value) in seen:
            continue
        seen.add((kind, value))
        if kind in schema.NAMED:
            document.add_text(schema.named(kind), value)
        for form in name_forms(value) if kind in BY_NAME else (value,):
            document.add_text("entity", f"{kind}:{form}")


def name_forms(name: str) -> tuple[str, ...]:
    """The forms in which a name is looked up, without case and accents: whole, and each of its words."""
    words = tokens(FOLDED, name)
    return tuple(dict.fromkeys((" ".join(words), *words)))


def _folder(path: str) -> str:
    """Where an item lies inside the dump: its folder, or the archive or mailbox that holds it."""
    return path.rpartition("/")[0].removesuffix("!")
