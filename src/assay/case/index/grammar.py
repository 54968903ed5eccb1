"""The language of the search box: any string becomes a tree or a problem that is explained.

    query   = and *("OR" and)
    and     = not *(["AND"] not)
    not     = ("NOT" / "-") not / primary
    primary = "(" query ")" / field ":" ("(" query ")" / phrase / word) / phrase / word
    word    = text, with "*" at its end for all that starts so, "~" or "~2" for what is spelt nearly so
    phrase  = DQUOTE text DQUOTE

Words side by side must all occur. AND, OR and NOT are operators only in capitals.
"""

from __future__ import annotations

import difflib
import re
from typing import TypeAlias

import msgspec

from assay.model.errors import UsageError

FIELDS = {
    "from": "sender: name or address",
    "to": "recipients: name or address, Cc included",
    "subject": "words of the subject",
    "body": "words of the text",
    "headers": "words of all header fields, every instance",
    "filename": "words of attachments' names, or of a document's own",
    "id": "Message-ID, with or without < >, or the beginning of the item's SHA-256",
    "verdict": "authenticated, corroborated, unproven, suspect or contradicted",
    "has": "attachment",
    "date": "2017, 2017-04, 2017-04-24, or a range as 2017-03-01..2017-04-24 (UTC)",
    "before": "earlier than that day, month or year begins",
    "after": "later than that day, month or year ends",
    "kind": "message or document",
    "in": "part of the path inside the dump",
    "domain": "domain of the sender's address",
    "format": "words of the format, as pdf or rfc822",
    "file": "words in attachments and documents",
    "type": "kind of its files, as pdf, docx, xlsx, jpeg",
    "language": "language of its text, as fr or en",
    "email": "an address that is named in it",
    "url": "a link in it",
    "phone": "a telephone number in it",
    "iban": "an account in it, with or without spaces",
    "account": "another account or card number in it",
    "company": "a SIREN or SIRET number in it",
    "amount": "a sum in it, as '1200.00 EUR'",
    "day": "a day that is named in it, as 2017-04-24",
    "tracking": "a parcel's number in it",
    "reference": "a file, case or invoice number in it",
    "site": "a domain that is named in it, in a link or an address",
    "people": "a person in its address fields or its signature block: any of their names",
    "organisation": "an organisation in an address field or a signature block",
}
"""The fields one may ask for, with what they hold."""

ENTITIES = {
    "email": "email",
    "url": "url",
    "phone": "phone",
    "iban": "iban",
    "account": "account",
    "company": "company",
    "amount": "amount",
    "day": "date",
    "tracking": "tracking",
    "reference": "case",
    "site": "domain",
    "people": "person",
    "organisation": "organisation",
}
"""The fields that are looked up among what is named in texts, with the kind of entity that each one means."""

MAX_LENGTH = 4_000
MAX_TERMS = 200
MAX_DEPTH = 40


class QueryProblem(UsageError):
    """A query that can't be understood; the message says where and what to write instead."""


class Term(msgspec.Struct, frozen=True):
    """A word or phrase, in one field or in all text.

    Attributes:
        field: a key of `FIELDS`, or empty for all text.
        text: as it was written, without quotes and operators.
        phrase: whether it stood in quotes.
        prefix: whether everything that starts so is meant.
        fuzzy: how many letters may differ, 0 to 2.
    """

    field: str
    text: str
    phrase: bool = False
    prefix: bool = False
    fuzzy: int = 0


class Not(msgspec.Struct, frozen=True):
    """Everything but that."""

    node: Node


class All(msgspec.Struct, frozen=True):
    """What is in every one of these; without any, everything."""

    nodes: tuple[Node, ...]


class Some(msgspec.Struct, frozen=True):
    """What is in at least one of these."""

    nodes: tuple[Node, ...]


