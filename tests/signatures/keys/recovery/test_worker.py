from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assay.signatures.keys.recovery import Bounds, Recovery, Step, groups
from assay.signatures.keys.recovery.worker import Task, Worker

Signers = Callable[..., Any]


def worker_for(*samples: Any) -> Worker:
    (group,) = groups(samples)
    return Worker(Task(group, (), frozenset(), Bounds(), 60))


def test_a_process_says_what_it_found_and_ends(signer: Signers) -> None:
    worker = worker_for(signer().sample(1), signer().sample(2))
    said = worker.receive()
    assert isinstance(said, Recovery)
    assert int.from_bytes(said.keys[0].public, "big") == signer().modulus
    assert worker.receive() is None
    assert worker.end() == 0


def test_a_process_in_the_middle_of_a_pair_can_be_killed(signer: Signers) -> None:
    one = signer(seed=4, bits=1024, exponent=65537)
    worker = worker_for(one.sample(1), one.sample(2))
    said = worker.receive()
    assert isinstance(said, Step)
    assert (said.seconds, worker.step) == (None, said)
    assert worker.end() == -9
