"""Plants forgeries in genuine mail and measures what Assay says: `make redteam`, or `python bench/redteam --help`.

Without folders it uses all corpora that are at hand: those below ASSAY_SHARED (or ../shared/data), the invented
campaign and a list that breaks every signature. With `--write` it writes docs/evaluation.md, its plot and the weights.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import msgspec

from assay.judge.weights import shipped
from redteam import report
from redteam.at_hand import corpora
from redteam.calibrate import calibrate
from redteam.evaluation import evaluation
from redteam.figure import plot
from redteam.files import keep, kept, weights_file
from redteam.reliability import reliability
from redteam.rounds import Corpus, genuine, rounds
from redteam.thresholds import choose
from redteam.version import HERE, version

ROOT = HERE.parents[1]


def main() -> int:
    """Run the rounds, fit the weights to one half, print what the other half shows."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        known = _given(arguments) or corpora(Path(folder), arguments.mails)
        outcomes = kept(arguments.reuse) if arguments.reuse else _measured(known, arguments)
    if arguments.keep:
        keep(outcomes, arguments.keep)
    fitted, held = ([one for one in outcomes if one.held_out is side] for side in (False, True))
    weights = shipped()
    if not arguments.shipped:
        weights = msgspec.structs.replace(weights, benchmark=version(), measured=calibrate(fitted, weights))
        weights = choose(fitted, weights, known)
    found = reliability(held, weights)
    intro = HERE.joinpath("intro.txt").read_text("utf-8")
    page = evaluation(held, weights, known, found, intro)
    print(page)
    if arguments.list:
        print("\n".join(report.listing(report.Judged(outcomes, weights), weights)))
    if arguments.write:
        ROOT.joinpath("docs/evaluation.md").write_text(page, "utf-8")
        ROOT.joinpath("docs/images/calibration.svg").write_text(plot(found), "utf-8")
        ROOT.joinpath("src/assay/judge/weights.toml").write_text(weights_file(weights), "utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="*", help="folders of genuine mails, instead of those at hand")
    parser.add_argument("--keys", type=Path, action="append", default=[], help="signers' published keys")
    parser.add_argument("--store", type=Path, help="a keys.jsonl of the genuine corpus, instead of recovering")
    parser.add_argument("--times", type=int, default=20, help="how often each method and variant is planted")
    parser.add_argument("--mails", type=int, default=20_000, help="mails of the invented campaign")
    parser.add_argument("--seed", type=int, default=2017)
    parser.add_argument("--keep", type=Path, help="write the outcomes to this file")
    parser.add_argument("--reuse", type=Path, help="read outcomes from such a file instead of measuring")
    parser.add_argument("--shipped", action="store_true", help="judge by the weights as they are, fit nothing")
    parser.add_argument("--list", action="store_true", help="list every miss and every false accusation")
    parser.add_argument("--write", action="store_true", help="write docs/evaluation.md and the weights")
    return parser.parse_args()


def _given(arguments: argparse.Namespace) -> list[Corpus]:
    store = arguments.store.read_bytes() if arguments.store else b""
    keys = tuple(arguments.keys)
    return [Corpus(name=one.name, folder=one, keys=keys, store=store) for one in arguments.corpus]


def _measured(known: list[Corpus], arguments: argparse.Namespace) -> list:
    outcomes, start = [], time.monotonic()
    for corpus in known:
        parts = rounds(corpus, arguments.times, arguments.seed) if corpus.planted else [genuine(corpus)]
        for number, part in enumerate(parts, 1):
            outcomes += part
            print(f"{corpus.name}, round {number}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
