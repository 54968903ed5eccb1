"""The keys of a case: one JSON line a key, every provenance it ever had, written whole and renamed into place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import msgspec

from assay.model.errors import CaseDamaged, KeyFormatError
from assay.model.key import Origin, Provenance, SignerKey
from assay.signatures.keys.names import normal_name, pool_of
from assay.signatures.keys.private import BUNDLED, PublishedPrivate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MOST_FOUND: Final = 10_000
"""Names whose keys are remembered; a dump may name any number."""
_STRENGTH: Final = {origin: rank for rank, origin in enumerate(Origin)}


class StoredKey(msgspec.Struct, frozen=True):
    """A line of the store.

    Attributes:
        key: with its strongest provenance.
        provenances: all it had, the strongest first.
    """

    key: SignerKey
    provenances: tuple[Provenance, ...]


_DECODER: Final = msgspec.json.Decoder(StoredKey)


class KeyStore:
    """The keys of a case, in memory and in a file.

    A key is one entry per domain, selector and fingerprint; adding it again adds its provenance. Reading is lazy and
    follows the file: what another process added since is seen by the next `KeyStore`.

    Args:
        path: the file (`keys.jsonl` in the case); absent: no keys yet.
        private: keys whose private half was published, besides the bundled ones.

    Raises:
        CaseDamaged: the file isn't what was written.
    """

    def __init__(self, path: Path, private: PublishedPrivate = BUNDLED) -> None:
        self._path = path
        self._private = private.joined(BUNDLED)
        self._entries: dict[tuple[str, str, str], StoredKey] = {}
        self._by_name: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
        self._found: dict[tuple[str, str], tuple[SignerKey, ...]] = {}
        for entry in _load(path):
            self._keep(entry)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, keys: Iterable[SignerKey]) -> int:
        """Adds keys and writes the file; returns how many were new, rather than known with a new provenance."""
        new, changed = 0, False
        for key in keys:
            known = self._entries.get(_identity(key))
            provenances = _merged((*(known.provenances if known else ()), key.provenance))
            if known and known.provenances == provenances:
                continue
            best = key if known is None or key.provenance == provenances[0] else known.key
            best = msgspec.structs.replace(best, provenance=provenances[0])
            self._keep(StoredKey(_with_record(best, known), provenances))
            new, changed = new + (known is None), True
        if changed:
            self._write()
        return new

    def find(self, domain: str, selector: str) -> tuple[SignerKey, ...]:
        """The keys that may have made a signature of these names, the strongest origin first, revoked ones last.

        Includes keys of other names that share them (`pool_of`), after those of the name itself.

        Args:
            domain: d=; untrusted: what is no name has no keys.
            selector: s=; untrusted.
        """
        names = domain, selector
        if names not in self._found:
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            self._found[names] = self._look_up(domain, selector)
        return self._found[names]

    def _look_up(self, domain: str, selector: str) -> tuple[SignerKey, ...]:
        try:
            domain, selector = normal_name(domain), normal_name(selector)
        except KeyFormatError:
            return ()
        found = [self._entries[identity].key for identity in self._by_name.get((pool_of(domain), selector), ())]
        return tuple(
            self._private.mark(key)
            for key in sorted(
                found,
                key=lambda key: (
                    not key.public,
                    _STRENGTH[key.provenance.origin],
                    key.domain != domain,
                    -key.provenance.mails,
                    key.domain,
                    key.fingerprint,
                ),
            )
        )

    def all(self) -> tuple[SignerKey, ...]:
        """Every key, by domain and selector."""
        return tuple(self._private.mark(self._entries[identity].key) for identity in sorted(self._entries))

    def provenances(self, key: SignerKey) -> tuple[Provenance, ...]:
        """All provenances of a key, the strongest first; empty for one that isn't here."""
        entry = self._entries.get(_identity(key))
        return entry.provenances if entry else ()

    def _keep(self, entry: StoredKey) -> None:
        identity = _identity(entry.key)
        self._found.clear()
        self._entries[identity] = entry
        self._by_name.setdefault((pool_of(entry.key.domain), entry.key.selector), set()).add(identity)

    def _write(self) -> None:
        """The file anew: a temporary one beside it, synced, renamed over it."""
        lines = b"".join(msgspec.json.encode(self._entries[identity]) + b"\n" for identity in sorted(self._entries))
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        with temporary.open("wb") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path)


def _load(path: Path) -> list[StoredKey]:
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    entries = []
    for number, line in enumerate(lines, 1):
        try:
            entries.append(_DECODER.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise CaseDamaged(f"line {number} of {path.name} is no key: {error}") from error
    return entries


def _identity(key: SignerKey) -> tuple[str, str, str]:
    return key.domain, key.selector, key.fingerprint


def _with_record(key: SignerKey, known: StoredKey | None) -> SignerKey:
    """The key with what a known record says, where its own provenance has no record."""
    if key.record or known is None or not known.key.record:
        return key
    return msgspec.structs.replace(known.key, provenance=key.provenance)


def _merged(provenances: Iterable[Provenance]) -> tuple[Provenance, ...]:
    """Without repetitions, the strongest first; of recoveries only the one with the most mails."""
    kept: dict[tuple[Origin, str, str], Provenance] = {}
    for provenance in provenances:
        recovered = provenance.origin is Origin.RECOVERED
        slot = (provenance.origin, "" if recovered else provenance.source, "" if recovered else provenance.seen)
        if slot not in kept or provenance.mails > kept[slot].mails:
            kept[slot] = provenance
    return tuple(sorted(kept.values(), key=lambda provenance: _STRENGTH[provenance.origin]))
