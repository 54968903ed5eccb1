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
    parts = path.replace("\\", "/").rsplit("/", 2)
    return len(parts) > 1 and parts[-2] in FOLDERS


def flags_of(path: str) -> list[str] | None:
    """What the name of a Maildir file says.

    Args:
        path: its path; untrusted.

    Returns:
        Words for the flags (letters that have none stand for themselves: dovecot's keywords), the folder `new` or
        `tmp` among them; None where the path isn't in a Maildir.
    """
    if not in_maildir(path):
        return None
    folder = path.replace("\\", "/").rsplit("/", 2)[-2]
    found = INFO.search(path)
    if folder == "cur" and found is None:
        return None
    words = [FLAGS.get(letter, letter) for letter in (found[1] if found else "")]
    return words if folder == "cur" else [folder, *words]
