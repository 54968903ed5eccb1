from __future__ import annotations

import pytest

from message.traits.clocks.clock_mail import WHEN, read, times


def boundary(seconds: float) -> bytes:
    micros = f"{int(seconds * 1_000_000):014x}"
    return f"001a11abcdef{micros[8:]}{micros[:8]}7f".encode()


def multipart(mark: bytes, host: bytes = b"mail.gmail.com") -> bytes:
    return (
        b"From: a@b.example\nMessage-ID: <CAx@%s>\nContent-Type: multipart/mixed; boundary=%s\n\n--%s\n\nx\n--%s--\n"
        % (host, mark, mark, mark)
    )


def test_a_boundary_holds_microseconds() -> None:
    assert times(multipart(boundary(WHEN)))["gmail-boundary"] == pytest.approx(WHEN, abs=1e-5)


def test_other_programs_use_28_digits_too() -> None:
    assert "gmail-boundary" not in times(multipart(boundary(WHEN), b"b.example"))


@pytest.mark.parametrize("mark", [b"f" * 28, b"0" * 28, b"001a11abcdef" * 2, b"001A11ABCDEF" + b"0" * 16])
def test_other_boundaries_hold_nothing(mark: bytes) -> None:
    assert "gmail-boundary" not in times(multipart(mark))


def test_an_id_stands_beside_the_time_of_its_line() -> None:
    raw = (
        b"Received: by 10.31.230.197 with SMTP id d188csp1.1493019000123;\n Mon, 24 Apr 2017 00:30:05 -0700 (PDT)\n\nx"
    )
    clock = next(one for one in read(raw) if one.name == "gmail-id")
    assert clock.seconds == WHEN + 0.123
    assert clock.beside == WHEN + 5
