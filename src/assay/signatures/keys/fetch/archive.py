"""A public archive of old keys, asked over HTTP once per domain."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import httpx
import msgspec

from assay.model.errors import KeyFormatError
from assay.model.key import Origin, Provenance, SignerKey
from assay.signatures.keys.fetch.interface import Answer, Found
from assay.signatures.keys.names import normal_name
from assay.signatures.keys.record import parse_record
from assay.signatures.keys.sources.interface import Row
from assay.signatures.keys.sources.objects import read_objects
from assay.signatures.keys.sources.provenance import says_unpublished

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

LARGEST_ANSWER: Final = 16 << 20
"""In bytes; the rest of a larger answer isn't read."""


class Archive(msgspec.Struct, frozen=True):
    """An archive of keys.

    Attributes:
        name: for the provenance.
        url: of the keys of a domain, `{domain}` in it; answers with JSON as `sources.objects` reads it.
    """

    name: str
    url: str


DEFAULT_ARCHIVE: Final = msgspec.convert(
    tomllib.loads(resources.files(__package__).joinpath("archive.toml").read_text("utf-8")), Archive
)


def from_archive(
    names: Sequence[tuple[str, str]], http: httpx.Client, archive: Archive, today: date
) -> Iterator[Answer]:
    """What an archive has of names; never raises on what it answers.

    A key that the archive marks as recovered or derived is supplied by it, not published.

    Args:
        names: domain and selector; untrusted.
        http: who asks; its timeout bounds the wait.
        archive: who is asked.
        today: the date of asking, for keys the archive gives no dates for.
    """
    source = f"archive {archive.name}"
    by_domain: dict[str, list[Row] | str] = {}
    for domain, selector in names:
        try:
            plain = normal_name(domain), normal_name(selector)
        except KeyFormatError as error:
            yield Answer(domain, selector, source, Found.NOT_ASKED, reason=str(error))
            continue
        if plain[0] not in by_domain:
            by_domain[plain[0]] = _ask(plain[0], http, archive)
        rows = by_domain[plain[0]]
        if isinstance(rows, str):
            yield Answer(domain, selector, source, Found.NO_ANSWER, reason=rows)
        else:
            yield _answer(plain, [row for row in rows if _names(row) == plain], f"{source}, asked {today}")


def _ask(domain: str, http: httpx.Client, archive: Archive) -> list[Row] | str:
    """The rows for a domain, or why there are none."""
    url = archive.url.replace("{domain}", quote(domain, safe=""))
    body = bytearray()
    try:
        with http.stream("GET", url, headers={"Accept": "application/json"}) as response:
            if response.status_code == httpx.codes.NOT_FOUND:
                return []
            if not response.is_success:
                return f"the archive answered {response.status_code}"
            for piece in response.iter_bytes():
                body += piece
                if len(body) > LARGEST_ANSWER:
                    return f"the archive's answer is larger than {LARGEST_ANSWER >> 20} MiB"
    except httpx.HTTPError as error:
        return f"{type(error).__name__}: {error}"
    try:
        msgspec.json.decode(bytes(body))
    except (msgspec.DecodeError, RecursionError) as error:
        return f"the archive's answer is no JSON: {error}"
    return [row for row in read_objects(body.decode("utf-8", "replace")) if isinstance(row, Row)]


def _answer(plain: tuple[str, str], rows: Sequence[Row], source: str) -> Answer:
    keys: list[SignerKey] = []
    reasons = []
    for row in rows:
        origin = Origin.SUPPLIED if says_unpublished(row.provenance) else Origin.PUBLISHED
        said = f"{source}: {row.provenance[:200]}" if row.provenance else source
        try:
            keys.append(parse_record(row.record, *plain, Provenance(origin, said, row.seen)))
        except KeyFormatError as error:
            reasons.append(str(error))
    if not rows:
        return Answer(*plain, source, Found.NO_RECORD, reason="the archive has no key of that name")
    return Answer(*plain, source, Found.KEY if keys else Found.UNUSABLE, tuple(keys), "; ".join(reasons))


def _names(row: Row) -> tuple[str, str]:
    try:
        return normal_name(row.domain), normal_name(row.selector)
    except KeyFormatError:
        return "", ""
