"""Which pairs were tried, kept between runs: recovery goes on where it stopped."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = 1


class _Kept(msgspec.Struct):
    version: int = _VERSION
    tried: dict[str, list[str]] = msgspec.field(default_factory=dict)


class RecoveryState:
    """The pairs tried per group, in memory and, with a path, in a JSON file that is written whole after each.

    Args:
        path: the file; None: kept in memory only.

    Raises:
        CaseDamaged: the file isn't what was written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._kept = _Kept()
        if path is not None and path.exists():
            try:
                self._kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise CaseDamaged(f"{path.name} isn't the state of a recovery: {error}") from error

    def tried(self, group: str) -> frozenset[str]:
        """The pairs (`Step.pair`) tried for a group (`Group.name`)."""
        return frozenset(self._kept.tried.get(group, ()))

    def note(self, group: str, pair: str) -> None:
        """Remembers a pair and writes the file."""
        known = self._kept.tried.setdefault(group, [])
        if pair in known:
            return
        known.append(pair)
        if self._path is not None:
            temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
            with temporary.open("wb") as file:
                file.write(msgspec.json.encode(self._kept))
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
