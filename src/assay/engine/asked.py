"""What `assay examine` was asked for: what can't be meant is refused before the work begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case.folder import case_around
from assay.document.tesseract import required
from assay.model.errors import KeyFormatError, UsageError
from assay.signatures.keys.names import normal_name
from assay.signatures.keys.sources import KeyFile, load_key_file

if TYPE_CHECKING:
    from pathlib import Path

    from assay.engine.examine import Options


def arguments(options: Options) -> list[str]:
    """The command line that does the same once more, sources first, without `--case`; paths are absolute."""
    line = [str(path.resolve()) for path in options.sources]
    for path in options.keys:
        line += ["--keys", str(path.resolve())]
    for name in options.custodians:
        line += ["--custodian", name]
    line += ["--copy"] if options.copy else []
    line += ["--ocr"] if options.ocr else []
    usual = {field.name: field.default for field in msgspec.structs.fields(options)}
    for name, field in (("--jobs", "jobs"), ("--engine", "engine"), ("--recover-minutes", "recover_minutes")):
        if getattr(options, field) != usual[field]:
            line += [name, str(getattr(options, field)).removesuffix(".0")]
    return line


def refuse(options: Options) -> None:
    """Finds out before the work begins what can't be meant.

    Raises:
        UsageError: a source isn't there or belongs to a case, a custodian is no domain, or OCR isn't installed.
    """
    if options.ocr:
        required()
    for source in options.sources:
        if not source.exists():
            raise UsageError(f"there is no {source}: give a file or a folder to take in")
        around = case_around(source)
        if around == source.resolve():
            raise UsageError(f"{source} is a case of Assay, not a dump: examine the dump that it was made from")
        if around is not None:
            raise UsageError(f"{source} is a part of the case {around}: examine the dump that it was made from")
    for name in options.custodians:
        domain(name)


def domain(name: str) -> str:
    """A custodian's domain as the case keeps it: lower case, A-labels (RFC 5891).

    Raises:
        UsageError: it's no domain.
    """
    try:
        found = normal_name(name)
    except KeyFormatError:
        found = ""
    if "." not in found:
        raise UsageError(f"--custodian {name!r} isn't a domain: write it as campaign.example")
    return found


def key_file(path: Path) -> KeyFile:
    """The keys of a file that was given with `--keys`.

    Raises:
        UsageError: it holds none.
        KeyFormatError: it can't be read.
    """
    try:
        path.open("rb").close()
    except OSError as error:
        raise KeyFormatError(f"the key file {path} can't be read: {error.strerror or error}; check the path") from error
    found = load_key_file(path)
    if not found.keys:
        first = f" (line {found.problems[0].line}: {found.problems[0].reason})" if found.problems else ""
        raise UsageError(
            f"{path} holds no key{first}. Read are tab-separated tables, DNS zones and answers of dig, and JSON: "
            "see docs/how-to/keys.md"
        )
    return found
