from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from assay.model.key import Origin, Provenance
from assay.signatures.keys.record import rsa_key
from assay.signatures.keys.recovery import Group, groups, recover_group
from assay.signatures.keys.recovery.group import standing

Signers = Callable[..., Any]
PUBLISHED = Provenance(Origin.PUBLISHED, "DNS")


def group_of(*samples: Any) -> Group:
    (group,) = groups(samples)
    return group


@pytest.mark.parametrize(("bits", "exponent"), [(512, 3), (768, 17), (1024, 17), (1024, 3)])
@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_key_comes_back(signer: Signers, bits: int, exponent: int, algorithm: str) -> None:
    one = signer(bits=bits, exponent=exponent)
    recovery = recover_group(group_of(*(one.sample(number, algorithm=algorithm) for number in range(4))))
    (key,) = recovery.keys
    assert int.from_bytes(key.public, "big") == one.modulus
    assert (key.exponent, key.bits, key.weak) == (exponent, bits, bits == 512)
    assert key.provenance == Provenance(Origin.RECOVERED, "recovered from 4 mails of 4 senders", mails=4, senders=4)
    assert (key.domain, key.selector, key.record) == ("example.org", "s1", "")
    assert (recovery.unverified, recovery.reason, recovery.contested) == ((), "", False)


def test_broken_headers_spoil_only_their_pairs(signer: Signers, quick: int) -> None:
    one = signer(exponent=quick)
    samples = [one.sample(number, broken=number in {0, 1, 2}) for number in range(6)]
    recovery = recover_group(group_of(*samples))
    assert [cluster.items for cluster in recovery.clusters] == [("mail3", "mail4", "mail5")]
    assert recovery.unverified == ("mail0", "mail1", "mail2")
    assert "3 mails" in recovery.reason


def test_no_key_where_all_headers_are_broken(signer: Signers, quick: int) -> None:
    recovery = recover_group(group_of(*(signer().sample(n, broken=True) for n in range(4))))
    assert (recovery.keys, recovery.clusters, recovery.tried) == ((), (), 6)
    assert recovery.reason == "4 mails with an intact body fit no key; 6 pairs were tried in this run"


def test_two_signers_under_one_selector_are_two_clusters(signer: Signers) -> None:
    genuine, forger = signer(1), signer(2)
    samples = [forger.sample(n, sender="boss@example.org") for n in (90, 91)]
    recovery = recover_group(group_of(*samples, *(genuine.sample(n) for n in range(5))))
    assert recovery.contested
    assert [cluster.items for cluster in recovery.clusters] == [
        ("mail0", "mail1", "mail2", "mail3", "mail4"),
        ("mail90", "mail91"),
    ]
    assert [cluster.senders for cluster in recovery.clusters] == [5, 1]
    assert {int.from_bytes(key.public, "big") for key in recovery.keys} == {genuine.modulus, forger.modulus}


def test_a_known_key_that_verifies_all_leaves_nothing_to_do(signer: Signers) -> None:
    one = signer()
    group = group_of(*(one.sample(n) for n in range(3)))
    known = rsa_key("example.org", "s1", one.modulus, one.exponent, PUBLISHED)
    assert standing(group, [known]) == (True, False)
    recovery = recover_group(group, known=[known])
    assert recovery.keys == ()
    assert recovery.clusters[0].known
    assert not recovery.contested


def test_a_known_key_that_fails_intact_mails_starts_a_search_for_another(signer: Signers) -> None:
    genuine, forger = signer(1), signer(2)
    group = group_of(*(genuine.sample(n) for n in range(4)), *(forger.sample(n) for n in (7, 8)))
    known = rsa_key("example.org", "s1", genuine.modulus, genuine.exponent, PUBLISHED)
    assert standing(group, [known]) == (True, True)
    recovery = recover_group(group, known=[known])
    assert [cluster.known for cluster in recovery.clusters] == [True, False]
    assert int.from_bytes(recovery.keys[0].public, "big") == forger.modulus
    assert recovery.contested


def test_a_known_key_that_verifies_nothing_contests_the_recovered_one(signer: Signers) -> None:
    published = rsa_key("example.org", "s1", signer(3).modulus, 3, PUBLISHED)
    recovery = recover_group(group_of(*(signer(1).sample(n) for n in range(3))), known=[published])
    assert [(cluster.known, len(cluster.items)) for cluster in recovery.clusters] == [(False, 3), (True, 0)]
    assert recovery.contested


def test_mails_with_a_broken_body_still_give_the_key(signer: Signers) -> None:
    recovery = recover_group(group_of(*(signer().sample(n, body=False) for n in range(3))))
    assert len(recovery.keys) == 1
    assert recovery.unverified == ()


def test_the_deadline_stops_before_the_next_pair(signer: Signers) -> None:
    one = signer(seed=9, bits=512, exponent=65537)
    recovery = recover_group(group_of(*(one.sample(n) for n in range(3))), deadline=time.monotonic())
    assert (recovery.tried, recovery.finished, recovery.reason) == (0, False, "the time was over")


@pytest.mark.slow
def test_a_key_of_1024_bits_with_the_usual_exponent_comes_back(signer: Signers) -> None:
    one = signer(seed=4, bits=1024, exponent=65537)
    recovery = recover_group(group_of(one.sample(1), one.sample(2), one.sample(3, broken=True)))
    assert int.from_bytes(recovery.keys[0].public, "big") == one.modulus
    assert recovery.clusters[0].items == ("mail1", "mail2")
