"""What the system refuses (a full disk, a folder that isn't ours) in sentences that say what to do."""

from __future__ import annotations

import errno
import os

_AGAIN = "then run it again; what was done is kept."
_SENTENCES = {
    errno.ENOSPC: f"There is no space left on the disk{{at}}. Free some, {_AGAIN}",
    errno.EDQUOT: f"Your quota on the disk is used up{{at}}. Free some space, {_AGAIN}",
    errno.EROFS: "{what} is on a disk that can only be read. Copy it to one that can be written, or name another "
    "folder.",
    errno.EACCES: "{what} may not be read or written by this user. Change its permissions, or name another folder.",
    errno.EPERM: "{what} may not be changed by this user. Change its permissions, or name another folder.",
    errno.ENOENT: "{what} isn't there. Check the path.",
    errno.ENOTDIR: "{what} leads through a file where a folder is needed. Check the path.",
    errno.EISDIR: "{what} is a folder where a file is needed. Check the path.",
    errno.EEXIST: "{what} is in the way: something else has that name. Name another one.",
    errno.ENAMETOOLONG: "{what} is a longer name than this disk takes. Choose a shorter one.",
    errno.ELOOP: "{what} is a link that leads to itself. Check the path.",
    errno.EMFILE: f"Too many files are open. Raise the bound (ulimit -n) or lower --jobs, {_AGAIN}",
    errno.ENFILE: f"The system has too many files open. End other programs, {_AGAIN}",
    errno.ENOMEM: f"The memory doesn't suffice. Lower --jobs or end other programs, {_AGAIN}",
    errno.EAGAIN: f"The system starts no more processes for this user. Lower --jobs or end other programs, {_AGAIN}",
    errno.EIO: f"The disk fails{{at}}. Copy what is there to another disk, {_AGAIN}",
    errno.ESTALE: f"The network drive was lost{{at}}. Connect it, {_AGAIN}",
    errno.ETXTBSY: "{what} is in use. End the program that uses it.",
    errno.EFBIG: "{what} would be larger than this disk or this user may have. Name a folder on another disk.",
}
_NATIVE = {
    os.strerror(errno.ENOSPC): errno.ENOSPC,
    os.strerror(errno.EROFS): errno.EROFS,
    os.strerror(errno.EDQUOT): errno.EDQUOT,
}
"""How the native libraries (the index, the tables) pass the same on: as text of errors of their own."""


def explained(error: Exception) -> str:
    """A sentence for people; empty for what isn't the system's refusal but a fault of the program."""
    if not isinstance(error, OSError):
        number = next((number for words, number in _NATIVE.items() if words in str(error)), 0)
        return _SENTENCES[number].format(at="", what="The case") if number else ""
    sentence = _SENTENCES.get(error.errno or 0)
    if sentence is None:
        return ""
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else ""
    return sentence.format(at=f" of {name}" if name else "", what=name or "What it needs")
