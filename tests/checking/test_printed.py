from __future__ import annotations

import pytest

from assay.checking.printed import printed, printed_changes

FIELDS = {
    "from": "Ann Roe <ann@x.example>", "to": "Bob Poe <bob@y.example>", "cc": "", "subject": "Re: The contract",
    "date": "Fri, 5 May 2017 18:35:20 +0200",
}  # fmt: skip
PRINT = (
    "{box}From: {author}\nSent: {date}\nTo: {to}\nSubject: {subject}\n\nWe pay them tomorrow, as the council agreed."
)


def changed(**other: str) -> list[str]:
    said = {
        "box": "",
        "author": "Ann Roe",
        "date": "Friday, 5 May 2017 18:35",
        "to": "Bob Poe",
        "subject": "The contract",
    }
    mail = printed(PRINT.format(**{**said, **other}))
    assert mail is not None
    assert mail.text.strip() == "We pay them tomorrow, as the council agreed."
    return [one.before for one in printed_changes(mail, FIELDS)]


def test_the_same_mail_in_other_forms() -> None:
    assert changed() == []
    assert changed(box="Mailbox of Bob\n\n", author="Roe, Ann <ann@x.example>", date="5/5/2017 16:35") == []


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"author": "Ann Boe"}, "From"),
        ({"author": "Ann Roe <ann@z.example>"}, "From"),
        ({"date": "Friday, 5 May 2017 18:37"}, "Date"),
        ({"date": "Saturday, 6 May 2017 18:35"}, "Date"),
        ({"subject": "The bribe"}, "Subject"),
        ({"to": "Carl Coe"}, "To"),
    ],
)
def test_another_field(other: dict[str, str], field: str) -> None:
    assert changed(**other) == [field]


def test_french_with_blank_lines_between_and_what_is_no_print() -> None:
    mail = printed("De : Ann Roe\n\nEnvoyé : 05/05/2017 18:35\n\nÀ : Bob Poe\n\nObjet : The contract\n\nWe pay.")
    assert mail is not None
    assert printed_changes(mail, FIELDS) == ()
    assert printed("We pay them tomorrow.\nFrom: here on nothing more is said.") is None
    assert printed("") is None
