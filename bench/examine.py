"""The whole main job against `notmuch new` on the same Maildir, its cost by stage, and its memory.

    python bench/examine.py [--mails 20000] [--bytes 2G] [--source FOLDER --keys FILE]

notmuch reads and indexes text; Assay besides hashes, measures and checks signatures, judges. Wall-clock and CPU seconds
of whole processes. Without notmuch on the machine the comparison is left out, and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from data import dump

LARGE = 6
"""Mails of a set that carry an attachment of 20 MB each, so that sets of all sizes have the same largest ones."""
NEAR = 0.9
"""Share of the peak of resident memory from which on shared pages are counted: counting them takes time."""
ASSAY = [str(Path(sys.executable).with_name("assay"))]


class Cost:
    """What a finished process and its children cost."""

    def __init__(self, command: list[str], environment: dict[str, str] | None = None) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        process = subprocess.run(command, check=False, capture_output=True, env={**os.environ, **(environment or {})})
        self.wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.out = process.stdout
        if process.returncode not in {0, 1}:
            sys.exit(f"{command[0]} ended with {process.returncode}: {process.stderr.decode()[-2000:]}")


def assay(source: Path, keys: Path | None, case: Path) -> tuple[Cost, dict[str, object]]:
    command = [*ASSAY, "examine", str(source), "--case", str(case), "--json", "--recover-minutes", "0"]
    cost = Cost([*command, *(["--keys", str(keys)] if keys else [])])
    return cost, json.loads(cost.out)


def notmuch(source: Path, folder: Path) -> Cost | None:
    if not shutil.which("notmuch"):
        return None
    config = folder / "notmuch-config"
    config.write_text(
        f"[database]\npath={folder / 'notmuch'}\nmail_root={source}\n"
        "[user]\nname=x\nprimary_email=x@x.example\n[new]\ntags=\n",
        encoding="utf-8",
    )
    (folder / "notmuch").mkdir()
    return Cost(["notmuch", "new", "--quiet"], {"NOTMUCH_CONFIG": str(config)})


class Memory(NamedTuple):
    """Peaks in bytes while a command ran.

    Attributes:
        resident: of all its processes together, at one moment; pages that several share count in each (RSS).
        shared: the same, where each page counts once (PSS): what the machine has less of.
        largest: of the largest process, as the kernel counted it.
    """

    resident: int = 0
    shared: int = 0
    largest: int = 0

    def __str__(self) -> str:
        return (
            f"{self.resident / 1e6:,.0f} MB resident in all processes, {self.shared / 1e6:,.0f} MB with shared pages "
            f"counted once, {self.largest / 1e6:,.0f} MB in the largest"
        )


def peak_memory(mails: int, folder: Path) -> Memory:
    """The memory of examining a set some of whose mails carry 20 MB, as many whatever their number."""
    source = dump(mails, f"{mails // 10}M", seed=2, large=LARGE)
    case = folder / f"memory-{mails}"
    command = [*ASSAY, "examine", str(source / "mail"), "--case", str(case), "--recover-minutes", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = Memory()
    while process.poll() is None:
        processes = tree(process.pid)
        told = [status(child) for child in processes]
        resident = sum(one.get("VmRSS", 0) for one in told)
        near = resident > NEAR * peak.resident
        peak = Memory(
            max(peak.resident, resident),
            max(peak.shared, sum(map(proportional, processes))) if near else peak.shared,
            max([peak.largest, *(one.get("VmHWM", 0) for one in told)]),
        )
        time.sleep(0.05)
    return peak


def tree(root: int) -> list[int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, todo = [], [root]
    while todo:
        found.append(todo.pop())
        todo += parents.get(found[-1], [])
    return found


def kilobytes(path: str) -> dict[str, int]:
    """The lines of a file of /proc that state an amount in kB, in bytes; nothing where the process is gone."""
    try:
        lines = [line.split() for line in Path(path).read_text(encoding="ascii", errors="replace").splitlines()]
    except OSError:
        return {}
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if words[-1:] == ["kB"]}


def status(process: int) -> dict[str, int]:
    return kilobytes(f"/proc/{process}/status")


def proportional(process: int) -> int:
    return kilobytes(f"/proc/{process}/smaps_rollup").get("Pss", 0)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--mails", type=int, default=20_000)
    arguments.add_argument("--bytes", default="2G")
    arguments.add_argument("--source", type=Path)
    arguments.add_argument("--keys", type=Path)
    arguments.add_argument(
        "--memory", type=int, nargs="*", metavar="MAILS", help="also the peak memory; by default of 500 and 5,000 mails"
    )
    given = arguments.parse_args()
    made = None if given.source else dump(given.mails, given.bytes)
    source, keys = (given.source, given.keys) if made is None else (made / "mail", made / "keys.tsv")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        cost, summary = assay(source, keys, Path(folder) / "case")
        size = float(str(summary["bytes"])) / 1e6
        print(f"{summary['places']:,} places, {size:,.0f} MB")
        print(f"assay examine  {cost.wall:6.1f} s wall {cost.cpu:6.1f} s CPU")
        for stage in summary["stages"]:  # type: ignore[attr-defined]
            print(f"    {stage['name']:<28} {stage['seconds']:6.1f} s")
        peer = notmuch(source, Path(folder))
        if peer is None:
            print("notmuch isn't installed: no comparison")
        else:
            print(f"notmuch new    {peer.wall:6.1f} s wall {peer.cpu:6.1f} s CPU")
            print(f"ratio notmuch/assay: {peer.wall / cost.wall:.2f} wall, {peer.cpu / cost.cpu:.2f} CPU")
        if given.memory is not None:
            for mails in given.memory or (500, 5_000):
                print(f"peak memory with {mails:,} mails: {peak_memory(mails, Path(folder))}")


if __name__ == "__main__":
    main()
