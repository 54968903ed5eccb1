"""What a case is about: its sources and whose mail it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from assay import __version__
from assay.case import durable
from assay.case.safe_text import from_json, to_json
from assay.model.errors import CaseDamaged, UsageError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
FILE = "case.json"


class Source(msgspec.Struct, frozen=True):
    """A file or folder that was taken in.

    Attributes:
        label: its name within the case.
        root: the absolute path it was taken in from; the evidence names files by it.
        now: the absolute path where it is now, if it has moved since.
    """

    label: str
    root: str
    now: str = ""


class Settings(msgspec.Struct, frozen=True):
    """The content of `case.json`.

    Attributes:
        format: version of the folder's layout.
        created: when, ISO 8601, UTC.
        tool: the version of Assay that created it.
        sources: what was taken in.
        custodians: the domains whose mailboxes were robbed.
    """

    format: int = FORMAT
    created: str = ""
    tool: str = ""
    sources: tuple[Source, ...] = ()
    custodians: tuple[str, ...] = ()

    @property
    def roots(self) -> dict[str, str]:
        """Where the sources that moved are now: taken in from → now."""
        return {source.root: source.now for source in self.sources if source.now}


def fresh() -> Settings:
    """The settings of a new case."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Settings(created=now, tool=__version__)


def load(case: Path) -> Settings:
    """Read the settings.

    Raises:
        UsageError: there is no case, or a newer Assay made it.
        CaseDamaged: the file isn't what was written.
    """
    path = case / FILE
    try:
        version = from_json(path.read_bytes(), dict).get("format")
        if not isinstance(version, int):
            raise UsageError(f"{path} is another program's: {case} is no case. Give another folder for --case")
        if version > FORMAT:
            raise UsageError(f"the case {case} has format {version!r}; this Assay reads {FORMAT}: use a newer one")
        settings: Settings = from_json(path.read_bytes(), Settings)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"there is no case at {case}; `assay examine SOURCE --case {case}` makes one") from None
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise CaseDamaged(
            f"{path} can't be read: {error}. Put back a copy of this file, or examine the dump again into a new case; "
            f"what was taken in is still in {case / 'evidence'}"
        ) from error
    return settings


def save(case: Path, settings: Settings) -> None:
    """Write the settings, whole."""
    durable.write(case / FILE, msgspec.json.format(to_json(settings), indent=2) + b"\n")
