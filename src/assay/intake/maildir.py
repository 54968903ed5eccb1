"""Maildir: every file of `cur`, `new` and `tmp` is a message, and its name's end says how it was handled."""

from __future__ import annotations

import re

FOLDERS = ("cur", "new", "tmp")
INFO = re.compile(r"[:;!]2,([A-Za-z]{0,52})$")
"""`:2,` and flags in ASCII order, as the maildir page of qmail has it; where `:` can't be in names, `;` or `!`."""

FLAGS = {
    "P": "passed",
    "R": "replied",
    "S": "seen",
    "T": "trashed",
    "D": "draft",
    "F": "flagged",
}


def in_maildir(path: str) -> bool:
    """Whether a path (of a folder tree or an archive) lies in the `cur`, `new` or `tmp` of a Maildir."""
    return bool(_folder(path))


def _folder(path: str) -> str:
    """The Maildir folder that a path lies in, or nothing; a backslash separates folders or is a sign of the name."""
    for text in (path, path.replace("\\", "/")):
        parts = text.rsplit("/", 2)
        if len(parts) > 1 and parts[-2] in FOLDERS:
            return parts[-2]
    return ""


def flags_of(path: str) -> list[str] | None:
    """What the name of a Maildir file says.

    Args:
        path: its path; untrusted.

    Returns:
        Words for the flags (letters that have none stand for themselves: dovecot's keywords), the folder `new` or
        `tmp` among them; None where the path isn't in a Maildir.
    """
    folder = _folder(path)
    if not folder:
        return None
    found = INFO.search(path)
    if folder == "cur" and found is None:
        return None
    words = [FLAGS.get(letter, letter) for letter in (found[1] if found else "")]
    return words if folder == "cur" else [folder, *words]
