"""Hostile messages, made here: rows of the list of hostile input that samples exist of nowhere."""

from __future__ import annotations

import base64


def nested_multiparts(depth: int) -> bytes:
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    return b"From: a@example.org\n" + opening + b"\ninnermost\n"


def nested_messages(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * depth + b"Subject: innermost\n\nx\n"


def tiny_parts(count: int) -> bytes:
    head = b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + b"--b\n\nx\n" * count + b"--b--\n"


def tiny_typed_parts(count: int, declared: bytes) -> bytes:
    part = b"--b\nContent-Type: " + declared + b"\nContent-Type: " + declared + b"2\n\nx\n"
    return b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + part * count + b"x\n" * 1_000_000


def encoded_words(count: int) -> bytes:
    return b"Subject: " + b"\n ".join([b"=?utf-8?q?a=C3=A9?="] * count) + b"\n\nx"


def nested_comments(depth: int) -> bytes:
    return b"From: " + b"(" * depth + b")" * depth + b" a@example.org\n\nx"


def many_headers(count: int) -> bytes:
    return b"From: a@example.org\n" + b"X-A: b\n" * count + b"\nthe body"


def one_header(size: int) -> bytes:
    return b"From: a@example.org\nX-Long: " + b"a" * size + b"\n\nthe body"


def folded_header(size: int) -> bytes:
    return b"From: a@example.org\nX-Long: " + b"a\n " * (size // 3) + b"\n\nthe body"


def unclosed_candidates(size: int) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + b"\n--bx" * (size // 5)


def deep_candidates(size: int) -> bytes:
    return nested_multiparts(90) + b"\n--b1x" * (size // 6)


def spaces(size: int) -> bytes:
    return b"From: a@example.org\nContent-Type: text/plain; x" + b" " * size + b"\n\n" + b" " * size + b"x\n" * 10


def html(body: bytes) -> bytes:
    return b"From: a@example.org\nContent-Type: text/html\n\n" + body


def base64_mail(data: bytes) -> bytes:
    return b"From: a@example.org\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(data)


BOUNDED = {
    "row 1, nested multiparts": lambda: nested_multiparts(2_000),
    "row 2, nested messages": lambda: nested_messages(20_000),
    "row 3, tiny parts": lambda: tiny_parts(100_000),
    "row 4, encoded words": lambda: encoded_words(20_000),
    "row 5, nested comments": lambda: nested_comments(2_000),
    "row 6, many headers": lambda: many_headers(20_000),
    "row 6, millions of headers": lambda: many_headers(3_000_000),
    "row 6, one header": lambda: one_header(50_000_000),
    "row 6, one folded header": lambda: folded_header(20_000_000),
    "blank lines": lambda: b"\r\n" * 5_000_000 + b"From: a@example.org\n\nx",
    "stray lines": lambda: b"From: a@example.org\n" + b"x\n" * 1_000_000 + b"\nx",
    "parts with two types and no boundary": lambda: tiny_typed_parts(1_000, b"multipart/mixed; boundary=no"),
    "text of line ends": lambda: b"From: a@example.org\n\n" + b" \r\n" * 1_000_000,
    "text of quoted From lines": lambda: b"From: a@example.org\n\n" + b">From \n" * 300_000,
    "quoted-printable of equal signs": lambda: b"Content-Transfer-Encoding: quoted-printable\n\n" + b"= " * 2_000_000,
    "uuencode of short lines": lambda: b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"#\n" * 500_000,
    "lines that begin like delimiters": lambda: unclosed_candidates(2_000_000),
    "the same under 90 open multiparts": lambda: deep_candidates(2_000_000),
    "white space in a parameter and a body": lambda: spaces(1_000_000),
    "HTML of less-than signs": lambda: html(b"<" * 1_000_000),
    "HTML of open comments": lambda: html(b"<!--" * 250_000),
    "HTML of open scripts": lambda: html(b"<script>" * 125_000),
    "HTML of open quotes": lambda: html(b'<a b="' * 160_000),
    "HTML of nested div": lambda: html(b"<div>" * 200_000),
    "HTML of entities": lambda: html(b"&amp" * 250_000),
    "HTML of white space": lambda: html(b" " * 999_999 + b"x"),
    "addresses without end": lambda: b"To: " + b"a@b.org, " * 100_000 + b"\n\nx",
    "quotes without end": lambda: b'From: "' + b"\\" * 60_000 + b"\n\nx",
    "parameters without end": lambda: b"Content-Type: text/plain" + b"; a=b" * 40_000 + b"\n\nx",
    "comments in parameters": lambda: b"Content-Type: text/plain; " + b"(" * 60_000 + b"\n\nx",
    "encoded words without end": lambda: b"Subject: " + b"=?a?q?" * 10_000 + b"\n\nx",
    "angles without end": lambda: b"References: " + b"<" * 60_000 + b"\n\nx",
    "escaped parentheses in a date": lambda: b"Date: " + b"(\\" * 30_000 + b"\n\nx",
    "a long domain": ("From: a@" + "é" * 60_000 + ".org\n\nx").encode,
    "base64 of padding": lambda: base64_mail(b"x") + b"=" * 1_000_000 + b"QUJD=" * 100_000,
}
"""Messages that must be read in bounded time, by what they are."""
