"""The generations of verdicts: which one is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case.durable import NAME
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from pathlib import Path


def current(folder: Path) -> str | None:
    """The current generation of verdicts, if there is one.

    Args:
        folder: of the evidence.

    Raises:
        CaseDamaged: the file that names it was changed.
    """
    path = folder / "verdicts" / "current"
    try:
        name = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        name = ""
    if not NAME.fullmatch(name):
        raise CaseDamaged(f"{path} names no verdicts; remove it and examine the dump again, then they're judged anew")
    return name
