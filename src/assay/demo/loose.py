"""The loose documents of the sample: what the campaign shared, what its forgers touched, and an honest batch."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import msgspec

from assay.demo import documents
from assay.demo.forgeries import BAD, METHODS
from assay.demo.people import cast, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from assay.demo.copies import Copy

_TOUCHED = datetime(2017, 3, 27, 17, 51, 8, tzinfo=timezone(timedelta(hours=3)))
_FOLDER, _ARCHIVE = "partage", "partage/comptes.zip"
_IN_ARCHIVE = 9
"""Sheets of the burst that lie in the archive; the others lie beside it."""
_SHARED = (
    ("programme-littoral.pdf", "Programme pour le littoral"),
    ("argumentaire-porte-a-porte.docx", "Argumentaire de porte-à-porte"),
    ("organigramme.pdf", "Organigramme de la campagne"),
    ("plan-presse-avril.docx", "Plan presse, avril"),
    ("logo-rivage.png", "Logo"),
    ("salle-du-quai.png", "Salle du quai"),
)
_UNKNOWN = ("unproven", "corroborated")


class Loose(msgspec.Struct, frozen=True):
    """A document that no mail carries, with what it really is.

    Attributes:
        place: inside the dump, as Assay shows it.
        data: its bytes.
        method: `genuine`, or how it was forged.
        expected: the verdicts that are right.
        note: in words.
    """

    place: str
    data: bytes
    method: str
    expected: tuple[str, ...]
    note: str = ""


def loose(copies: list[Copy], random: Random) -> list[Loose]:
    """Return all of them.

    Args:
        copies: the sample's mails: a file that one carries lies about a second time, and a third, altered.
        random: the sample's.
    """
    return [*_shared(random), *_burst(random), *_export(random), *_versions(copies)]


def packed(found: list[Loose]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file that holds them."""
    members = [one for one in found if one.place.startswith(f"{_ARCHIVE}!/")]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for one in members:
            info = zipfile.ZipInfo(one.place.partition("!/")[2], _TOUCHED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, one.data)
    yield _ARCHIVE, buffer.getvalue()
    yield from ((one.place, one.data) for one in found if "!/" not in one.place)


def _shared(random: Random) -> Iterator[Loose]:
    lists = load("templates.toml")["lists"]
    for name, title in _SHARED:
        lines = random.sample(lists["headline_fr"], 4)
        when = _TOUCHED - timedelta(days=random.randrange(10, 120), minutes=random.randrange(600))
        made = documents.make(name, title, lines, "Inès Tarhouni", when, random)
        yield Loose(f"{_FOLDER}/{name}", made.data, "genuine", _UNKNOWN)
    note = "lignes: " + ", ".join(random.sample(lists["town"], 3)) + "\n"
    yield Loose(f"{_FOLDER}/a-faire.txt", note.encode(), "genuine", _UNKNOWN)


def _burst(random: Random) -> Iterator[Loose]:
    """Accounts of several years and hands, all saved within four minutes by somebody from outside."""
    given = load("forgeries.toml")["document"]
    towns, people = load("templates.toml")["lists"]["town"], cast().person
    program = documents.Program("Microsoft Excel", "15.0300", interface=given["interface"])
    for number, name in enumerate(given["sheets"]):
        rows = [(town, random.randrange(200, 9000)) for town in towns]
        author = people[given["authors"][number % len(given["authors"])]].name
        made = datetime(int(name[-4:]), 1 + number % 12, 3 + number, 10, 12, tzinfo=_TOUCHED.tzinfo)
        saved = _TOUCHED + timedelta(seconds=20 * number)
        data = documents.xlsx(name, rows, author, given["by"] if number % 2 else "", saved, made, program)
        folder = f"{_ARCHIVE}!" if number < _IN_ARCHIVE else _FOLDER
        yield Loose(f"{folder}/{name}.xlsx", data, "planted-document", BAD, METHODS["planted-document"])


def _export(random: Random) -> Iterator[Loose]:
    """Statements that the treasurer's program wrote anew in one go: as many, as fast, and genuine."""
    given = load("templates.toml")["export"]
    towns, person = load("templates.toml")["lists"]["town"], cast().person[given["by"]]
    program = documents.Program(given["program"], "4.0200", interface="Feuilles")
    for number, name in enumerate(given["sheets"]):
        rows = [(town, random.randrange(200, 9000)) for town in towns]
        saved = datetime(2017, 2, 6, 9, 14, 2, tzinfo=_TOUCHED.tzinfo) + timedelta(seconds=number)
        made = datetime(2016, 1 + number, 28, 18, 5, tzinfo=_TOUCHED.tzinfo)
        data = documents.xlsx(name, rows, cast().person["vasnier"].name, person.name, saved, made, program)
        yield Loose(f"{_FOLDER}/releves/{name}.xlsx", data, "genuine", _UNKNOWN, "exported in one batch")


def _versions(copies: list[Copy]) -> Iterator[Loose]:
    """A file that a genuine mail carries, and an altered version of it."""
    given = load("forgeries.toml")["document"]["altered"]
    files = (file for copy in copies for file in copy.mail.draft.attachments if file.name == given["file"])
    original = next(files).data
    altered = original.replace(given["old"].encode(), given["new"].encode())
    if altered == original:
        raise ValueError(f"{given['old']!r} doesn't stand in {given['file']!r}")
    yield Loose(f"{_FOLDER}/{given['file']}", original, "genuine", ("corroborated",), "a mail carries it")
    note = f"{METHODS['planted-document']}: an amount was changed; nothing but the other version shows it"
    yield Loose(f"{_FOLDER}/{given['name']}", altered, "planted-document", (*BAD, "unproven"), note)
