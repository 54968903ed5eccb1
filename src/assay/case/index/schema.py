"""The fields of the search index. None of them is stored text: the evidence has it."""

from __future__ import annotations

import tantivy

from assay.case.index.analysis import FOLDED, LANGUAGES, analyzers

VERSION = 5
"""Raised when fields or analysis change, so that older indexes are built again."""

FOLDED_FIELDS = ("subject", "from", "to", "body", "file", "filename", "format", "headers")
STEMMED = ("subject", "body", "file")
"""The fields that are stemmed besides, each in a field a language."""


NAMED = (
    "person", "organisation", "email", "domain", "phone", "iban", "account", "company", "amount", "case", "tracking",
)  # fmt: skip
"""The kinds of entities that are counted."""


def named(kind: str) -> str:
    """The name of the field that holds the values of a kind of entity."""
    return f"named_{kind}"


def stem_field(field: str, language: str) -> str:
    """The name of the field that holds the stems of another."""
    return f"{field}_{language}"


def build() -> tantivy.Schema:
    """The schema.

    `item` is the SHA-256 of the item, `shard` the take-in shard it was read from, `date` seconds since 1970,
    `key` the first 64 bits of the digest (to look verdicts up for counting), `sender`, `month`, `year` and `folder` are
    for counting, and so are `language` and `type` (the kinds of an item's files); `file` is the text of its files,
    `entity` what is named in any of its texts, as `kind:value`, and `named_KIND` the values of those that are counted.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("item", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("shard", "message_id", "has", "entity"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("kind", "sender", "domain", "month", "year", "folder", "language", "type", *map(named, NAMED)):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in FOLDED_FIELDS:
        builder.add_text_field(name, tokenizer_name=FOLDED, index_option="position")
    for name in STEMMED:
        for language in LANGUAGES:
            builder.add_text_field(stem_field(name, language), tokenizer_name=language, index_option="freq")
    builder.add_integer_field("date", indexed=True, fast=True)
    builder.add_unsigned_field("key", fast=True)
    return builder.build()


def key_of(item: str) -> int:
    """The first 64 bits of an item's digest."""
    return int(item[:16], 16)


def with_analyzers(index: tantivy.Index) -> tantivy.Index:
    """The index, able to analyse text as the schema says."""
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    return index
