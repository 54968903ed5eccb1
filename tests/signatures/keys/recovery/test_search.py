from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from assay.signatures.keys.recovery import Bounds, Group, Step, groups, recover_group
from assay.signatures.keys.recovery.search import Search

if TYPE_CHECKING:
    import pytest

Signers = Callable[..., Any]


def group_of(*samples: Any) -> Group:
    (group,) = groups(samples)
    return group


def test_a_group_is_settled_once_one_key_verifies_most_of_what_is_intact(signer: Signers) -> None:
    one, other = signer(1), signer(2)
    half = group_of(one.sample(1), one.sample(2), other.sample(3), other.sample(4))
    search = Search(half, (), set(), Bounds(), lambda _: None)
    search.cheap()
    assert len(search.clusters) == 2
    assert not search.settled()
    most = group_of(*(one.sample(n) for n in range(3)), other.sample(4), other.sample(5, body=False))
    search = Search(most, (), set(), Bounds(), lambda _: None)
    search.cheap()
    assert search.settled()
    assert not search.worthwhile()


def test_keys_that_are_no_rsa_or_revoked_take_nothing(signer: Signers) -> None:
    group = group_of(*(signer().sample(n) for n in range(3)))
    (key,) = recover_group(group).keys
    useless = [msgspec.structs.replace(key, public=b""), msgspec.structs.replace(key, algorithm="ed25519")]
    assert Search(group, useless, set(), Bounds(), lambda _: None).clusters == []


def test_the_bounds_hold_and_steps_are_told(signer: Signers, quick: int) -> None:
    one = signer(seed=9, exponent=quick)
    steps: list[Step] = []
    group = group_of(*(one.sample(n, broken=True) for n in range(5)))
    recovery = recover_group(group, on_step=steps.append, bounds=Bounds(first=1))
    assert (recovery.tried, recovery.keys, recovery.finished) == (1, (), True)
    begun, ended = steps
    assert (begun.seconds, begun.bits, begun.group) == (None, 512, "example.org s1")
    assert ended.seconds is not None
    assert ended.pair.startswith("first ")
    again = recover_group(group, tried=[ended.pair], on_step=steps.append, bounds=Bounds(first=1))
    assert (again.tried, len(steps)) == (0, 2)


def test_a_pair_that_was_tried_is_not_tried_again(signer: Signers, quick: int) -> None:
    one = signer(seed=9, exponent=quick)
    steps: list[Step] = []
    group = group_of(*(one.sample(n, broken=n == 0) for n in range(3)))
    recover_group(group, on_step=steps.append, bounds=Bounds(first=1))
    recovery = recover_group(group, tried=[steps[-1].pair], on_step=steps.append, bounds=Bounds(first=3))
    pairs = [step.pair for step in steps if step.seconds is not None]
    assert len(set(pairs)) == len(pairs)
    assert int.from_bytes(recovery.keys[0].public, "big") == one.modulus


def test_the_second_search_has_its_own_bound(signer: Signers, quick: int) -> None:
    one = signer(exponent=quick)
    group = group_of(*(one.sample(n) for n in range(9)), *(one.sample(n, broken=True) for n in range(20, 26)))
    steps: list[Step] = []
    recovery = recover_group(group, on_step=steps.append, bounds=Bounds(first=5, second=2))
    assert len(recovery.clusters) == 1
    assert [step.pair.split()[0] for step in steps if step.seconds is not None][-2:] == ["second", "second"]
    assert sum(step.pair.startswith("second") for step in steps) == 4
    assert len(recovery.unverified) == 6


def test_a_recovered_key_whose_private_half_is_known_is_marked(
    signer: Signers, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = signer()
    group = group_of(*(one.sample(n) for n in range(3)))
    (key,) = recover_group(group).keys
    assert not key.private_published
    listed = msgspec.structs.replace(key, private_published=True)
    monkeypatch.setattr("assay.signatures.keys.private.PublishedPrivate.mark", lambda _self, _key: listed)
    assert recover_group(group).keys == (listed,)
