"""The tesseract program where it's installed: one picture to words, French and English, within bounds.

It runs with a bound on its memory and on its time: what it's given to read was made by an adversary.
"""

from __future__ import annotations

import csv
import functools
import io
import itertools
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import msgspec

from assay.model.errors import LimitReached, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PIL.Image import Image

PROGRAM = "tesseract"
LANGUAGES = ("fra", "eng")
NAMES = {"fra": "French", "eng": "English"}
ORIENTATION = "osd"
"""The data by which the program tells which side of a page is up."""
SECONDS = 50
"""For one page: below the bound after which a worker is killed."""
MEMORY = 1 << 30
"""Bytes of address space for one page."""
INSTALL = "install tesseract with French and English; assay doctor says how"
_BOUNDED = 'ulimit -v "$1" 2>/dev/null; ulimit -t "$2"; shift 2; exec "$@"'
"""The shell sets the bounds and becomes the program. Some systems (macOS) bound no address space."""
NOISE = 30.0
"""Confidence below which a line is left out: stains, frames and pictures beside the text are read as words, too."""
_SURE_OF_SIDE = 2.0
"""Confidence from which on the program is believed about which side is up: below, it guesses from too few letters."""
_ROTATE = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_SURE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)
_WORD_LEVEL = "5"


class Reading(msgspec.Struct, frozen=True):
    """What was read in one picture.

    Attributes:
        text: its words, a line a line; untrusted.
        confidence: how sure the program is, 0 to 100, on the average of all signs; 0 where there are none.
    """

    text: str
    confidence: float


@functools.cache
def available() -> tuple[str, ...]:
    """The languages of ours that the installed program reads; none where it isn't installed."""
    return tuple(one for one in LANGUAGES if one in _data())


def required() -> str:
    """What is to be known before pictures are read: which language is missing; empty where all is there.

    Raises:
        UsageError: the program isn't there, or reads neither language.
    """
    if shutil.which(PROGRAM) is None:
        raise UsageError(f"--ocr needs the program tesseract, which isn't installed: {INSTALL}, or leave --ocr out")
    found = available()
    if not found:
        raise UsageError(f"--ocr: tesseract is installed, but reads neither French nor English: {INSTALL}")
    missing = [NAMES[one] for one in LANGUAGES if one not in found]
    return f"Texts in {missing[0]} are read badly: tesseract hasn't that language; {INSTALL}" if missing else ""


def read_image(image: Image, seconds: float = SECONDS) -> Reading:
    """Reads a grey picture whose letters are large enough and stand upright.

    Args:
        image: of mode L.
        seconds: how long it may take.

    Raises:
        subprocess.TimeoutExpired: the program took too long.
        LimitReached: it failed, for want of memory mostly.
    """
    # Sheets of one column and pictures with words anywhere are both found by mode 3, its full layout analysis.
    said = _run(image, seconds, "-l", "+".join(available()), "--psm", "3", "-c", "tessedit_create_tsv=1")
    return _reading(csv.DictReader(io.StringIO(said), delimiter="\t", quoting=csv.QUOTE_NONE))


def turn(image: Image, seconds: float = SECONDS) -> int:
    """By how many degrees, clockwise, a picture has to be turned until its text is upright; 0 where it isn't sure.

    Args:
        image: of mode L.
        seconds: how long it may take.

    Raises:
        subprocess.TimeoutExpired: the program took too long.
    """
    if ORIENTATION not in _data():
        return 0
    try:
        said = _run(image, seconds, "--psm", "0")
    except LimitReached:  # it fails on what has too few letters
        return 0
    degrees, sure = _ROTATE.search(said), _SURE.search(said)
    if degrees is None or sure is None or float(sure[1]) < _SURE_OF_SIDE:
        return 0
    return int(degrees[1]) % 360


@functools.cache
def _data() -> frozenset[str]:
    """The names of what the program can read."""
    found = shutil.which(PROGRAM)
    if found is None:
        return frozenset()
    try:
        said = subprocess.run([found, "--list-langs"], check=False, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(said.stdout.split())


def _run(image: Image, seconds: float, *options: str) -> str:
    program = shutil.which(PROGRAM) or PROGRAM
    out = io.BytesIO()
    image.save(out, "BMP")
    bounds = ["sh", "-c", _BOUNDED, "sh", str(MEMORY >> 10), str(SECONDS + 5)]
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    done = subprocess.run(
        [*bounds, program, "stdin", "stdout", "--dpi", "300", *options],
        check=False,
        capture_output=True,
        input=out.getvalue(),
        timeout=max(seconds, 0.1),
        env={**kept, "OMP_THREAD_LIMIT": "1"},
    )
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise LimitReached(f"tesseract gave up: {words[-1][:200] if words else f'status {done.returncode}'}")
    return done.stdout.decode("utf-8", "replace")


def _reading(rows: Iterable[dict[str, str]]) -> Reading:
    """Words to lines and paragraphs, and how sure the program is of them."""
    lines: list[str] = []
    signs = weight = 0.0
    paragraph: tuple[str, ...] = ()
    for place, row in itertools.groupby(_words(rows), lambda word: word[0]):
        found = [(text, sure) for _, text, sure in row]
        if sum(sure for _, sure in found) < NOISE * len(found):
            continue
        if lines and place[:-1] != paragraph:
            lines.append("")
        paragraph = place[:-1]
        lines.append(" ".join(text for text, _ in found))
        signs += sum(len(text) for text, _ in found)
        weight += sum(len(text) * sure for text, sure in found)
    return Reading("\n".join(lines), weight / signs if signs else 0.0)


def _words(rows: Iterable[dict[str, str]]) -> Iterator[tuple[tuple[str, ...], str, float]]:
    """Each word with its place (page, block, paragraph, line) and its confidence."""
    for row in rows:
        text = (row.get("text") or "").strip()
        if row.get("level") == _WORD_LEVEL and text:
            place = tuple(row[name] for name in ("page_num", "block_num", "par_num", "line_num"))
            yield place, text, float(row["conf"])
