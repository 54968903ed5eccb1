"""The case: a folder with all that is known of one leak."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assay.case import settings as settings_file
from assay.case import whole
from assay.case.custody import Custody
from assay.case.durable import remove_partial
from assay.case.evidence import TAKE_IN, Evidence
from assay.case.originals import Originals
from assay.model.errors import CaseLocked, UsageError

if TYPE_CHECKING:
    from types import TracebackType

    from assay.case.settings import Settings

OWN = frozenset({"lock", "scratch"})
"""What a process that was killed while it made a case may have left."""


class Case:
    """A case folder, open.

        case.json          settings: format, sources, custodians
        originals/         packs: what came out of archives
        evidence/          Parquet, a folder a pass
        custody.jsonl      the log
        keys.jsonl         signers' keys
        index/             full-text index, rebuildable
        scratch/           emptied when the case is opened for writing
        lock               held by the process that writes

    Attributes:
        path: the folder, absolute.
        settings: what the case is about.
        originals, evidence, custody: its rooms.
    """

    def __init__(self, path: Path, *, writable: bool, lock: int | None = None) -> None:
        """Use `create_or_open`, `open` or `join` instead."""
        self.path = path
        self.settings = settings_file.load(path)
        self.evidence = Evidence(path / "evidence", writable=writable)
        self.originals = Originals(path, self.settings.roots, writable=writable)
        self.custody = Custody(path, self.evidence, self.originals, writable=lock is not None)
        self._lock = lock

    @classmethod
    def create_or_open(cls, path: Path | str) -> Self:
        """Open a case for writing, make it if it isn't there, clean up after a killed process.

        Raises:
            UsageError: the folder holds something else.
            CaseLocked: another process writes to it.
            CaseDamaged: it isn't what was written.
        """
        folder = Path(path).absolute()
        _check_ours(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _lock(folder)
        try:
            remove_partial(folder)
            if not (folder / settings_file.FILE).exists():
                settings_file.save(folder, settings_file.fresh())
            case = cls(folder, writable=True, lock=lock)
            case._prepare()
        except BaseException:
            os.close(lock)
            raise
        return case

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open a case for reading; any number of processes may, also while another writes.

        Raises:
            UsageError: there is no case.
            CaseDamaged: it isn't what was written.
        """
        return cls(Path(path).absolute(), writable=False)

    @classmethod
    def open_whole(cls, path: Path | str) -> Self:
        """Open a case for reading what it says of the dump: as `open`, once it's sure that no evidence is gone.

        Raises:
            UsageError: there is no case.
            CaseDamaged: it isn't what was written, or evidence that the log names is gone.
        """
        case = cls.open(path)
        whole.check(case)
        return case

    @classmethod
    def join(cls, path: Path | str) -> Self:
        """Open a case in a worker of the process that holds the lock: may write shards and packs, nothing else."""
        return cls(Path(path).absolute(), writable=True)

    @property
    def scratch(self) -> Path:
        """A folder for temporary files, inside the case."""
        return self.path / "scratch"

    def change(self, settings: Settings) -> None:
        """Replace the settings, durably.

        Raises:
            UsageError: the case isn't open for writing.
        """
        if self._lock is None:
            raise UsageError("the case isn't open for writing")
        settings_file.save(self.path, settings)
        self.settings = settings
        self.originals = Originals(self.path, settings.roots, writable=True)
        self.custody.follow(self.originals)

    def close(self) -> None:
        """Close what is open and give the lock back."""
        self.evidence.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self) -> None:
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir()
        (self.path / "index").mkdir(exist_ok=True)
        self.evidence.prepare()
        self.originals.prepare({path.stem for path in (self.evidence.folder / TAKE_IN).glob("*.parquet")})
        self.custody.prepare()


def is_case(folder: Path) -> bool:
    """Whether a folder is a case: its settings and its evidence are in it."""
    return (folder / settings_file.FILE).is_file() and (folder / "evidence" / TAKE_IN).is_dir()


def case_around(path: Path) -> Path | None:
    """The case that a path is, or lies in; resolved. None if there is none."""
    real = path.resolve()
    return next((folder for folder in (real, *real.parents) if is_case(folder)), None)


def is_written(case: Path) -> bool:
    """Whether a process is writing to the case now."""
    try:
        descriptor = os.open(case / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _check_ours(folder: Path) -> None:
    if any("\ud800" <= sign <= "\udfff" for sign in str(folder)):
        raise UsageError("the path of the case holds octets that aren't UTF-8: choose another folder for --case")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; a case is a folder")
    if not folder.is_dir() or (folder / settings_file.FILE).exists():
        return
    if any(path.name not in OWN and not path.name.startswith(settings_file.FILE) for path in folder.iterdir()):
        raise UsageError(f"{folder} holds something that isn't a case; name an empty or a new folder")


def _lock(folder: Path) -> int:
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise CaseLocked(f"another process works on the case {folder}; wait for it to end") from None
    return descriptor
