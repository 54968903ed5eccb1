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

from data import dump

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


def peak_memory(mails: int, folder: Path) -> int:
    """Peak resident bytes of the whole tree of processes, sampled, while a set with 20 MB attachments is examined."""
    source = dump(mails, f"{mails // 10}M", seed=2)
    command = [
        *ASSAY,
        "examine",
        str(source / "mail"),
        "--case",
        str(folder / f"memory-{mails}"),
        "--recover-minutes",
        "0",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(resident(child) for child in tree(process.pid)))
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


def resident(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--mails", type=int, default=20_000)
    arguments.add_argument("--bytes", default="2G")
    arguments.add_argument("--source", type=Path)
    arguments.add_argument("--keys", type=Path)
    arguments.add_argument("--memory", action="store_true", help="also the peak memory of 500 and of 5,000 mails")
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
        if given.memory:
            for mails in (500, 5_000):
                print(f"peak memory with {mails:,} mails: {peak_memory(mails, Path(folder)) / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
