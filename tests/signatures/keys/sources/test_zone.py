from __future__ import annotations

import time
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.signatures.keys.sources.interface import Problem, Row
from assay.signatures.keys.sources.zone import is_zone, read_zone


def rows(text: str) -> list[Row | Problem]:
    return list(read_zone(dedent(text)))


def test_a_zone_file() -> None:
    text = """\
        $ORIGIN example.org.
        $TTL 1h
        @       IN SOA ns hostmaster ( 1 ; serial
                2 3 4 5 )
        @       3600 IN TXT "v=spf1 -all"
        s1._domainkey IN 300 TXT ( "v=DKIM1; k=rsa; " ; the first half
                "p=abc" )
                IN TXT "v=DKIM1; p=second"
        s2._domainkey.example.net. TXT v=DKIM1\\;\\ p=plain
        www     A 192.0.2.1
        """
    assert is_zone(dedent(text))
    assert rows(text) == [
        Row(6, "example.org", "s1", "v=DKIM1; k=rsa; p=abc"),
        Row(8, "example.org", "s1", "v=DKIM1; p=second"),
        Row(9, "example.net", "s2", "v=DKIM1; p=plain"),
    ]


def test_what_dig_prints_with_an_alias_on_the_way() -> None:
    text = """\
        ; <<>> DiG 9.18 <<>> TXT s1._domainkey.example.org
        ;; global options: +cmd
        ;; QUESTION SECTION:
        ;s1._domainkey.example.org.\tIN\tTXT

        ;; ANSWER SECTION:
        s1._domainkey.example.org.\t300\tIN\tCNAME\ts1.customer.provider.net.
        s1.customer.provider.net.\t60\tIN\tTXT\t"v=DKIM1; p=ab" "cd"

        ;; Query time: 12 msec
        """
    assert is_zone(dedent(text))
    found = rows(text)
    assert [row for row in found if isinstance(row, Row)] == [Row(7, "example.org", "s1", "v=DKIM1; p=abcd")]
    assert [type(row) for row in found] == [Problem, Row]


def test_escapes_stand_for_octets() -> None:
    assert rows('s1._domainkey.x.org. TXT "a\\"b\\059c\\\\"\n') == [Row(1, "x.org", "s1", 'a"b;c\\')]


def test_aliases_in_a_circle_lead_nowhere() -> None:
    assert rows("a._domainkey.x.org. CNAME b._domainkey.x.org.\nb._domainkey.x.org. CNAME a._domainkey.x.org.\n") == []


@pytest.mark.parametrize(
    "text",
    ['s1._domainkey.x.org. TXT "open', "s1._domainkey.x.org. TXT ( p=1", "s1._domainkey.x.org. TXT", '"a" TXT "b"'],
)
def test_damage_never_raises(text: str) -> None:
    assert all(isinstance(row, Row | Problem) for row in rows(text))


@given(st.text(alphabet=st.sampled_from('s1._domainkey.x TXT"();\\\n\t@$ORIGIN0')))
def test_any_text_is_read(text: str) -> None:
    list(read_zone(text))


@pytest.mark.parametrize("piece", ['"', "(", "\\", 'a TXT "', "\\000", " ", "a CNAME b\n"])
def test_a_megabyte_of_anything_is_read_in_bounded_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.perf_counter()
    is_zone(text)
    list(read_zone(text))
    assert time.perf_counter() - begun < 5