Node: TypeAlias = Term | Not | All | Some

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>\() | (?P<close>\))
    | (?P<minus>-+)(?=[^\s)-])
    | (?P<field>[A-Za-z_]+):(?=[^\s)]|$)
    | "(?P<phrase>[^"]*)(?P<end>"|$)
    | (?P<word>[^\s()"]+)
    )""",
    re.VERBOSE,
)
_FUZZY = re.compile(r"^(.+)~([12]?)$", re.DOTALL)


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    while at < len(text) and (match := _TOKEN.match(text, at)):
        kind = match.lastgroup or ""
        value = match.group(kind)
        at = match.end()
        if kind == "end":
            if not value:
                raise QueryProblem('A quotation mark is opened and never closed: write "two words", or leave it out.')
            found.append(_Token("phrase", match["phrase"]))
        elif kind == "field" and value.lower() not in FIELDS:
            found.append(_unknown_field(value, text[at:]))
            at = match.end() if found[-1].kind == "skip" else at + len(found[-1].text) - len(value) - 1
        else:
            found.append(_Token(kind, value))
    return [token for token in found if token.kind != "skip"]


def _unknown_field(name: str, rest: str) -> _Token:
    """A word with a colon in it: an address of a page, a time, or a field that is misspelt."""
    if rest.startswith("//") or not rest or name.lower() in {"re", "fw", "fwd", "tr", "aw", "mailto", "http", "https"}:
        follows = re.match(r'[^\s()"]*', rest)
        return _Token("word", f"{name}:{follows.group() if follows else ''}")
    near = difflib.get_close_matches(name.lower(), FIELDS, n=1)
    hint = f" Did you mean {near[0]}:?" if near else ""
    raise QueryProblem(
        f"There is no field {name!r}.{hint} Fields: {', '.join(FIELDS)}. For the text itself use quotes."
    )


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def is_operator(self, *names: str) -> bool:
        token = self.peek()
        return token is not None and token.kind == "word" and token.text in names

    def query(self, field: str, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise QueryProblem(f"Brackets and NOTs are nested more than {MAX_DEPTH} deep.")
        nodes = [self.conjunction(field, depth)]
        while self.is_operator("OR"):
            self.at += 1
            nodes.append(self.conjunction(field, depth))
        return nodes[0] if len(nodes) == 1 else Some(tuple(nodes))

    def conjunction(self, field: str, depth: int) -> Node:
        nodes: list[Node] = []
        while (token := self.peek()) and token.kind != "close" and not self.is_operator("OR"):
            if self.is_operator("AND"):
                if not nodes or self.at + 1 == len(self.tokens):
                    raise QueryProblem('AND stands between two terms; to search for the word itself write "AND".')
                self.at += 1
                continue
            nodes.append(self.negation(field, depth))
        if not nodes:
            raise QueryProblem("Something is missing: OR stands between two terms, brackets have something in them.")
        return nodes[0] if len(nodes) == 1 else All(tuple(nodes))

    def negation(self, field: str, depth: int) -> Node:
        token = self.peek()
        if token is not None and (token.kind == "minus" or self.is_operator("NOT")):
            self.at += 1
            if depth > MAX_DEPTH:
                raise QueryProblem(f"Brackets and NOTs are nested more than {MAX_DEPTH} deep.")
            if self.peek() is None or self.is_operator("AND", "OR"):
                raise QueryProblem('NOT is followed by what shall not occur; for the word itself write "NOT".')
            return Not(self.negation(field, depth + 1))
        return self.primary(field, depth)

    def primary(self, field: str, depth: int) -> Node:
        token = self.peek()
        if token is None or token.kind == "close":
            raise QueryProblem(f"{field or 'The query'}: something is missing at the end.")
        self.at += 1
        if token.kind == "open":
            inner = self.query(field, depth + 1)
            closing = self.peek()
            if closing is None or closing.kind != "close":
                raise QueryProblem("A bracket is opened and never closed.")
            self.at += 1
            return inner
        if token.kind == "field":
            if depth > MAX_DEPTH:
                raise QueryProblem(f"Fields are nested more than {MAX_DEPTH} deep.")
            return self.primary(token.text.lower(), depth + 1)
        if token.kind == "phrase":
            return Term(field, token.text, phrase=True)
        return _word(field, token.text)


def _word(field: str, text: str) -> Term:
    if match := _FUZZY.match(text):
        return Term(field, match[1], fuzzy=int(match[2] or 1))
    if text.endswith("*") and text.strip("*"):
        return Term(field, text.rstrip("*"), prefix=True)
    return Term(field, text)


def parse(text: str) -> Node:
    """Understand a query.

    Returns:
        The tree; `All(())` for an empty query, which everything matches.

    Raises:
        QueryProblem: nobody can tell what it means; says why.
    """
    if len(text) > MAX_LENGTH:
        raise QueryProblem(f"The query has {len(text):,} characters; the limit is {MAX_LENGTH:,}.")
    tokens = _tokens(text)
    if sum(token.kind in {"word", "phrase"} for token in tokens) > MAX_TERMS:
        raise QueryProblem(f"The query has more than {MAX_TERMS} words.")
    if not tokens:
        return All(())
    parser = _Parser(tokens)
    node = parser.query("", 0)
    if parser.at < len(tokens):
        raise QueryProblem("A bracket is closed that was never opened.")
    return node


def terms(node: Node, *, negated: bool = False) -> list[Term]:
    """The words and phrases that a hit holds (those under NOT left out), for highlighting."""
    if isinstance(node, Term):
        return [] if negated else [node]
    if isinstance(node, Not):
        return terms(node.node, negated=not negated)
    return [term for child in node.nodes for term in terms(child, negated=negated)]
