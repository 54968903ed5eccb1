from __future__ import annotations

from message.traits.clocks.clock_mail import WHEN, times

MAIL = (
    b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/pdf\n"
    b'Content-Disposition: attachment; filename="a.pdf";\n creation-date="%s";\n'
    b' modification-date="Mon, 24 Apr 2017 07:31:00 GMT"\n\nx\n--x--\n'
)


def test_the_times_of_a_file() -> None:
    found = times(MAIL % b"Mon, 24 Apr 2017 09:30:00 +0200")
    assert found == {"file-creation": WHEN, "file-modification": WHEN + 60}


def test_what_is_no_date_is_nothing() -> None:
    assert times(MAIL % b"yesterday") == {"file-modification": WHEN + 60}
