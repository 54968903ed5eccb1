from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from assay.corpus.lookalike import likeness
from assay.message.describe import describe
from assay.signatures.domains import organisational

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "bench"))

from redteam.mail import Pool
from redteam.methods.keys import OWN_DOMAIN, cousin, lookalike, own_domain

RAW = (
    b"Return-Path: <anna@mail.rivage.example>\r\nReceived: by mx.rivage.example; Mon, 24 Apr 2017 09:01:00 +0200\r\n"
    b"From: =?utf-8?q?Ann=C3=A9_Corbelin?= <anna@mail.rivage.example>\r\nTo: q@two.example\r\n"
    b"Date: Mon, 24 Apr 2017 09:00:00 +0200\r\n"
    b"Subject: s\r\nMessage-ID: <1.abc@mail.rivage.example>\r\n\r\nThe second part was paid on Monday.\r\n"
)


@pytest.mark.parametrize("domain", ["mail.rivage.example", "linux.cmu.edu", "qqqqqq.example", "gmail.com"])
def test_a_stranger_can_register_it(domain: str) -> None:
    for one in (lookalike(domain), *(cousin(domain, Random(seed)) for seed in range(40))):
        assert organisational(one) != organisational(domain)
        assert likeness(one, organisational(domain), person=True)


def test_a_name_without_an_ending_breaks_nothing() -> None:
    assert cousin("localhost", Random(1))


@pytest.mark.parametrize("variant", ["easy", "careful", "expert"])
def test_the_expert_names_himself_throughout(tmp_path: Path, variant: str) -> None:
    (tmp_path / "1.eml").write_bytes(RAW)
    pool = Pool.of(tmp_path)
    planted = own_domain(pool, pool.mails[0], variant, Random(1))
    assert planted is not None
    assert (planted.method, planted.honest) == (OWN_DOMAIN, variant == "easy")
    about = describe(planted.raw)
    domain = about.from_address.partition("@")[2]
    assert about.from_address.startswith("anna@")
    assert ("Anné Corbelin" in about.from_text) is (variant == "expert")
    own = variant == "expert"
    assert about.message_id.endswith(f"@{domain}") is own
    assert (f"Return-Path: <anna@{domain}>".encode() in planted.raw) is own
    assert f"d={domain};".encode() in planted.raw.replace(b"\r\n", b"").replace(b" ", b"")
