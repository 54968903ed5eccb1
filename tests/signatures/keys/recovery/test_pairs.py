from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

import msgspec

from assay.signatures.keys.recovery.pairs import MOST_CANDIDATES, candidates, pair_id, pairs

Signers = Callable[..., Any]


def test_whole_mails_come_first_and_senders_take_turns(signer: Signers) -> None:
    one = signer()
    samples = [
        one.sample(1, sender="a@x.org", body=False),
        one.sample(2, sender="a@x.org"),
        one.sample(3, sender="A@x.org"),
        one.sample(4, sender="b@x.org"),
    ]
    assert [sample.item for sample in candidates(samples)] == ["mail2", "mail4", "mail3", "mail1"]
    assert [sample.item for sample in candidates(samples, intact_only=True)] == ["mail2", "mail4", "mail3"]
    assert candidates([]) == []


def test_of_copies_the_whole_one_is_taken(signer: Signers) -> None:
    broken = signer().sample(1, body=False)
    whole = msgspec.structs.replace(broken, body_hash_holds=True, item="copy")
    assert candidates([broken, whole, broken]) == [whole]


def test_signatures_of_another_length_stay_out(signer: Signers) -> None:
    samples = [signer(5, bits=1024).sample(9), signer().sample(1), signer().sample(2)]
    assert [sample.item for sample in candidates(samples)] == ["mail1", "mail2"]


def test_candidates_are_bounded(signer: Signers) -> None:
    assert len(candidates([signer().sample(n) for n in range(MOST_CANDIDATES + 9)])) == MOST_CANDIDATES


def test_every_pair_once_the_disjoint_ones_first(signer: Signers) -> None:
    samples = [signer().sample(n) for n in range(5)]
    made = [(one.item, other.item) for one, other in pairs(samples)]
    assert made[:2] == [("mail0", "mail1"), ("mail2", "mail3")]
    assert len(made) == len({frozenset(pair) for pair in made}) == 10
    assert list(islice(pairs(samples[:1]), 1)) == []


def test_a_pair_is_named_the_same_both_ways(signer: Signers) -> None:
    one, other = signer().sample(1), signer().sample(2)
    assert pair_id(one, other) == pair_id(other, one)
    assert len(pair_id(one, other)) == 33
