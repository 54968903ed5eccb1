"""Looks things up for the comparison of copies: only items that have copies are ever asked for."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

from assay.engine.standing import standing
from assay.message import parse
from assay.message.full_text import full_text
from assay.model.context import Standing
from assay.model.entry import Kind
from assay.model.errors import OriginalChanged
from assay.model.signature import Checked, Outcome, Scheme
from assay.signatures.canonical import body_relaxed
from assay.signatures.check import OTHER_CONTENT, check
from assay.signatures.vouch import Vouch, vouch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.case import Case
    from assay.model.entry import Entry
    from assay.model.signature import Measured
    from assay.signatures.keys.store import KeyStore

_COLUMNS = ("text", "stored", "signatures", "date", "notes", "reconstructed")


class Shelf:
    """The items of some groups, by SHA-256 (see `assay.corpus.copies.Library`)."""

    def __init__(self, case: Case, items: set[str], keys: KeyStore) -> None:
        """Reads their rows."""
        self._case = case
        self._keys = keys
        rows = case.evidence.entries_of(items, _COLUMNS)
        self._rows: dict[str, Entry] = {entry.sha256: entry for entry in rows if entry.kind is Kind.MESSAGE}
        self._texts = functools.lru_cache(maxsize=256)(self._text)
        self._bodies = functools.cache(self._body)
        self._vouches = functools.cache(self._vouched)
        self._weighed = functools.cache(self._evidence)
        self._checks = functools.cache(self._authors)

    def text(self, item: str) -> str:
        """All that it holds as text; what is readable of it where the original can't be read."""
        return self._texts(item)

    def body(self, item: str) -> str:
        """A digest of its raw body, white space and line ends aside; empty where it can't be read."""
        return self._bodies(item)

    def vouched(self, item: str) -> bool:
        """Whether a signature vouches for the whole of it."""
        return self._vouches(item)

    def evidence(self, item: str) -> int:
        """What its signatures come to, from worst to best.

        Returns:
            0 where they speak against it or a container rebuilt it, 2 where there is none, 4 where the body is as one
            of them says whose key isn't known, 6 where one holds by a recovered key or a receiver's seal does, 8 where
            one of the author's domain holds by a published key; and 1 more where all that a reader sees is covered.
        """
        return self._weighed(item)

    def _evidence(self, item: str) -> int:
        entry = self._rows[item]
        if entry.reconstructed or self.doubtful(item):
            return 0
        vouches = [found for one in self._check(item, entry.signatures) if (found := vouch(one)) is not None]
        known = standing(entry, self._keys) if any(map(_covers_text, vouches)) else Standing.NONE
        if not known:
            return 2 + 2 * any(one.body_hash_holds is True for one in entry.signatures)
        return 4 + 2 * known + any(found.whole for found in vouches)

    def _raw(self, item: str) -> bytes:
        entry = self._rows[item]
        if entry.stored is None:
            return b""
        try:
            return self._case.originals.read(entry.stored, item)
        except OriginalChanged:
            return b""

    def _text(self, item: str) -> str:
        raw = self._raw(item)
        return full_text(parse(raw)) if raw else self._rows[item].text

    def _body(self, item: str) -> str:
        raw = self._raw(item)
        return hashlib.sha256(body_relaxed(raw[parse(raw).root.body_span.start :])).hexdigest() if raw else ""

    def doubtful(self, item: str) -> bool:
        """Whether its own signatures speak against it: broken, or holding beside something that was put there."""
        return not self.vouched(item) and any(map(_speaks_against, self._checks(item)))

    def _vouched(self, item: str) -> bool:
        return any(found is not None and found.authenticates for found in map(vouch, self._checks(item)))

    def _authors(self, item: str) -> tuple[Checked, ...]:
        signatures = self._rows[item].signatures
        return self._check(item, (one for one in signatures if one.scheme in {Scheme.DKIM, Scheme.DOMAINKEYS}))

    def _check(self, item: str, signatures: Iterable[Measured]) -> tuple[Checked, ...]:
        date = self._rows[item].date
        return tuple(check(one, self._keys.find(one.domain, one.selector), date=date, now=0.0) for one in signatures)


def _covers_text(found: Vouch) -> bool:
    """Whether all that is read as its text was signed as it stands; header fields aside."""
    return not (found.missing or found.duplicates or found.misfit or found.doubt or found.beyond or found.added)


def _speaks_against(one: Checked) -> bool:
    """Whether something stands beside what was signed, or the right key says that something else was signed."""
    found = vouch(one)
    if found is not None:
        return bool(found.duplicates or found.misfit or one.measured.beyond == "appended-text")
    right_key = bool(one.headers_hold) or one.reason == OTHER_CONTENT
    return one.outcome is Outcome.FAIL and one.key is not None and not one.key.weak and right_key
