"""Keys from the network: live DNS and a public archive, only when somebody asks (`assay keys fetch`).

Asking tells whoever runs the resolver or the archive which signers' keys are wanted, so nothing here runs by itself,
and resolver and HTTP client are handed in by the caller.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from assay.signatures.keys.fetch.archive import DEFAULT_ARCHIVE, Archive, from_archive
from assay.signatures.keys.fetch.dns import from_dns
from assay.signatures.keys.fetch.interface import Answer, Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import httpx
    from dns.resolver import Resolver

__all__ = ["DEFAULT_ARCHIVE", "Answer", "Archive", "Found", "fetch", "from_archive", "from_dns"]

_AT_ONCE: Final = 8


def fetch(
    names: Iterable[tuple[str, str]],
    today: date,
    resolver: Resolver | None = None,
    http: httpx.Client | None = None,
    archive: Archive = DEFAULT_ARCHIVE,
) -> Iterator[Answer]:
    """Asks for keys; every name gives one answer of each source that was handed in, keys or not.

    Args:
        names: domain and selector; untrusted.
        today: the date of asking, for the provenance.
        resolver: asks the DNS, several names at once.
        http: asks the archive, once per domain.
        archive: which one.
    """
    wanted = list(dict.fromkeys(names))
    if resolver is not None:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(lambda name: from_dns(name[0], name[1], resolver, today), wanted)
    if http is not None:
        yield from from_archive(wanted, http, archive, today)
