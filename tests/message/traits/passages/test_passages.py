from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from assay.message import parse
from assay.message.traits.passages import MOST_WORDS, passages, spoken
from assay.message.traits.passages.words import WIDTH, digests

if TYPE_CHECKING:
    from assay.model.traits import Passage

HEAD = b"From: Bob <bob@x.example>\r\nDate: Fri, 5 May 2017 20:00:00 +0200\r\nSubject: Re: x\r\nMIME-Version: 1.0\r\n"
QUOTED = "On Fri, 5 May 2017 at 18:35, Ann Roe <ann@x.example> wrote:"


def of(raw: bytes) -> tuple[Passage, ...]:
    return passages(parse(raw))


def plain(text: str) -> bytes:
    return HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.replace("\n", "\r\n").encode()


def alternative(text: str, html: str) -> bytes:
    parts = (("plain", text), ("html", html))
    body = "".join(f"--b\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{one}\r\n" for kind, one in parts)
    return HEAD + b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n' + f"{body}--b--\r\n".encode()


def test_own_words_and_quotation() -> None:
    own, quoted = of(plain(f"Agreed.\n\n{QUOTED}\n> Pay 48 400 to him.\n"))
    assert (own.form, own.words) == ("own", digests("agreed"))
    assert (quoted.form, quoted.depth, quoted.author, quoted.address) == ("prefix", 1, "Ann Roe", "ann@x.example")
    assert quoted.words == digests("pay 48 400 to him")
    assert quoted.shown == "Pay 48 400 to him."
    assert len(quoted.minutes) == 1


def test_html_alone_is_read_with_its_blockquotes() -> None:
    raw = HEAD + b"Content-Type: text/html\r\n\r\n" + f"Agreed.<br>{QUOTED}<blockquote>Pay him.</blockquote>".encode()
    assert [(one.form, one.depth) for one in of(raw)] == [("own", 0), ("html", 1)]


def test_alternatives_that_say_the_same_count_once() -> None:
    html = f'<p>Agreed,&nbsp;<b>all</b> of it.</p><div class="gmail_quote">{QUOTED}<blockquote>Pay.</blockquote></div>'
    assert [one.form for one in of(alternative(f"Agreed, *all* of it.\n\n{QUOTED}\n> Pay.", html))] == ["own", "prefix"]


def test_alternatives_that_differ_are_both_kept() -> None:
    found = of(alternative("Pay 48 400.", "<p>Pay 18 400.</p>"))
    assert [(one.form, one.words) for one in found] == [
        ("own", digests("pay 48 400")),
        ("rendered", digests("pay 18 400")),
    ]


def test_a_stub_gives_way_to_its_html() -> None:
    found = of(alternative("See HTML.", "<p>" + "a long letter indeed " * 20))
    assert [one.form for one in found] == ["own"]
    assert len(found[0].words) == 80 * WIDTH


def test_an_attached_message_is_a_quotation() -> None:
    inner = plain(f"Pay him.\n\n{QUOTED}\n> How much?").replace(b"bob", b"carl")
    body = b"--b\r\n\r\nLook.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--b--\r\n"
    found = of(HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + body)
    assert [(one.form, one.depth, one.address) for one in found] == [
        ("own", 0, ""),
        ("attached", 1, "carl@x.example"),
        ("prefix", 2, "ann@x.example"),
    ]
    assert found[1].zone == 120


def test_words_are_capped() -> None:
    found = of(plain("word " * (2 * MOST_WORDS)))
    assert sum(len(one.words) for one in found) == MOST_WORDS * WIDTH


@given(st.binary(max_size=2_000))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    for kind in (b"text/plain", b"text/html", b"multipart/alternative; boundary=b"):
        message = parse(HEAD + b"Content-Type: " + kind + b"\r\n\r\n" + body)
        assert [one.passage for one in spoken(message)] == list(passages(message))
