from __future__ import annotations

import hashlib

import msgspec
import pytest
from case_builders import sha256
from hypothesis import given
from hypothesis import strategies as st

from assay.case.merkle import Proof, holds, ordered, prove, root

digests = st.sets(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=20)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word: split at the largest power of two below the number of leaves."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


@given(st.sets(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=40))
def test_the_root_is_that_of_the_definition(items: set[str]) -> None:
    assert root(items) == by_definition(sorted(map(bytes.fromhex, items))).hex()


def test_known_roots() -> None:
    assert root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root([sha256(b"")]) == hashlib.sha256(b"\0" + hashlib.sha256().digest()).hexdigest()


@given(digests, st.randoms())
def test_the_root_depends_on_the_set_alone(items: set[str], random: object) -> None:
    shuffled = [*items, *items]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert root(shuffled) == root(items)
    assert len(ordered(shuffled)) == len(items)


@given(digests)
def test_every_item_can_be_proven(items: set[str]) -> None:
    for item in items:
        proof = prove(items, item)
        assert proof.root == root(items)
        assert holds(proof)


@given(digests, st.data())
def test_a_changed_proof_does_not_hold(items: set[str], data: st.DataObject) -> None:
    proof = prove(items, data.draw(st.sampled_from(sorted(items))))
    other = sha256(b"other")
    changes: list[dict[str, object]] = [{"item": other}, {"root": other}, {"path": (*proof.path, other)}]
    if proof.path:
        at = data.draw(st.integers(0, len(proof.path) - 1))
        changes += [
            {"path": proof.path[:-1]},
            {"path": (*proof.path[:at], other, *proof.path[at + 1 :])},
            {"index": proof.size},
            {"index": -1},
        ]
    for change in changes:
        changed: Proof = msgspec.structs.replace(proof, **change)
        assert not holds(changed), change


def test_what_is_not_there_is_not_proven() -> None:
    with pytest.raises(KeyError):
        prove([sha256(b"a")], sha256(b"b"))
