"""What all examiners and relations cost beside parsing and verifying, and how that grows with the corpus: CPU seconds.

    python bench/evidence.py [--sizes N,N] [FOLDER [KEYS]]...

One process, no case. Parsing is bytes to a tree with headers and text decoded; verifying is what `bench/verify.py`
measures. The examiners' part is everything else that tells genuine from planted mail: traits, what is learned from the
corpus, the examiners themselves and the judge. With `--sizes`, invented campaigns of so many mails are examined, and
what one mail costs is compared: it must not grow with their number.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from assay.corpus.registry import relations
from assay.engine.mail import message_entry
from assay.engine.standing import standing
from assay.examiners.interface import Subject
from assay.examiners.registry import EXAMINERS
from assay.judge.judge import judge
from assay.message import parse
from assay.message.describe import describe
from assay.message.header_words import header_words
from assay.message.traits import traits
from assay.model.context import NOTHING, Context
from assay.model.place import Place, Stored
from assay.signatures.chain import Chain, chain
from assay.signatures.check import check
from assay.signatures.keys.sources import read_key_file
from assay.signatures.keys.store import KeyStore
from assay.signatures.measure import measure
from data import dump
from redteam.corpora import campaign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.model.context import Standing
    from assay.model.entry import Entry

SIZES = (2_500, 10_000)


class Clock:
    """CPU seconds of this process by what they were spent on."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.process_time()

    def spent(self, name: str) -> None:
        """What passed since the last call went into this."""
        now = time.process_time()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now


def entries(folder: Path, keys: KeyStore, clock: Clock) -> Iterator[Entry]:
    """The row of each mail, made untimed, after its parts were timed."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        clock.spent("reading")
        message = parse(raw)
        describe(message, lambda *_: None)
        header_words(raw)
        clock.spent("parsing")
        for one in measure(message):
            check(one, keys.find(one.domain, one.selector))
        clock.spent("verifying")
        traits(message)
        clock.spent("traits")
        place, stored = Place("bench", str(path.relative_to(folder))), Stored(False, str(path), 0, len(raw))
        yield replace(message_entry(place, stored, raw, {}, reconstructed=False, message=message), text="")
        clock.spent("rows")


def learned(rows: dict[str, Entry], stands: dict[str, Standing], keys: KeyStore) -> dict[str, Context]:
    """What the corpus knows of each mail."""
    fields: dict[str, dict[str, Any]] = {item: {} for item in rows}
    for name, relation in relations((), keys=keys).items():
        for item, entry in rows.items():
            relation.add(entry, standing=stands[item])
        for item, value in relation.result().items():
            fields[item][name] = value
    return {item: Context(**found) for item, found in fields.items()}


def examined(folder: Path, keys: KeyStore) -> tuple[int, dict[str, float]]:
    """How many mails, and CPU seconds by part."""
    clock = Clock()
    rows = {entry.sha256: entry for entry in entries(folder, keys, clock)}
    stands = {item: standing(entry, keys) for item, entry in rows.items()}
    clock.spent("standing")
    known = learned(rows, stands, keys)
    clock.spent("learning from the corpus")
    checked = {
        item: tuple(check(one, keys.find(one.domain, one.selector), date=entry.date) for one in entry.signatures)
        for item, entry in rows.items()
    }
    clock.spent("verifying again")
    for item, entry in rows.items():
        arc = entry.notes.get("arc")
        subject = Subject(
            entry=entry,
            checked=checked[item],
            chain=chain(str(arc), checked[item]) if arc is not None else Chain("none"),
            context=known.get(item, NOTHING),
        )
        judge(entry.kind, [finding for examiner in EXAMINERS for finding in examiner.examine(subject)])
    clock.spent("examining and judging")
    return len(rows), clock.seconds


EVIDENCE = ("traits", "standing", "learning from the corpus", "examining and judging")


def report(name: str, folder: Path, key_file: Path | None) -> float:
    """Print the cost of one corpus; returns CPU seconds of the examiners' part for one mail."""
    with TemporaryDirectory() as scratch:
        keys = KeyStore(Path(scratch) / "keys.jsonl")
        if key_file is not None:
            keys.add(read_key_file(key_file))
        mails, seconds = examined(folder, keys)
    base, evidence = seconds["parsing"] + seconds["verifying"], sum(seconds[part] for part in EVIDENCE)
    parts = ", ".join(f"{part} {seconds[part]:.2f}" for part in EVIDENCE)
    print(f"{name}: {mails:,} mails; parsing and verifying {base:.2f} s, examiners {evidence:.2f} s ({parts})")
    print(f"  ratio {evidence / base:.2f}, {1e6 * evidence / mails:,.0f} µs a mail", flush=True)
    return evidence / mails


def growth(sizes: list[int]) -> None:
    """Print what one mail costs in campaigns of several sizes."""
    costs = []
    for size in sizes:
        with TemporaryDirectory() as scratch:
            folder = Path(scratch) / "dump"
            key_file = campaign.make(folder, size)
            costs.append(report(f"campaign of {size:,}", folder, key_file))
    print(f"growth: a mail costs {costs[-1] / costs[0]:.2f} times as much at {sizes[-1]:,} as at {sizes[0]:,}")


def main() -> None:
    """Measure what was asked for, else generated mail and two campaigns."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES))
    parser.add_argument("paths", nargs="*", type=Path, metavar="FOLDER KEYS")
    asked = parser.parse_args()
    folder = dump(4_000, "400M")
    paths = asked.paths or [folder / "mail", folder / "keys.tsv"]
    for mails, keys in zip(paths[::2], [*paths[1::2], None] if len(paths) % 2 else paths[1::2], strict=True):
        report(str(mails), mails, keys)
    growth(asked.sizes)


if __name__ == "__main__":
    main()
