"""Which benchmark measured the weights: a digest over what the measurement depends on."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assay.examiners.registry import EXAMINERS

HERE = Path(__file__).resolve().parent


def version() -> str:
    """SHA-256 over the red team's sources and the examiners' versions, hex.

    The report's own form (`report.py`, `figure.py`, `evaluation.py`) changes no number and is left out.
    """
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*.py")):
        if path.name not in {"report.py", "figure.py", "evaluation.py"}:
            digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for examiner in EXAMINERS:
        digest.update(f"{examiner.name}/{examiner.version}\n".encode())
    return digest.hexdigest()
