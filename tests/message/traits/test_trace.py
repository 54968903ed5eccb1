from __future__ import annotations

from assay.message import parse
from assay.message.traits.hops import hops
from assay.message.traits.trace import delivering, trace

TOP = (
    b"Delivered-To: a@pli.example\nReceived: by 10.1.1.1 with SMTP id x\nX-Received: by 10.1.1.2\n"
    b"Return-Path: <b@c.example>\n"
    b"Received: from c.example (c.example [203.0.113.4]) by mx.pli.example with ESMTP id 1\n"
    b"Received-SPF: pass\nAuthentication-Results: mx.pli.example; spf=pass\n"
)
BELOW = b"Received: from d.example by c.example with ESMTP id 2\nReceived-SPF: none\nFrom: b@c.example\n\n"


def test_what_the_delivering_server_put_on_top_ends_with_its_results() -> None:
    message = parse(TOP + BELOW)
    assert trace(message, hops(message)) == (
        *("delivered-to", "received", "x-received", "return-path", "received"),
        *("received-spf", "authentication-results"),
    )


def test_the_delivering_line_is_the_topmost_that_names_a_client() -> None:
    hop = delivering(hops(parse(TOP + BELOW)))
    assert hop is not None
    assert hop.by == "mx.pli.example"


def test_a_mail_that_was_never_delivered_has_none() -> None:
    message = parse(b"Received: by 10.1.1.1 with HTTP\nFrom: b@c.example\n\n")
    assert trace(message, hops(message)) == ()
