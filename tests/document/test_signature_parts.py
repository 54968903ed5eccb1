from __future__ import annotations

import pytest

from assay.document.signature_parts import TAKEN, Parts, is_name


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Jean Dupont", True),
        ("Marie-Hélène de la Tour", True),
        ("J. P. O'Neil", True),
        ("LE GALL Anne", True),
        ("jean dupont", False),
        ("Head of Sales", False),
        ("Mairie de Lyon", False),
        ("Yours", False),
        ("J", False),
        ("", False),
        ("A B C D E F", False),
        ("Jean 2", False),
    ],
)
def test_is_name(written: str, *, expected: bool) -> None:
    assert is_name(written) == expected


def test_each_piece_is_sorted() -> None:
    parts = Parts()
    for line in [
        "Paul",
        "Paul Durand, directeur financier",
        "Mairie de Lyon",
        "1 rue Nord - 69001 Lyon",
        f"Tél : {TAKEN}",
    ]:
        parts.read(line)
    assert (parts.name, parts.title, parts.organisation) == ("Paul Durand", "directeur financier", "Mairie de Lyon")
    assert parts.address == ["1 rue Nord", "69001 Lyon"]


@pytest.mark.parametrize(
    ("line", "title", "organisation"),
    [
        ("Directrice chez Parc", "Directrice", "Parc"),
        ("Head of Sales at Acme Ltd", "Head of Sales", "Acme Ltd"),
        ("Directrice, responsable du projet", "Directrice, responsable du projet", ""),
        ("Twitter: @x", "", ""),
        ("On met à jour.", "", ""),
        ("Parc", "", "Parc"),
    ],
)
def test_title_and_organisation(line: str, title: str, organisation: str) -> None:
    parts = Parts()
    parts.read("Jean Dupont")
    parts.read(line)
    assert (parts.title, parts.organisation) == (title, organisation)


def test_a_second_title_that_names_an_organisation() -> None:
    parts = Parts()
    for line in ["Jean Dupont", "Trésorier", "Conseiller, Mairie de Brest"]:
        parts.read(line)
    assert (parts.title, parts.organisation) == ("Trésorier", "Conseiller, Mairie de Brest")
