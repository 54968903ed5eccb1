from __future__ import annotations

import time
from email.utils import formataddr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.message.hostile import nested_comments

from assay.message.address import parse_addresses


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b" a@example.org", [("", "a@example.org")]),
        (b" Alice <a@Example.ORG>", [("Alice", "a@example.org")]),
        (b' "Smith, Alice" <a@example.org>, b@example.org', [("Smith, Alice", "a@example.org"), ("", "b@example.org")]),
        (b" a@example.org (Alice)", [("Alice", "a@example.org")]),
        (b" A. (b (c) d) B <a@example.org> (e)", [("A.  B", "a@example.org")]),
        (
            b" team: a@example.org, B <b@example.org>; c@example.org",
            [("", "a@example.org"), ("B", "b@example.org"), ("", "c@example.org")],
        ),
        (b" undisclosed-recipients:;", []),
        (b" =?utf-8?q?Ren=C3=A9e?= <r@example.org>", [("Renée", "r@example.org")]),
        ("Renée <r@example.org>".encode(), [("Renée", "r@example.org")]),
        (b' "quoted local"@example.org', [("", '"quoted local"@example.org')]),
        (b" a @ example.org", [("", "a@example.org")]),
        (b" <@relay.example,@two.example:a@example.org>", [("", "a@example.org")]),
        (b" a@[192.0.2.1]", [("", "a@[192.0.2.1]")]),
        (b" Alice\r\n <a@example.org>", [("Alice", "a@example.org")]),
        (b"", []),
        (b" ,,", []),
    ],
)
def test_addresses(value: bytes, expected: list[tuple[str, str]]) -> None:
    found = parse_addresses(value)
    assert [(mailbox.display, mailbox.address) for mailbox in found.mailboxes] == expected
    assert "ambiguous-address" not in found.defects


@pytest.mark.parametrize(
    "value",
    [
        *(
            b"alice@legit.example) <bob@evil.example>",
            b"alice@legit.example <bob@evil.example> x",
            b"a@[",
            b"<[>",
            b"a@",
            b"@b",
        ),
        *(
            b"<a@legit.example><b@evil.example>",
            b"alice@legit.example(<bob@evil.example>",
            b"<a@legit.example",
            b"a b@legit.example",
        ),
        *(
            b"a@legit.example@evil.example",
            b"a@legit.example, b@evil.example>",
            b'"a@legit.example',
            b"<>",
            b"Alice",
            b"a@b c.example",
        ),
        *(
            b"a@legit..example",
            b"a@x\0y.example",
            b"<a@legit.example,b@evil.example>",
            b"a@legit.example\\@evil.example",
        ),
    ],
)
def test_no_identity_is_claimed_where_readers_differ(value: bytes) -> None:
    found = parse_addresses(value)
    assert not {mailbox.address for mailbox in found.mailboxes} & {"b@evil.example", "bob@evil.example"}
    assert "ambiguous-address" in found.defects
    assert "" in [mailbox.address for mailbox in found.mailboxes]


def test_comments_nested_too_deep() -> None:
    value = nested_comments(2_000).partition(b":")[2].partition(b"\n")[0]
    found = parse_addresses(value)
    assert found.defects == ("unparsable-address",)
    assert [mailbox.address for mailbox in found.mailboxes] == [""]


@pytest.mark.parametrize(
    ("value", "defect"),
    [
        (b'"boss@legit.example" <bob@evil.example>', "address-in-display-name"),
        (b"=?utf-8?q?boss=40legit=2Eexample?= <bob@evil.example>", "address-in-display-name"),
        ("a@\u0435\u0445\u0430mple.org".encode(), "homograph-domain"),
        (b"a@xn--80ak6aa92e.com", "homograph-domain"),
        ("a@münchen.example".encode(), "idn-domain"),
        (b"=?utf-8?b?YQBi?= <a@example.org>", "control-characters"),
        (b"x" * 70_000, "header-too-long"),
        (b"a@example.org," * 3_000, "address-limit"),
    ],
)
def test_defects(value: bytes, defect: str) -> None:
    assert defect in parse_addresses(value).defects


def test_a_display_name_that_repeats_the_address_is_fine() -> None:
    assert parse_addresses(b'"A@example.org" <a@example.org>').defects == ()


def test_domains_are_given_in_ascii() -> None:
    (mailbox,) = parse_addresses("a@münchen.example".encode()).mailboxes
    assert mailbox.domain == "xn--mnchen-3ya.example"
    assert mailbox.local == "a"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30))
def test_display_names_of_another_writer_come_back(display: str) -> None:
    (mailbox,) = parse_addresses(formataddr((display, "a@example.org")).encode()).mailboxes
    assert mailbox.address == "a@example.org"
    if "=?" not in display:
        assert mailbox.display == display


@given(st.one_of(st.binary(max_size=200), st.from_regex(rb'[a@<>(),;:"\\. \[\]\n-]{0,80}', fullmatch=True)))
def test_any_bytes(value: bytes) -> None:
    for mailbox in parse_addresses(value).mailboxes:
        assert mailbox.address == (f"{mailbox.local}@{mailbox.domain}" if mailbox.domain else "")
        assert mailbox.domain == "" or mailbox.domain.isascii()


@pytest.mark.parametrize(
    "unit", [b"(", b"<", b'"', b"\\", b"a@", b",", b":", b"[", b"(a)", b" ", b'"a"', b"a.", b"<a@b>,"]
)
def test_bounded_time(unit: bytes) -> None:
    start = time.process_time()
    parse_addresses(unit * 60_000)
    assert time.process_time() - start < 2
