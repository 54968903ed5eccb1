from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from tests.signatures.conftest import Signer

from assay.message.describe import describe

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from redteam.mail import Pool, drop, edited_everywhere, replace_field  # noqa: E402
from redteam.methods import METHODS, VARIANTS  # noqa: E402
from redteam.rounds import plan  # noqa: E402

TEXT = (
    b"The second part of 4711 euros was paid on Monday, and the papers follow by post before the end of the week.\r\n"
    b"Please sign the copies and send one of them back to the office, where Anna keeps the whole file.\r\n"
)


def mail(number: int, signer: Signer) -> bytes:
    domain = signer.public.domain.encode()
    reply = b"" if number == 1 else b"In-Reply-To: <1@%s>\r\nReferences: <1@%s>\r\n" % (domain, domain)
    raw = (
        b"From: Person %d <p%d@%s>\r\nTo: q@two.example\r\nDate: Mon, 24 Apr 2017 09:%02d:00 +0200\r\n"
        b"Subject: Number %d\r\nMessage-ID: <%d@%s>\r\n%sMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="limit-%d"\r\n\r\n--limit-%d\r\n'
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n--limit-%d\r\nContent-Type: application/pdf\r\n"
        b"Content-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"%s\r\n--limit-%d--\r\n"
    ) % (
        *(number, number % 3, domain, number, number, number, domain, reply),
        *(number, number, b"Letter %d. " % number + TEXT, number, b"QUJD" * 60, number),
    )
    return signer.sign(raw)


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Pool:
    folder = tmp_path_factory.mktemp("corpus")
    signer = Signer()
    for number in range(1, 13):
        (folder / f"{number}.eml").write_bytes(mail(number, signer))
    return Pool.of(folder)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_each_method_changes_what_it_says(pool: Pool, method: str, variant: str) -> None:
    made = [planted for one in pool.mails if (planted := METHODS[method](pool, one, variant, Random(1)))]
    if method == "text beyond l=" or (method, variant) == ("Content-Type trick", "expert"):
        assert made == []
        return
    assert made
    for planted in made:
        assert (planted.method, planted.variant) == (method, variant)
        about = describe(planted.raw)
        assert about.from_text
        if planted.harmless:
            genuine = next(one for one in pool.mails if one.path == planted.victim)
            assert about.text.split() == genuine.about.text.split()
            assert about.subject == genuine.about.subject


def test_no_mail_is_a_victim_twice(pool: Pool) -> None:
    planted = list(plan(pool, [("signed body changed", "easy")] * 20, Random(1)))
    victims = [one.victim for one in planted]
    assert len(victims) == len(set(victims)) == len(pool.mails)


def test_fields_are_dropped_and_replaced_and_the_rest_stays(pool: Pool) -> None:
    raw = pool.mails[0].raw
    assert b"DKIM-Signature" not in drop(raw, frozenset({"dkim-signature"}))
    changed = replace_field(raw, "Subject", b"Other")
    assert describe(changed).subject == "Other"
    assert len(changed) == len(raw) - len(b"Number 1") + len(b"Other") - (b"Subject: " not in raw)


def test_a_number_is_changed_in_every_alternative(pool: Pool) -> None:
    changed = edited_everywhere(pool.mails[0].raw, Random(1))
    assert changed is not None
    assert b"4711" not in changed
