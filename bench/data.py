"""Where the benchmarks' generated mail is: made once, under bench/.data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def dump(mails: int, size: str, seed: int = 1, large: int = 0) -> Path:
    """The folder of a generated set, so many of whose mails carry 20 MB: `mail` and `keys.tsv`; made where it isn't."""
    folder = HERE / ".data" / (f"{mails}-{size}-{seed}" + (f"-{large}" if large else ""))
    if not (folder / "keys.tsv").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(HERE / "dump.py"), str(folder)]
        subprocess.run(
            [*command, "--mails", str(mails), "--bytes", size, "--seed", str(seed), "--large", str(large)], check=True
        )
    return folder
