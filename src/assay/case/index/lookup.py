"""From the tree of a query to what tantivy runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import tantivy

from assay.case.index.analysis import FOLDED, LANGUAGES, clean, tokens, without_elision
from assay.case.index.dates import FOREVER, span
from assay.case.index.document import BY_NAME
from assay.case.index.grammar import ENTITIES, All, Node, Not, QueryProblem, Term
from assay.case.index.schema import FOLDED_FIELDS, STEMMED, stem_field
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ANYWHERE = (("subject", 3.0), ("from", 2.0), ("to", 1.0), ("filename", 1.5), ("body", 1.0), ("file", 0.8))
_STEM_WEIGHT = 0.5
_SHORTEST_DIGEST = 4
_DIGEST = 64

Occur, Query = tantivy.Occur, tantivy.Query


class Resolver(Protocol):
    """What only the evidence knows."""

    def with_verdict(self, verdict: str) -> Sequence[str]:
        """The items that have this verdict now."""

    def inside(self, path: str) -> Sequence[str]:
        """The items one of whose places has this in its path."""

    def starting(self, digest: str) -> Sequence[str]:
        """The items whose SHA-256 starts so."""


class Lookup:
    """Turns trees of queries into queries on one schema."""

    def __init__(self, schema: tantivy.Schema, resolver: Resolver) -> None:
        self._schema = schema
        self._resolver = resolver

    def query(self, node: Node) -> tantivy.Query:
        """What finds the items that a tree means.

        Raises:
            QueryProblem: a value that its field can't have, or nothing in it that can be looked up.
        """
        found = self._node(node)
        if found is None:
            raise QueryProblem("There is no letter and no digit in the query, so there is nothing to look up.")
        return found

    def _node(self, node: Node) -> tantivy.Query | None:
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Not):
            inner = self._node(node.node)
            return inner and Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, inner)])
        if isinstance(node, All):
            if not node.nodes:
                return Query.all_query()
            return self._all(node.nodes)
        options = [found for found in map(self._node, node.nodes) if found is not None]
        return _any(options)

    def _all(self, nodes: tuple[Node, ...]) -> tantivy.Query | None:
        clauses = []
        for node in nodes:
            inner = self._node(node.node if isinstance(node, Not) else node)
            if inner is not None:
                clauses.append((Occur.MustNot if isinstance(node, Not) else Occur.Must, inner))
        if not clauses:
            return None
        if all(occur == Occur.MustNot for occur, _ in clauses):
            clauses.append((Occur.Must, Query.all_query()))
        return Query.boolean_query(clauses)

    def _term(self, term: Term) -> tantivy.Query | None:
        field, text = term.field, term.text.strip()
        if field in FOLDED_FIELDS:
            return self._text(field, term)
        special: dict[str, Callable[[str], tantivy.Query]] = {
            "verdict": lambda text: self._items(self._resolver.with_verdict(_one_of("verdict", text, [*Verdict]))),
            "kind": lambda text: self._raw("kind", _one_of("kind", text, ["message", "document"])),
            "has": lambda text: self._raw("has", _one_of("has", text, ["attachment"])),
            "language": lambda text: self._raw("language", text.lower()),
            "type": lambda text: self._raw("type", text.lower()),
            "domain": lambda text: self._raw("domain", text.lower().removeprefix("@")),
            "in": lambda text: self._items(self._resolver.inside(text)),
            "id": self._identity,
        }
        if field in ENTITIES:
            return self._entity(ENTITIES[field], clean(text))
        if field in special:
            return special[field](clean(text))
        return self._dates(*span(field, text)) if field else self._anywhere(term)

    def _anywhere(self, term: Term) -> tantivy.Query | None:
        options = []
        for field, weight in _ANYWHERE:
            found = self._text(field, term)
            if found is not None:
                options.append(Query.boost_query(found, weight))
        return _any(options)

    def _text(self, field: str, term: Term) -> tantivy.Query | None:
        words = tokens(FOLDED, term.text if term.phrase else without_elision(term.text))
        if not words:
            return None
        if len(words) > 1:
            make = Query.phrase_prefix_query if term.prefix else Query.phrase_query
            return make(self._schema, field, list(words))
        if term.prefix:
            return Query.regex_query(self._schema, field, f"{words[0]}.*")
        if term.fuzzy:
            return Query.fuzzy_term_query(self._schema, field, words[0], distance=term.fuzzy)
        exact = Query.term_query(self._schema, field, words[0], "freq")
        return exact if term.phrase or field not in STEMMED else _any([exact, *self._stems(field, term.text)])

    def _stems(self, field: str, text: str) -> list[tantivy.Query]:
        found = []
        for language in LANGUAGES:
            words = tokens(language, without_elision(text))
            if len(words) == 1:
                query = Query.term_query(self._schema, stem_field(field, language), words[0], "freq")
                found.append(Query.boost_query(query, _STEM_WEIGHT))
        return found

    def _entity(self, kind: str, text: str) -> tantivy.Query | None:
        if kind not in BY_NAME:
            return _any([self._raw("entity", f"{kind}:{value}") for value in _values(text)])
        words = tokens(FOLDED, text)
        whole = self._raw("entity", f"{kind}:{' '.join(words)}")
        each = Query.boolean_query([(Occur.Must, self._raw("entity", f"{kind}:{word}")) for word in words])
        return _any([whole, each]) if words else None

    def _dates(self, start: int, end: int) -> tantivy.Query:
        if start >= end:
            return Query.empty_query()
        low, high = (None if start <= -FOREVER else start), (None if end >= FOREVER else end - 1)
        return Query.range_query(self._schema, "date", tantivy.FieldType.Integer, low, high)

    def _raw(self, field: str, value: str) -> tantivy.Query:
        return Query.term_query(self._schema, field, value, "basic")

    def _items(self, items: Sequence[str]) -> tantivy.Query:
        return Query.term_set_query(self._schema, "item", list(items)) if items else Query.empty_query()

    def _identity(self, text: str) -> tantivy.Query:
        options = [self._raw("message_id", text.removeprefix("<").removesuffix(">"))]
        digest = text.lower()
        if _SHORTEST_DIGEST <= len(digest) <= _DIGEST and set(digest) <= set("0123456789abcdef"):
            options.append(self._items(self._resolver.starting(digest)))
        return Query.boolean_query([(Occur.Should, option) for option in options])


def _any(options: list[tantivy.Query]) -> tantivy.Query | None:
    if len(options) <= 1:
        return options[0] if options else None
    return Query.boolean_query([(Occur.Should, option) for option in options])


def _values(text: str) -> tuple[str, ...]:
    """The forms in which a value may stand in the index: as it's written, and its letters and digits alone."""
    bare = "".join(sign for sign in text if sign.isalnum() or sign == "+")
    lower = text.strip().lower()
    return tuple(dict.fromkeys((text.strip(), lower, bare, bare.upper(), bare.lower())))


def _one_of(field: str, text: str, values: Sequence[str]) -> str:
    value = text.strip().lower()
    if value not in values:
        raise QueryProblem(f"{field}:{text} is none of {', '.join(map(str, values))}.")
    return value
