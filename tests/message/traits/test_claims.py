from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from assay.message import parse
from assay.message.traits.claims import claims

RESULTS = (
    "Authentication-Results: mx.pli.example;\n       dkim=pass (test mode; really) header.i=@gmx.example header.s=a "
    "header.b=GoJqGCbd;\n       spf=pass (pli.example: domain of a@gmx.example designates 203.0.113.4 as permitted "
    "sender) smtp.mailfrom=a@gmx.example;\n       dmarc=fail (p=NONE) header.from=gmx.example\n"
)


def test_each_result_is_a_claim_of_the_host() -> None:
    found = claims(parse(RESULTS.encode() + b"\n"))
    assert [(one.host, one.method, one.result) for one in found] == [
        ("mx.pli.example", "dkim", "pass"),
        ("mx.pli.example", "spf", "pass"),
        ("mx.pli.example", "dmarc", "fail"),
    ]
    assert found[0].properties == {"header.i": "@gmx.example", "header.s": "a", "header.b": "GoJqGCbd"}
    assert found[1].properties == {"smtp.mailfrom": "a@gmx.example", "client-ip": "203.0.113.4"}


def test_instances_of_arc_and_versions_are_no_hosts() -> None:
    found = claims(parse(b"ARC-Authentication-Results: i=1; mx.a.example 1; spf=none\n\n"))
    assert [(one.field, one.host, one.result) for one in found] == [
        ("arc-authentication-results", "mx.a.example", "none")
    ]


def test_results_without_a_host_have_none() -> None:
    found = claims(parse(b"Authentication-Results: spf=none (sender IP is 203.0.113.9)\n smtp.mailfrom=a.example;\n\n"))
    assert [(one.host, one.properties["client-ip"]) for one in found] == [("", "203.0.113.9")]


def test_received_spf_names_its_host_in_a_comment_or_a_property() -> None:
    text = b"Received-SPF: Pass (pli.example: ok) client-ip=203.0.113.4;\nReceived-SPF: none receiver=b.example\n\n"
    assert [(one.host, one.result) for one in claims(parse(text))] == [("pli.example", "pass"), ("b.example", "none")]


@given(st.sampled_from(["Authentication-Results", "Received-SPF"]), st.binary(max_size=300))
def test_any_bytes_are_read(name: str, value: bytes) -> None:
    claims(parse(name.encode() + b": " + value.replace(b"\n", b"\n ") + b"\n\n"))


def test_hostile_fields_take_no_time() -> None:
    started = time.perf_counter()
    for value in (b"(" * 50_000, b"a=b;" * 50_000, b"a.b=" * 50_000, b"(" * 10 + b";" * 50_000, b":" * 50_000):
        claims(parse(b"Authentication-Results: " + value + b"\nReceived-SPF: " + value + b"\n\n"))
    assert time.perf_counter() - started < 1
