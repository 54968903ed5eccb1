from __future__ import annotations

from assay.document.extract import extract


def test_cards() -> None:
    data = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ann Example\r\nitem1.TEL;TYPE=cell:+33 1 23 45\r\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:d=E9j=E0=\r\n vu=0Aagain\r\n"
        b"PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/\r\n /9j/\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob\\, the other\r\nPHOTO:data:image/png;base64,iVBORw==\r\nEND:VCARD\r\n"
    )
    found = extract(data, "a.vcf")
    assert [page.text for page in found.pages] == [
        "FN: Ann Example\nTEL: +33 1 23 45\nNOTE: déjà vu\nagain",
        "FN: Bob, the other",
    ]
    assert [(file.name, file.media, file.data) for file in found.embedded] == [
        ("photo", "", b"\xff\xd8\xff\xff\xd8\xff"),
        ("photo", "image/png", b"\x89PNG"),
    ]
    assert (found.facts["cards"], found.facts["title"]) == ("2", "Ann Example")


def test_calendars() -> None:
    data = (
        b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Europe/Paris:20170507T200000\r\n"
        b'DTSTAMP:20170501T101112Z\r\nORGANIZER;CN="Ann: boss":mailto:ann@a.example\r\nSUMMARY:Election\r\n  night\r\n'
        b"ATTACH;ENCODING=BASE64;VALUE=BINARY:aGk=\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Two\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = extract(data, "a.ics")
    assert (found.facts["events"], found.facts["title"], found.facts["author"]) == (
        "2",
        "Election night",
        "ann@a.example",
    )
    assert found.times["stamped"] == 1493633472
    assert [page.number for page in found.pages] == [0, 1, 2]
    assert found.embedded[0].data == b"hi"


def test_lines_that_are_none() -> None:
    found = extract(b"BEGIN:VCARD\nno line at all\nFN;ENCODING=QUOTED-PRINTABLE:=\n=\n=C3=A9\nREV:99999999\n", "a.vcf")
    assert "no line at all" in found.text
