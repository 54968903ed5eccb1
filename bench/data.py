"""Where the benchmarks' generated mail is: made once, under bench/.data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def dump(mails: int, size: str, seed: int = 1) -> Path:
    """The folder of a generated set: `mail` and `keys.tsv`; made when it isn't there."""
    folder = HERE / ".data" / f"{mails}-{size}-{seed}"
    if not (folder / "keys.tsv").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(HERE / "dump.py"), str(folder)]
        subprocess.run([*command, "--mails", str(mails), "--bytes", size, "--seed", str(seed)], check=True)
    return folder
