"""An index on a disk that can only be read: tantivy wants to lock even to read, so it's given a folder of links."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path

LOCKS = ".lock"


def writable(folder: Path) -> bool:
    """Whether this process may write into a folder, or make it where it isn't there."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return os.access(there, os.W_OK | os.X_OK)


class Mirror:
    """A folder that can be written and holds a link to each file of another one, but for its locks.

    Attributes:
        path: the folder; gone when the object is.
        close: removes the links.
    """

    def __init__(self, folder: Path) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="assay-index-"))
        self.close = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
        for file in folder.iterdir():
            if not file.name.endswith(LOCKS):
                (self.path / file.name).symlink_to(file.absolute())
