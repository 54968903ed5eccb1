from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from assay.demo.quoting import attribution, outlook_block, quoted, wrapped

if TYPE_CHECKING:
    from assay.demo.people import Cast

WHEN = datetime(2016, 10, 4, 15, 5, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("mailer", "language", "line"),
    [
        ("gmail", "fr", "Le mar. 4 oct. 2016 à 15:05, Inès Tarhouni <ines.tarhouni@rivage.example> a écrit :"),
        ("apple", "fr", "Le 4 oct. 2016 à 15:05, Inès Tarhouni <ines.tarhouni@rivage.example> a écrit :"),
        ("thunderbird", "fr", "Le 04/10/2016 à 15:05, Inès Tarhouni a écrit :"),
        ("gmail", "en", "On Tue, Oct 4, 2016 at 3:05 PM, Inès Tarhouni <ines.tarhouni@rivage.example> wrote:"),
        ("apple", "en", "On 4 Oct 2016, at 15:05, Inès Tarhouni <ines.tarhouni@rivage.example> wrote:"),
        ("thunderbird", "en", "On 04/10/2016 15:05, Inès Tarhouni wrote:"),
    ],
)
def test_attributions(people: Cast, mailer: str, language: str, line: str) -> None:
    assert attribution(mailer, language, people.person["tarhouni"], WHEN) == line


def test_outlook_blocks(people: Cast) -> None:
    author = people.person["price"]
    assert "Envoyé : mardi 4 octobre 2016 15:05\nÀ : Tom\nObjet : x\n" in outlook_block("fr", author, "Tom", "x", WHEN)
    assert "Sent: Tuesday, 4 October 2016 15:05\n" in outlook_block("en", author, "Tom", "x", WHEN)


def test_quoting_goes_deeper() -> None:
    assert quoted("a\n\n> b") == "> a\n>\n>> b"


def test_wrapping_leaves_quotes_and_mime_lines() -> None:
    long = "mot " * 40
    assert max(map(len, wrapped(long).split("\n"))) <= 74
    assert wrapped(f"> {long}") == f"> {long}"
    assert wrapped(long).split() == long.split()
