from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document.people import person, signature_block
from assay.message.address import parse_addresses
from assay.model.people_found import Person, Signature

if TYPE_CHECKING:
    from pathlib import Path

FIRST = ["Marie", "Jean-Luc", "Anne", "Paul", "Hélène", "John", "Emily", "Robert"]
LAST = ["Dupont", "Lefèvre", "Martin", "Le-Bihan", "Smith", "Walker", "Moreau", "Jones"]
ROLES = {
    True: ["Directrice de la communication", "Trésorier", "Chargé de mission", "Avocate"],
    False: ["Head of Sales", "Treasurer", "Chief Executive", "Policy Adviser"],
}
WORKS = {
    True: ["Imprimerie du Parc SARL", "Mairie de Brest", "Association Demain", "Cabinet Moreau"],
    False: ["Acme Widgets Ltd", "Harbour Foundation", "Northern Press Group", "Example University"],
}
CLOSINGS = {
    True: ["Cordialement,", "Bien à vous", "Bonne journée,", "-- ", "Salutations distinguées,"][:4],
    False: ["Best regards,", "Kind regards", "Sincerely,", "-- "],
}
PLACES = {True: ["12 rue de la Gare", "29200 Brest"], False: ["10 Station Road", "Leeds LS1 4AP"]}
PHONES = {True: ("02 98 00 00 11", "+33298000011"), False: ("+44 20 7946 0958", "+442079460958")}


def signed(seed: int) -> tuple[str, Signature]:
    random = Random(seed)
    french = seed % 2 == 0
    name = f"{random.choice(FIRST)} {random.choice(LAST)}"
    title, work = random.choice(ROLES[french]), random.choice(WORKS[french])
    written, phone = PHONES[french]
    lines = [name, *([title, work] if random.random() < 0.5 else [f"{title}, {work}"]), *PLACES[french]]
    lines.append(f"{random.choice(['Tél. : ', 'T: ', ''])}{written}")
    quote = random.choice(["", "\n\nLe 3 mai 2017 à 10:12, Paul a écrit :\n> Cordialement,\n> Zoé Autre\n"])
    text = f"Bonjour,\n\nci-joint le document.\n\n{random.choice(CLOSINGS[french])}\n" + "\n".join(lines) + quote
    expected = Signature(name=name, title=title, organisation=work, phones=(phone,), address=tuple(PLACES[french]))
    return text, expected


def test_blocks_that_are_known() -> None:
    right = sum(signature_block(text) == expected for text, expected in map(signed, range(200)))
    assert right >= 196


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour",
        "patch\n-- \n2.28.0\n",
        "Thanks for the file you sent\n\nSee you",
        "> Cordialement\n> Paul",
        "-- \n" * 9,
    ],
)
def test_a_mail_without_a_block_has_none(text: str) -> None:
    assert signature_block(text) is None


def test_a_line_of_everything() -> None:
    found = signature_block("ok\n-- \nJean MARTIN | Trésorier | En Avant ! | 06 12 34 56 78 | j@example.org\n")
    assert found == Signature(
        name="Jean Martin",
        title="Trésorier",
        organisation="En Avant !",
        phones=("+33612345678",),
        emails=("j@example.org",),
    )


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('"DUPONT Jean" <J.Dupont@imprimerie.fr>', ("Jean Dupont", "", "imprimerie.fr")),
        ('"Dupont, Jean" <j@gmail.com>', ("Jean Dupont", "", "")),
        ('"Jean DUPONT (Parc)" <a@mail.x.co.uk>', ("Jean Dupont", "Parc", "x.co.uk")),
        ('"Jean Dupont - Parc" <a@x.fr>', ("Jean Dupont", "Parc", "x.fr")),
        ("Marie de LA TOUR <m@y.fr>", ("Marie de la Tour", "", "y.fr")),
        ("LE GALL Anne <a@b.fr>", ("Anne Le Gall", "", "b.fr")),
        ("Dr. Anne Le Gall <a@b.fr>", ("Anne Le Gall", "", "b.fr")),
        ("noreply@x.fr", None),
        ('"jean@x.fr" <jean@x.fr>', None),
        ('"Service Facturation 24" <s@x.fr>', None),
    ],
)
def test_a_mailbox_is_a_person(field: str, expected: tuple[str, str, str] | None) -> None:
    (mailbox,) = parse_addresses(field.encode()).mailboxes
    found = person(mailbox)
    assert (found and (found.name, found.organisation, found.domain)) == expected
    assert found is None or isinstance(found, Person)


LINES = st.sampled_from(
    [
        "--",
        "Cordialement,",
        "> a",
        "Jean Dupont",
        "a écrit :",
        "",
        "\0",
        "| |",
        "M.",
        "Directeur, x",
        "75001 Paris",
        ", ",
    ]
)


@given(st.lists(LINES | st.text(max_size=30), max_size=12))
def test_nothing_is_raised(lines: list[str]) -> None:
    signature_block("\n".join(lines))
    for mailbox in parse_addresses(",".join(lines).encode("utf-8", "replace")).mailboxes:
        person(mailbox)


@pytest.mark.shared
def test_naughty_strings(shared: Path) -> None:
    for line in (shared / "hostile" / "blns" / "blns.txt").read_text("utf-8", "surrogateescape").split("\n"):
        signature_block(f"a\n-- \n{line}")
