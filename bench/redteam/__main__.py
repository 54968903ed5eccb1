"""Plants forgeries in genuine mail and measures what Assay says: `python bench/redteam CORPUS --keys FILE`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from redteam.mail import Pool
from redteam.report import tables
from redteam.rounds import keys_of, rounds


def main() -> int:
    """Run the rounds and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="a folder of genuine mails")
    parser.add_argument("--keys", type=Path, action="append", default=[], help="signers' published keys")
    parser.add_argument("--times", type=int, default=3, help="how often each method and variant is planted")
    parser.add_argument("--recover-minutes", type=float, default=0.0)
    parser.add_argument("--store", type=Path, help="a keys.jsonl of the genuine corpus, instead of recovering")
    parser.add_argument("--seed", type=int, default=2017)
    parser.add_argument("--list", action="store_true", help="list every false accusation and every miss")
    arguments = parser.parse_args()
    start = time.monotonic()
    pool = Pool.of(arguments.corpus)
    keys = (
        arguments.store.read_bytes()
        if arguments.store
        else keys_of(arguments.corpus, tuple(arguments.keys), arguments.recover_minutes)
    )
    outcomes = []
    for number, found in enumerate(rounds(pool, arguments.corpus, keys, arguments.times, arguments.seed), 1):
        outcomes += found
        print(f"round {number}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    print(tables(outcomes))
    if arguments.list:
        for one in outcomes:
            flagged = one.verdict in {"suspect", "contradicted"}
            if flagged == (not one.method or one.harmless):
                against = ", ".join(f"{code} ({how})" for code, side, how in one.codes if side == "against")
                print(f"{one.method or 'genuine'}/{one.variant} {one.verdict} {one.path}: {against}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
