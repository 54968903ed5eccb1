"""How long a question takes on a case of 70,000 items: `python bench/questions.py [--mails N]`.

Asks as people do, by the command, each time in a new process: `assay check` of an altered text, an altered PDF and a
mail, and of a folder of 100 papers; `assay search` with facets. The case is made once (some minutes): generated mails,
and papers among them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from assay.engine.examine import Options, examine
from assay.engine.watch import Silent
from check import plant
from circulating import changed, written
from circulating.variants import planted
from data import HERE, dump

COMMAND = str(Path(sys.executable).parent / "assay")
ROUNDS = 5
SEEDS = range(101, 111)
QUERIES = ("réunion budget", "type:pdf", "people:dupont", "date:2016 -kind:document")


def made_case(mails: int) -> Path:
    """Return the folder with the case, made when it isn't there."""
    source = dump(mails, f"{mails * 9000}")
    folder = HERE / ".data" / f"questions-{mails}"
    if not (folder / "done").exists():
        for seed in SEEDS:
            papers = folder / "papers" / str(seed)
            if not papers.exists():
                plant(papers, planted(seed), seed, mails=0)
        sources = (source / "mail", folder / "papers")
        examine(Options(sources, folder / "case", recover_minutes=0.0), Silent())
        (folder / "done").touch()
    return folder


def circulating(folder: Path) -> dict[str, Path]:
    """Write what is asked about; return it by what it is."""
    asked = folder / "asked"
    (asked / "folder").mkdir(parents=True, exist_ok=True)
    random = Random(1)
    papers = planted(SEEDS[0])
    contract = next(one.paper for one in papers if one.paper.house.kind == "contract")
    mail = next(one for one in papers if one.form == "eml")
    altered = changed.number(contract, random) or contract
    files = {"a text": ("text.txt", written.text(altered)), "a PDF": ("paper.pdf", written.serif(altered))}
    files["a mail"] = ("mail.eml", b"X-Moved: yes\r\n" + mail.data)
    for name, data in files.values():
        (asked / name).write_bytes(data)
    for number, one in enumerate(papers[:100]):
        made = changed.number(one.paper, random) or one.paper
        (asked / "folder" / f"{number}.pdf").write_bytes(written.serif(made))
    return {what: asked / name for what, (name, _) in files.items()} | {"a folder of 100": asked / "folder"}


def seconds(*arguments: str) -> tuple[float, float]:
    """Return the median of wall time and CPU time of a command, a run to warm up left out."""
    walls, works = [], []
    for _ in range(ROUNDS + 1):
        before = os.times()
        start = time.perf_counter()
        subprocess.run([COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - start)
        after = os.times()
        works.append(after.children_user - before.children_user + after.children_system - before.children_system)
    return statistics.median(walls[1:]), statistics.median(works[1:])


def timed(*arguments: str) -> str:
    """Return both as they are printed."""
    wall, work = seconds(*arguments)
    return f"{wall:6.2f} {work:6.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--mails", type=int, default=70_000)
    arguments = parser.parse_args()
    folder = made_case(arguments.mails)
    case = ("--case", str(folder / "case"))
    print(f"a case of {arguments.mails:,} mails and their papers: seconds of wall and CPU time, median of {ROUNDS}")
    for what, path in circulating(folder).items():
        print(f"check {what:24} {timed('check', str(path), *case)}", flush=True)
    for query in QUERIES:
        print(f"search {query:23} {timed('search', query, '--facets', *case)}", flush=True)


if __name__ == "__main__":
    main()
