from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from assay.model.key import Origin, Provenance
from assay.signatures.keys.record import rsa_key
from assay.signatures.keys.recovery import Bounds, Progress, RecoveryState, groups, recover_all
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path

Signers = Callable[..., Any]


def test_every_group_gets_its_key_and_progress_is_told(signer: Signers) -> None:
    signers = [signer(seed, selector=f"s{seed}") for seed in (1, 2, 3)]
    samples = [one.sample(n) for seed, one in enumerate(signers, 2) for n in range(seed)]
    told: list[Progress] = []
    found = {recovery.selector: recovery for recovery in recover_all(groups(samples), 1, 2, told.append)}
    assert {name: int.from_bytes(recovery.keys[0].public, "big") for name, recovery in found.items()} == {
        one.selector: one.modulus for one in signers
    }
    assert all(recovery.finished for recovery in found.values())
    assert (told[-1].done, told[-1].total, told[-1].keys, told[-1].running) == (3, 3, 3, ())


def test_what_the_case_knows_is_skipped_and_a_second_key_is_sought(signer: Signers, tmp_path: Path) -> None:
    known, genuine, forger = signer(1, selector="known"), signer(2, selector="s2"), signer(3, selector="s2")
    published = Provenance(Origin.PUBLISHED, "DNS")
    store = KeyStore(tmp_path / "keys.jsonl")
    store.add(rsa_key("example.org", one.selector, one.modulus, 3, published) for one in (known, genuine))
    samples = [
        *(known.sample(n) for n in range(5)),
        *(genuine.sample(n) for n in range(4)),
        *(forger.sample(n) for n in (8, 9)),
    ]
    (recovery,) = recover_all(groups(samples), 1, 1, known=store.find)
    assert (recovery.selector, recovery.contested) == ("s2", True)
    assert [int.from_bytes(key.public, "big") for key in recovery.keys] == [forger.modulus]


def test_what_runs_at_the_bound_is_killed_and_what_waits_is_named(signer: Signers) -> None:
    slow = [signer(seed, bits=1024, exponent=65537, selector=f"s{seed}") for seed in (4, 5)]
    samples = [one.sample(n) for one in slow for n in range(2)]
    begun = time.monotonic()
    results = list(recover_all(groups(samples), 3 / 60, 1))
    assert time.monotonic() - begun < 12
    assert [(result.selector, result.finished) for result in results] == [("s4", False), ("s5", False)]
    assert results[0].reason == "the time was over while a pair was tried"
    assert results[1].reason == "not reached in the time given"
    assert results[1].unverified == ("mail0", "mail1")


def test_no_time_at_all_names_every_group(signer: Signers) -> None:
    samples = [signer(seed, selector=f"s{seed}").sample(n, broken=True) for seed in (1, 2) for n in range(2)]
    assert [result.finished for result in recover_all(groups(samples), 0, 1)] == [False, False]


@pytest.mark.slow
def test_a_later_run_goes_on_where_one_stopped(signer: Signers, tmp_path: Path) -> None:
    one = signer(seed=9, bits=512, exponent=65537)
    samples = [one.sample(0, broken=True), one.sample(1), one.sample(2)]
    path = tmp_path / "recovery.json"
    (first,) = recover_all(groups(samples), 2, 1, state=RecoveryState(path), bounds=Bounds(first=1))
    assert (first.keys, first.finished, first.tried) == ((), True, 1)
    (second,) = recover_all(groups(samples), 2, 1, state=RecoveryState(path))
    assert int.from_bytes(second.keys[0].public, "big") == one.modulus
    assert len(RecoveryState(path).tried("example.org s1")) == 1 + second.tried


@pytest.mark.slow
def test_mails_planted_with_a_key_of_the_forger_s_come_out_as_a_second_cluster(signer: Signers) -> None:
    genuine, forger = (signer(seed=seed, bits=512, exponent=65537) for seed in (9, 10))
    samples = [*(genuine.sample(n) for n in range(5)), *(forger.sample(n) for n in (7, 8))]
    first, second = recover_all(groups(samples), 2, 1)
    assert [int.from_bytes(key.public, "big") for key in first.keys] == [genuine.modulus]
    assert (first.contested, first.unverified) == (False, ("mail7", "mail8"))
    assert [int.from_bytes(key.public, "big") for key in second.keys] == [forger.modulus]
    assert (second.contested, second.unverified, second.finished) == (True, (), True)
    assert [cluster.mails for cluster in second.clusters] == [5, 2]


def test_a_dead_process_is_a_result_and_its_pair_is_not_tried_again(
    signer: Signers, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = signer(seed=4, bits=1024, exponent=65537)
    state = RecoveryState()
    monkeypatch.setattr("assay.signatures.keys.recovery.run._LONGEST_RUN", 2)
    monkeypatch.setattr("assay.signatures.keys.recovery.run._GRACE", 0)
    (result,) = recover_all(groups([one.sample(1), one.sample(2)]), 1, 1, state=state)
    assert "ended without a result" in result.reason
    assert not result.finished
    assert len(state.tried("example.org s1")) == 1


def test_leaving_early_leaves_no_process(signer: Signers) -> None:
    slow = [signer(seed, bits=1024, exponent=65537, selector=f"s{seed}") for seed in (4, 5)]
    fast = signer(1, selector="fast")
    samples = [*(fast.sample(n) for n in range(3)), *(one.sample(n) for one in slow for n in range(2))]
    running = recover_all(groups(samples), 5, 2)
    assert next(running).selector == "fast"
    begun = time.monotonic()
    running.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 5
