"""The files that git tracks, and what the house's rules ask of them."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "assay"
TESTS = ROOT / "tests"


@functools.cache
def tracked() -> tuple[Path, ...]:
    """All files of the repository that exist; in an unpacked archive without git those that aren't built."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        folders = ("src", "tests", "docs", "bench", "requirements")
        listed = [str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*")]
        listed += [path.name for path in ROOT.iterdir()]
    return tuple(path for name in listed if name and (path := ROOT / name).is_file() and "__pycache__" not in name)


@functools.cache
def texts() -> dict[str, str]:
    """The tracked text files by their path inside the repository."""
    found = {}
    for path in tracked():
        try:
            found[str(path.relative_to(ROOT))] = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
    return found


@functools.cache
def modules() -> tuple[Path, ...]:
    """All modules of the package, by their path inside it."""
    return tuple(sorted(path.relative_to(SOURCE) for path in SOURCE.rglob("*.py")))
