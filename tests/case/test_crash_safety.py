"""Kill -9 at random moments: what was acknowledged is there, nothing is half there, going on gives the same case."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assay.case import Case
from assay.case.log import Log

SHARDS, MESSAGES, KILLS = 40, 30, 16

WRITER = """
import os, sys
sys.path.insert(0, sys.argv[3])
from case_builders import fill
from assay.case import Case

ledger = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def acknowledge(*words):
    os.write(ledger, (" ".join(words) + "\\n").encode())

with Case.create_or_open(sys.argv[1]) as case:
    print("ready", flush=True)
    done = {shard.id for shard in case.evidence.shards()}
    for number in range(SHARDS):
        if f"{number}" in done:
            continue
        rows = fill(case, f"{number}", [f"{number} {at}".encode() * 500 for at in range(MESSAGES)])
        for row in rows:
            acknowledge("item", row.sha256)
        record = case.custody.append("shard", {"shard": number})
        acknowledge("record", record.hash)
    record = case.custody.seal()
    acknowledge("record", record.hash)
""".replace("SHARDS", str(SHARDS)).replace("MESSAGES", str(MESSAGES))


def run(case: Path, ledger: Path, seconds: float | None) -> bool:
    """Write the case for so long after it was opened, then kill; whether the writer got to its end."""
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", WRITER, str(case), str(ledger), here]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        try:
            return writer.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            writer.kill()
            return False


def acknowledged(ledger: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"item": set(), "record": set()}
    for line in ledger.read_text().splitlines() if ledger.exists() else ():
        kind, digest = line.split(" ")
        found[kind].add(digest)
    return found


def check(path: Path, ledger: Path) -> None:
    with Case.open(path) as case:
        rows = list(case.evidence.entries())
        promised = acknowledged(ledger)
        assert promised["item"] <= {row.sha256 for row in rows}
        assert len({str(row.place) for row in rows}) == len(rows) == MESSAGES * len(case.evidence.shards())
        for row in rows:
            assert row.stored
            assert hashlib.sha256(case.originals.read(row.stored)).hexdigest() == row.sha256
        assert promised["record"] <= {record.hash for record in case.custody.records()}


@pytest.mark.slow
def test_kill_at_random_moments(tmp_path: Path) -> None:
    assert run(tmp_path / "whole", tmp_path / "whole.ledger", None)
    randomness = random.Random(41)
    case, ledger = tmp_path / "case", tmp_path / "ledger"
    kills = 0
    while kills < KILLS:
        ended = run(case, ledger, randomness.uniform(0, 0.2))
        check(case, ledger)
        if ended:
            case, ledger = tmp_path / f"case{kills}", tmp_path / f"ledger{kills}"
        kills += not ended
    assert run(case, ledger, None)
    check(case, ledger)
    with Case.open(case) as resumed, Case.open(tmp_path / "whole") as uninterrupted:
        assert resumed.custody.verify(originals=True).problems == ()
        assert resumed.custody.verify().unsealed == ()
        assert resumed.custody.items() == uninterrupted.custody.items()
        assert len(resumed.custody.items()) == SHARDS * MESSAGES
        assert resumed.custody.verify().root == uninterrupted.custody.verify().root


APPENDER = """
import os, sys
from pathlib import Path
from assay.case.log import Log
ledger = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
log = Log(Path(sys.argv[1]))
log.prepare()
while True:
    os.write(ledger, (log.append("event", {"long": "x" * 100_000}).hash + "\\n").encode())
"""


@pytest.mark.slow
def test_kill_while_the_log_is_written(tmp_path: Path) -> None:
    randomness = random.Random(42)
    log, ledger = tmp_path / "custody.jsonl", tmp_path / "ledger"
    for _ in range(12):
        appender = subprocess.Popen([sys.executable, "-c", APPENDER, str(log), str(ledger)])
        size = log.stat().st_size if log.exists() else 0
        while not log.exists() or log.stat().st_size == size:
            time.sleep(0.005)
        time.sleep(randomness.uniform(0, 0.05))
        appender.kill()
        appender.wait()
    reopened = Log(log)
    reopened.prepare()
    assert list(reopened.problems()) == []
    hashes = {record.hash for record in reopened.records()}
    assert len(hashes) >= 12
    assert set(ledger.read_text().split()) <= hashes
