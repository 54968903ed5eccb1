from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.checking.answers import Answers
from assay.checking.check import Checker
from assay.checking.library import Library
from assay.checking.offered import Offered
from assay.checking.result import Outcome, Result
from checking.conftest import LETTER, MAIL

if TYPE_CHECKING:
    from assay.case import Case

ANEW = (
    MAIL.replace("<1@x.example>", "<2@y.example>").partition("--b1\r\nContent-Type: text/plain\r\n")[0] + "--b1--\r\n"
)
PRINT = f"From: {{author}}\nSent: 5 May 2017 {{time}}\nTo: Bob\nSubject: {{subject}}\n\n{LETTER}"


def check(case: Case, data: str, name: str) -> Result:
    return Checker(case).check(name, data.encode(), ocr=False)


def test_a_text_that_was_sent_as_another_mail_is_said_to_be_so(checked_case: Case) -> None:
    found = check(checked_case, ANEW.replace("From: Ann Roe", "From: Carl Coe"), "m.eml")
    assert found.outcome is Outcome.ALTERED
    assert "or the same text sent as another mail" in found.how
    assert [(one.before, one.here) for one in found.changes] == [("From", "Carl Coe <ann@x.example>")]
    assert check(checked_case, ANEW, "m.eml").outcome is Outcome.IDENTICAL


@pytest.mark.parametrize(
    ("author", "time", "subject", "fields"),
    [
        ("Ann Roe", "18:35", "The contract", []),
        ("Ann Roe", "16:35", "The contract", []),
        ("Carl Coe", "18:35", "The contract", ["From"]),
        ("Ann Roe", "18:36", "The bribe", ["Date", "Subject"]),
    ],
)
def test_the_print_of_a_mail(checked_case: Case, author: str, time: str, subject: str, fields: list[str]) -> None:
    found = check(checked_case, PRINT.format(author=author, time=time, subject=subject), "print.txt")
    assert found.outcome is (Outcome.ALTERED if fields else Outcome.IDENTICAL)
    assert [one.before for one in found.changes] == fields


def test_an_alteration_is_named_and_may_be_a_version(checked_case: Case) -> None:
    found = check(checked_case, LETTER.replace("48,400", "-48,400").replace("Tuesday", "Monday"), "x.txt")
    assert "with another amount and another name" in found.how
    assert any("version" in one for one in found.unsure)


def test_what_has_neither_words_nor_looks(checked_case: Case) -> None:
    answers = Answers(Library(checked_case))
    found = answers.wordless(Offered(sha256="0" * 64, state="encrypted", reason="needs a password"))
    assert (found.outcome, "needs a password" in found.how) == (Outcome.UNREADABLE, True)
    assert answers.wordless(Offered(sha256="0" * 64, picture=5)).outcome is Outcome.ABSENT
