"""All benchmarks, one after another on an otherwise idle machine: `python bench/run.py` or `make bench`.

Generated mail is kept under bench/.data (about 2.5 GB, made on the first run). Each prints ratios against peers that
are measured in the same run on the same files.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ORDER: dict[str, tuple[str, ...]] = {
    "parse.py": (),
    "extract.py": (),
    "verify.py": (),
    "evidence.py": (),
    "ocr.py": (),
    "check.py": ("--share", "2"),
    "questions.py": (),
    "examine.py": ("--memory",),
}
"""The scripts with their arguments, quickest first."""


def machine() -> str:
    """What this runs on: ratios travel between machines better than seconds do."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{platform.platform()}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"


def main() -> int:
    """Run all; a benchmark that fails doesn't keep the others from running."""
    print(machine(), flush=True)
    failed = []
    for name, arguments in ORDER.items():
        print(f"\n== {name.removesuffix('.py')}", flush=True)
        if subprocess.run([sys.executable, str(HERE / name), *arguments], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
