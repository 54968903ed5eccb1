from __future__ import annotations

import pytest

from assay.signatures.keys.names import owner_name, pool_of, split_owner


def test_owner_names_are_taken_apart_and_put_together() -> None:
    assert split_owner("20161025._domainkey.Gmail.com.") == ("gmail.com", "20161025")
    assert split_owner("a.b._domainkey.example.org") == ("example.org", "a.b")
    assert owner_name("gmail.com", "20161025") == "20161025._domainkey.gmail.com"


@pytest.mark.parametrize(
    "owner", ["gmail.com", "_domainkey.gmail.com", "s._domainkey.", "s._domainkey", "", "s._domainkeys.x"]
)
def test_other_names_are_no_keys(owner: str) -> None:
    assert split_owner(owner) is None


@pytest.mark.parametrize(
    ("domain", "pool"),
    [
        ("example-org.20150623.gappssmtp.com", "20150623.gappssmtp.com"),
        ("a.b.20210112.gappssmtp.com", "20210112.gappssmtp.com"),
        ("20230601.gappssmtp.com", "20230601.gappssmtp.com"),
        ("gappssmtp.com", "gappssmtp.com"),
        ("evil20150623.gappssmtp.com", "evil20150623.gappssmtp.com"),
        ("x.20150623.gappssmtp.com.evil.org", "x.20150623.gappssmtp.com.evil.org"),
        ("example.org", "example.org"),
    ],
)
def test_names_that_share_a_key(domain: str, pool: str) -> None:
    assert pool_of(domain) == pool
