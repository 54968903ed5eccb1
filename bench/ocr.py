"""Reads made pages of known text by OCR, and with the bare tesseract program beside: share of words, CPU time a page.

    python bench/ocr.py [--pages N]

Pages of French and of English, each as a clean scan (300 dots an inch, JPEG of quality 90) and as a poor one (100 dots
an inch, JPEG of quality 40, a little noise, one degree askew). A word counts where it's read as often as it stands
there, accents aside. The bare program is what a person would call: `tesseract page.jpg - -l fra+eng`.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from assay.document.ocr import available, read_pages
from assay.document.prints import cleaned, words
from prose import languages

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from document.makers.page_maker import jpeg, page, poor

if TYPE_CHECKING:
    from collections.abc import Callable

FONTS = ("DejaVuSerif.ttf", "DejaVuSans.ttf", "DejaVuSansMono.ttf")
SIZES = (46, 38, 34)
"""Pixels at 300 dots an inch: 11, 9 and 8 points."""
LONGEST = 2_200
"""Characters of a page: fewer than fit on any."""
QUALITIES = ("clean", "poor")


def texts(seed: int, count: int) -> list[tuple[str, str]]:
    """Texts with their language, French first."""
    made = []
    for name, prose in zip(("French", "English"), languages(random.Random(seed)), strict=True):
        for number in range(count):
            drawn = random.Random(number).sample(prose.paragraphs, 14)
            made.append((name, "\n".join(drawn).replace("\r\n", " ")[:LONGEST].rpartition(" ")[0]))
    return made


def scanned(text: str, number: int, quality: str) -> bytes:
    """A page as a scanner gives it."""
    sheet = page(text, SIZES[number % len(SIZES)], FONTS[number % len(FONTS)])
    return jpeg(sheet) if quality == "clean" else jpeg(poor(sheet, number), 40, 100)


def share(text: str, read: str) -> float:
    """How many of the words of a text were read."""
    wanted, found = (Counter(word.folded for word in words(cleaned(one))) for one in (text, read))
    return (wanted & found).total() / wanted.total()


def ours(data: bytes) -> str:
    return "\n".join(one.text for one in read_pages(data, "jpeg"))


def bare(data: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(data)
        file.flush()
        command = ["tesseract", file.name, "-", "-l", "+".join(available())]
        environment = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"}
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def cpu() -> float:
    """Seconds of this process and of those it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(read: Callable[[bytes], str], pages: list[tuple[str, bytes]]) -> tuple[float, float, float]:
    """Share of words on all pages and on the worst, and seconds of CPU time a page."""
    start = cpu()
    shares = [share(text, read(data)) for text, data in pages]
    return sum(shares) / len(shares), min(shares), (cpu() - start) / len(pages)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=30, help="of each language and quality")
    arguments = parser.parse_args()
    if not available():
        print("tesseract isn't installed (requirements/system.sh)")
        return 1
    print(f"{'pages':24} {'words':>7} {'worst':>7} {'s/page':>7}   bare {'words':>7} {'worst':>7} {'s/page':>7}")
    made = texts(5, arguments.pages)
    for quality in QUALITIES:
        for language in ("French", "English"):
            chosen = [text for name, text in made if name == language]
            pages = [(text, scanned(text, number, quality)) for number, text in enumerate(chosen)]
            line = f"{len(pages):3} {quality} {language:14}"
            for read in (ours, bare):
                found, worst, seconds = measured(read, pages)
                line += f" {found:7.2%} {worst:7.2%} {seconds:7.2f}  " + "      " * (read is ours)
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
