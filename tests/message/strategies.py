"""Bytes that look like mail, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

_ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])
_LINES = st.sampled_from(
    [
        *(b"From: a@example.org", b"From : b@example.org", b"Subject: x", b"\tfolded", b" folded", b"", b"", b""),
        *(b"Content-Type: multipart/mixed; boundary=a", b'Content-Type: multipart/mixed;\n boundary="ab"', b"no field"),
        *(
            b"Content-Type: multipart/alternative; boundary=--a",
            b"Content-Type: message/rfc822",
            b"Content-Type: text/html",
        ),
        *(b"Content-Type: multipart/digest; boundary=a", b"Content-Transfer-Encoding: base64", b"content-type:", b":"),
        *(b"--a", b"--a--", b"--ab", b"--ab--", b"----a", b"----a--", b"--a \t", b"--", b"-- ", b"--a: b", b"--ab: x"),
        *(
            b"QUJDRA==",
            b"=C3=A9=",
            b"begin 644 x",
            b"From x",
            b">From x",
            b"\0",
            b"Content-Type: multipart/mixed",
            b"\xe9",
        ),
    ]
)


@st.composite
def mail_like(draw: st.DrawFn) -> bytes:
    """Lines of mail in any order, with any line ends."""
    lines = draw(st.lists(st.tuples(_LINES, _ENDS), max_size=40))
    return b"".join(line + end for line, end in lines) + draw(st.sampled_from([b"", b"--a", b"x", b"\r"]))


ANY = st.one_of(st.binary(max_size=300), mail_like())
"""Any bytes, and bytes that look like mail."""
