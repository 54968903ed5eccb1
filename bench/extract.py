"""Reads made documents with Assay and with kreuzberg, same bytes, same run: documents a second by format.

    python bench/extract.py [--documents N] [--sentences N]

Words that occur nowhere else are looked for in what either read, so that speed isn't bought with text. Assay gives
metadata, embedded files and the perceptual hash of the first page besides. CPU time of all threads counts.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import kreuzberg

from assay.document.extract import extract

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from document.makers.office_maker import ANY
from document.makers.other_maker import pdf, picture, text
from document.makers.story import Made, story

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
SEPARATORS = re.compile(r"[\s;|]+")
CONFIG = kreuzberg.ExtractionConfig(use_cache=False, disable_ocr=True)
LATIN = frozenset({"pdf"})
MAKERS: dict[str, Callable[..., Made]] = {
    "pdf": pdf,
    **ANY,
    "text": lambda one: text(one, "utf-8"),
    "text (cp1251)": lambda one: text(one, "cp1251"),
    "jpeg": lambda one: picture(one, len(one.title), "jpeg"),
}
MEDIA = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}


def documents(name: str, count: int, sentences: int) -> list[Made]:
    cyrillic = name.endswith("(cp1251)")
    stories = (story(seed, latin=name in LATIN, cyrillic=cyrillic, sentences=sentences) for seed in range(1, count + 1))
    return [MAKERS[name](one) for one in stories]


def ours(made: Made) -> str:
    return extract(made.data, made.name).text


def cost(read: Callable[[Made], str], made: list[Made]) -> float:
    start = time.process_time()
    for one in made:
        read(one)
    return len(made) / max(time.process_time() - start, 1e-9)


def share(read: Callable[[Made], str], made: list[Made]) -> float:
    """How many of the words are found."""
    found = asked = 0
    for one in made:
        words = set(SEPARATORS.split(read(one)))
        wanted = SEPARATORS.split(" ".join(one.words))
        asked += len(wanted) if one.words else 0
        found += sum(word in words for word in wanted) if one.words else 0
    return found / asked if asked else 1.0


def peer(made: list[Made]) -> Callable[[Made], str] | None:
    """Kreuzberg with the media types looked up before the clock starts; None where it reads none of that kind."""
    media = {id(one): MEDIA.get(one.kind) or extract(one.data, one.name).media for one in made}

    def read(one: Made) -> str:
        return kreuzberg.extract_bytes_sync(one.data, media[id(one)], CONFIG).content

    try:
        read(made[0])
    except kreuzberg.KreuzbergError:
        return None
    return read


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--sentences", type=int, default=60)
    arguments = parser.parse_args()
    print(f"{arguments.documents} documents a format, {arguments.sentences} sentences each, kreuzberg beside")
    print(f"{'format':14} {'kB':>6} {'ours/s':>8} {'words':>6} {'peer/s':>8} {'words':>6} {'ratio':>6}")
    for name in MAKERS:
        made = documents(name, arguments.documents, arguments.sentences)
        size = statistics.median(len(one.data) for one in made) / 1000
        other = peer(made)
        rounds = [(cost(ours, made), cost(other, made) if other else 0.0) for _ in range(ROUNDS)]
        mine, its = (statistics.median(pair[side] for pair in rounds) for side in (0, 1))
        line = f"{name:14} {size:6.1f} {mine:8.0f} {share(ours, made):6.1%}"
        beside = f"{its:8.0f} {share(other, made):6.1%} {mine / its:6.1f}" if other else f"{'-':>8}"
        print(line, beside, flush=True)


if __name__ == "__main__":
    main()
