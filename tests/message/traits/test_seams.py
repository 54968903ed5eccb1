from __future__ import annotations

import base64
import quopri

from hypothesis import given, settings
from hypothesis import strategies as st

from assay.message import parse
from assay.message.traits.seams import seams

HEAD = b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
TEXT = "".join(f"Le virement numéro {number} de {number * 977} euros est parti à Genève; " for number in range(40))


def greedy(text: str, width: int = 76) -> bytes:
    """Quoted-printable in which each line is filled, as most programs write it."""
    lines, line = [], b""
    for octet in text.encode():
        unit = b"=%02X" % octet if octet > 126 or octet == 61 else bytes((octet,))
        if len(line) + len(unit) > width - 1:
            lines.append(line + b"=")
            line = b""
        line += unit
    return b"\n".join([*lines, line]) + b"\n"


def edited(raw: bytes, old: bytes, new: bytes) -> bytes:
    assert old in raw
    return raw.replace(old, new, 1)


def test_an_edit_in_place_is_found_where_it_is() -> None:
    encoded = greedy(TEXT)
    number = next(line for line in encoded.split(b"\n")[12:20] if b" euros" in line)
    raw = HEAD + encoded.replace(number, edited(number, b" euros", b" dollars"))
    (seam,) = seams(parse(raw))
    assert b" dollars" in raw[seam.span.start : seam.span.end]
    assert (seam.kind, seam.width) == ("quoted-printable", 76)
    shorter = HEAD + encoded.replace(number, edited(number, b" euros", b""))
    (seam,) = seams(parse(shorter))
    assert seam.length < 76


def test_line_ends_of_two_octets_change_nothing() -> None:
    encoded = greedy(TEXT)
    line = next(line for line in encoded.split(b"\n")[12:20] if b" euros" in line)
    raw = (HEAD + encoded.replace(line, line.replace(b" euros", b" dollars", 1))).replace(b"\n", b"\r\n")
    assert len(seams(parse(raw))) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1500, max_size=3000), st.sampled_from([72, 74, 75, 76]))
def test_what_an_encoder_wrote_has_no_seam(text: str, width: int) -> None:
    assert seams(parse(HEAD + greedy(text.replace("\n", "x").replace("\r", "x"), width))) == ()


def test_encoders_that_wrap_otherwise_say_nothing() -> None:
    lines = [b" ".join([b"word"] * (3 + number % 9)) + b" =" for number in range(40)]
    assert seams(parse(HEAD + b"\n".join(lines) + b"\nend\n")) == ()
    assert seams(parse(HEAD + quopri.encodestring(TEXT.encode()))) == ()


def test_a_footer_below_the_text_is_no_seam() -> None:
    assert seams(parse(HEAD + greedy(TEXT) + b"_" * 120 + b"\nList footer\n")) == ()


def test_base64() -> None:
    head = HEAD.replace(b"quoted-printable", b"base64")
    whole = base64.encodebytes(TEXT.encode())
    assert seams(parse(head + whole)) == ()
    lines = whole.split(b"\n")
    lines[9] = lines[9][:60]
    (seam,) = seams(parse(head + b"\n".join(lines)))
    assert (seam.kind, seam.length, seam.width) == ("base64", 60, 76)


def test_flowed() -> None:
    head = b"From: a@b.example\nContent-Type: text/plain; format=flowed\n\n"
    lines, line = [], ""
    for word in TEXT.split():
        if len(line) + len(word) > 71:
            lines.append(line)
            line = ""
        line += f"{word} "
    text = "\n".join([*lines, line.strip()]) + "\n"
    assert seams(parse(head + text.encode())) == ()
    lines[9] = "Le virement "
    assert [seam.kind for seam in seams(parse(head + "\n".join([*lines, "fin"]).encode()))] == ["flowed"]
