from __future__ import annotations

import pytest

from assay.message import parse
from assay.message.traits.habits.form import form_habits, mailer


@pytest.mark.parametrize(
    ("date", "form", "zero"),
    [
        ("Mon, 24 Apr 2017 10:15:00 +0200", "day, numeric", None),
        ("Mon, 03 Apr 2017 10:15:00 +0200 (CEST)", "day, numeric comment", "zero"),
        ("Mon,  3 Apr 2017 10:15:00 GMT", "day, GMT", "two spaces"),
        ("3 Apr 17 10:15 -0000", "no day year 2 no seconds numeric -0000", "no zero"),
        ("yesterday", "other", None),
    ],
)
def test_the_form_of_date(date: str, form: str, zero: str | None) -> None:
    found = form_habits(parse(f"Date: {date}\n\n".encode()))
    assert found["date.form"] == form
    assert found.get("date.zero") == zero


def test_the_message_id_beside_the_sender() -> None:
    found = form_habits(parse(b"From: A <a@b.example>\nMessage-ID: <1.2@b.example>\n\n"))
    assert (found["id.left"], found["id.right"], found["address.from"]) == ("w.w", "sender's domain", "name")
    found = form_habits(parse(b"From: A <a@b.example>\nMessage-ID: <1.2@mail.gmail.com>\n\n"))
    assert (found["id.right"], found["id.host"]) == ("another domain", "mail.gmail.com")


@pytest.mark.parametrize(
    ("value", "name", "version"),
    [
        ("X-Mailer: Apple Mail (2.3124)", "Apple Mail", "2.3124"),
        ("User-Agent: Mozilla/5.0 (X11; rv:45.0) Gecko/20100101 Thunderbird/45.8.0", "Thunderbird", "45.8.0"),
        ("X-Mailer: PrivateThing v3.1", "PrivateThing", "3.1"),
    ],
)
def test_the_program_without_its_version(value: str, name: str, version: str) -> None:
    found = mailer(parse(f"{value}\n\n".encode()))
    assert (found["mailer.name"], found["mailer.version"]) == (name, version)


def test_encoded_words() -> None:
    assert form_habits(parse(b"Subject: =?UTF-8?B?w6k=?=\n\n"))["words.form"] == "UTF-8?B"
