"""Checks signatures with Assay and with dkimpy, same mails, same keys, same run: mails a second and their ratio.

    python bench/verify.py [FOLDER KEYS]...

Without arguments it makes its own set under bench/.data. Both check DKIM and, where there is one, the
ARC chain; Assay says besides which header instances and bytes are covered, and how the MIME headers fit.
"""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import dkim

from assay.message import parse
from assay.model.signature import Outcome, Scheme
from assay.signatures.check import check
from assay.signatures.keys.sources import read_key_file
from assay.signatures.measure import measure
from data import dump

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.model.key import SignerKey

MOST = 2_000
ROUNDS = 3


def mails_in(folder: Path) -> list[bytes]:
    found = (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return [raw for raw in found if b"DKIM-Signature:" in raw[:65536]][:MOST]


def ours(raw: bytes, keys: dict[tuple[str, str], list[SignerKey]]) -> bool:
    checked = (check(one, keys.get((one.domain, one.selector), [])) for one in measure(parse(raw)))
    return any(one.outcome is Outcome.PASS and one.measured.scheme is Scheme.DKIM for one in checked)


def theirs(raw: bytes, zone: Callable[..., bytes | None]) -> bool:
    if b"\nARC-Seal:" in raw[:65536]:
        with contextlib.suppress(dkim.DKIMException, ValueError):
            dkim.arc_verify(raw, dnsfunc=zone)
    try:
        return bool(dkim.verify(raw, dnsfunc=zone))
    except (dkim.DKIMException, ValueError):
        return False


def timed(work: Callable[[bytes], bool], mails: list[bytes]) -> tuple[float, list[bool]]:
    start = time.process_time()
    results = [work(raw) for raw in mails]
    return time.process_time() - start, results


def compare(folder: Path, key_file: Path) -> None:
    keys: dict[tuple[str, str], list[SignerKey]] = {}
    records: dict[bytes, bytes] = {}
    for key in read_key_file(key_file):
        keys.setdefault((key.domain, key.selector), []).append(key)
        records[f"{key.selector}._domainkey.{key.domain}.".encode()] = key.record.encode()
    mails = mails_in(folder)
    size = sum(map(len, mails)) / 1e6
    best_ours = best_theirs = float("inf")
    for _ in range(ROUNDS):
        seconds, ours_say = timed(lambda raw: ours(raw, keys), mails)
        best_ours = min(best_ours, seconds)
        seconds, theirs_say = timed(lambda raw: theirs(raw, lambda name, **_: records.get(name)), mails)
        best_theirs = min(best_theirs, seconds)
    print(f"{folder}: {len(mails):,} signed mails, {size:,.0f} MB, CPU seconds, best of {ROUNDS}")
    print(f"  Assay  {len(mails) / best_ours:8,.0f} mails/s {size / best_ours:8,.1f} MB/s  {sum(ours_say):,} hold")
    print(
        f"  dkimpy {len(mails) / best_theirs:8,.0f} mails/s {size / best_theirs:8,.1f} MB/s  {sum(theirs_say):,} hold"
    )
    print(f"  ratio  {best_theirs / best_ours:8.1f}")


def main() -> None:
    arguments = [Path(argument) for argument in sys.argv[1:]]
    if not arguments:
        folder = dump(4_000, "400M")
        arguments = [folder / "mail", folder / "keys.tsv"]
    for folder, key_file in zip(arguments[::2], arguments[1::2], strict=True):
        compare(folder, key_file)


if __name__ == "__main__":
    main()
