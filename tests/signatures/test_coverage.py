from __future__ import annotations

from assay.message import parse
from assay.signatures.coverage import cover
from assay.signatures.forms import Forms

RAW = (
    b"Subject: top\r\nReceived: a\r\nFrom: a@a.example\r\nSubject: bottom\r\nReceived: b\r\n"
    b"Reply-To: r@r.example\r\n\r\nx\r\n"
)


def names(headers: tuple) -> list[tuple[str, int]]:
    return [(header.key, header.index) for header in headers]


def test_instances_are_picked_from_the_bottom_up() -> None:
    coverage = cover(Forms(parse(RAW)), ("subject", "received", "received", "received", "from"))
    assert names(coverage.signed) == [("subject", 3), ("received", 4), ("received", 1), ("from", 2)]
    assert coverage.absent == ("received",)


def test_a_second_subject_is_a_duplicate_and_a_trace_field_isnt() -> None:
    coverage = cover(Forms(parse(RAW)), ("subject", "received", "from"))
    assert names(coverage.duplicates) == [("subject", 0)]
    assert names(coverage.uncovered) == [("subject", 0), ("reply-to", 5)]


def test_naming_it_twice_covers_both() -> None:
    coverage = cover(Forms(parse(RAW)), ("subject", "subject", "from"))
    assert coverage.duplicates == ()
