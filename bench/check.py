"""What `assay check` says of papers that circulate, beside the truth: `python bench/check.py [--seed N] [--list]`.

Makes a dump of 208 papers in eight formats among generated mail, examines it, and checks what circulates of it: saved
again, printed, photographed; altered in one place; composed of two; and other papers on the same forms, which aren't in
the dump. Prints who was told apart from whom, and how long it took.
"""

from __future__ import annotations

import argparse
import collections
import functools
import operator
import shutil
import time
from email.message import EmailMessage
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.checking.check import Checker
from assay.checking.offered import Offer, Offered
from assay.checking.reading import offered
from assay.engine.examine import Options, examine
from assay.engine.extract import EXTRACTED
from assay.engine.watch import Silent
from circulating.variants import ALTERED, SAME, Planted, Variant, planted, variants
from dump import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assay.checking.result import Result

HERE = Path(__file__).resolve().parent
ORDER = ("identical", "altered", "composed", "not in the dump", "unreadable")
MAILS = 300
TOGETHER = 32
Table = dict[tuple[str, str, str], "collections.Counter[str]"]
"""By medium, truth and what was done: how often each answer was given."""


def plant(folder: Path, papers: list[Planted], seed: int, mails: int = MAILS) -> None:
    """Write the dump: papers loose, in mails, and as mails, among other mails."""
    folder.mkdir(parents=True)
    writer = Writer(seed, 0, mails)
    for number in range(mails):
        (folder / f"{number:05}.eml").write_bytes(writer.mail(number))
    for number, one in enumerate(papers):
        if one.form == "eml" or number % 2:
            (folder / one.name).write_bytes(one.data)
        else:
            (folder / f"carries-{number}.eml").write_bytes(carrying(one, number))


def carrying(one: Planted, number: int) -> bytes:
    """Return a mail with a paper attached."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Date"] = "a@rivage.example", "b@colline.test", "Mon, 6 Mar 2017 09:00:00 +0100"
    mail["Subject"], mail["Message-ID"] = f"Paper {number}", f"<paper-{number}@rivage.example>"
    mail.set_content("Attached.\n")
    mail.add_attachment(one.data, maintype="application", subtype="octet-stream", filename=one.name)
    return mail.as_bytes()


def made_case(seed: int, share: int = 1) -> tuple[Path, list[Planted]]:
    """Return the case of a dump, made when it isn't there."""
    folder = HERE / ".data" / f"check-{seed}-{share}"
    papers = planted(seed, share)
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        plant(folder / "dump", papers, seed)
        examine(Options((folder / "dump",), folder / "case", recover_minutes=0.0), Silent())
        (folder / "done").touch()
    return folder, papers


def read(one: Variant) -> bytes:
    """Read it, a picture twice."""
    offer = Offer(one.name, one.data, one.picture)
    first = offered(offer)
    return msgspec.msgpack.encode((first, offered(msgspec.structs.replace(offer, again=True)) if first.ocr else first))


def readings(folder: Path, found: list[Variant]) -> list[tuple[Offered, Offered]]:
    """Return what is read of each; kept by its bytes, because OCR takes long."""
    kept = folder / "read"
    kept.mkdir(exist_ok=True)
    paths = [kept / sha256(f"{EXTRACTED} {one.name} ".encode() + one.data).hexdigest() for one in found]
    missing = [(one, path) for one, path in zip(found, paths, strict=True) if not path.exists()]
    with Pool() as pool:
        for (_, path), data in zip(missing, pool.imap(read, [one for one, _ in missing], chunksize=4), strict=True):
            path.write_bytes(data)
    return [msgspec.msgpack.decode(path.read_bytes(), type=tuple[Offered, Offered]) for path in paths]


def results(folder: Path, offers: list[tuple[Offered, Offered]]) -> Iterator[Result]:
    """Yield what is said of each; some are looked up together, as those of a folder are."""
    with Case.open_whole(folder / "case") as case:
        checker = Checker(case)
        for at in range(0, len(offers), TOGETHER):
            batch = offers[at : at + TOGETHER]
            again = [functools.partial(operator.itemgetter(1), pair) for pair in batch]
            yield from checker.compare([first for first, _ in batch], again)


def right(one: Variant, result: Result) -> bool:
    """Whether the answer is the truth, and names the item that it is true of."""
    if result.outcome.value != one.truth:
        return False
    return one.truth not in {SAME, ALTERED} or bool(result.found)


def table_of(found: list[Variant], said: Iterable[Result], *, listed: bool) -> Table:
    """Return how often each was said of what, and name wrong answers where that is wanted."""
    table: Table = {}
    for one, result in zip(found, said, strict=True):
        medium = "picture" if one.picture else "text"
        table.setdefault((medium, one.truth, one.how), collections.Counter())[result.outcome.value] += 1
        if listed and not right(one, result):
            print(f"WRONG {one.truth} / {one.how} / {one.of or one.name} {one.name}: {result.how}")
            for change in result.changes[:6]:
                print(f"      {change.kind}: {change.dump!r} -> {change.here!r}")
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=int, default=1, help="of so many kinds of papers one is made")
    parser.add_argument("--no-pictures", action="store_true")
    parser.add_argument("--list", action="store_true", help="name every wrong answer")
    arguments = parser.parse_args()
    folder, papers = made_case(arguments.seed, arguments.share)
    found = list(variants(arguments.seed, papers, pictures=not arguments.no_pictures))
    print(f"{len(papers)} papers in the dump, {len(found)} documents checked, seed {arguments.seed}", flush=True)
    offers = readings(folder, found)
    start = time.process_time()
    table = table_of(found, results(folder, offers), listed=arguments.list)
    spent = time.process_time() - start
    show(table)
    print(f"comparing: {1000 * spent / len(found):.0f} ms of CPU time each")


def show(table: Table) -> None:
    """Print the table, and the share of right answers."""
    print(f"{'':9}{'truth':17}{'what was done':44}" + "".join(f"{name:>17}" for name in ORDER))
    for medium, truth, how in sorted(table, key=lambda key: (key[0] != "text", ORDER.index(key[1]), key[2])):
        counts = table[medium, truth, how]
        print(f"{medium:9}{truth:17}{how:44}" + "".join(f"{counts[name] or '':>17}" for name in ORDER))
    for medium in ("text", "picture"):
        for truth in ORDER:
            good, total = score(table, medium, truth)
            if total:
                print(f"{medium}, {truth}: {good} of {total} ({good / total:.1%})")


def score(table: Table, medium: str, truth: str) -> tuple[int, int]:
    """Return how many answers are right, and of how many."""
    rows = [counts for (its, true, _), counts in table.items() if (its, true) == (medium, truth)]
    return sum(row[truth] for row in rows), sum(sum(row.values()) for row in rows)


if __name__ == "__main__":
    main()
