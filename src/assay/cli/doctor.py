"""`assay doctor`: whether all is there that Assay uses, and how to get the rest."""

from __future__ import annotations

import importlib
import importlib.metadata
import platform
import shutil
import sys
from typing import NamedTuple

import typer
from rich.text import Text

from assay import __version__
from assay.cli.app import FAILED
from assay.cli.console import Column, line, table
from assay.cli.options import AsJson
from assay.cli.records import print_json
from assay.document.tesseract import LANGUAGES, NAMES, PROGRAM, available


class Program(NamedTuple):
    """An optional program of the system."""

    names: tuple[str, ...]
    use: str
    debian: str
    fedora: str
    macos: str


PROGRAMS = (
    Program(("7z", "7zz", "7za"), "7z and rar archives of uncommon kinds", "7zip", "7zip", "sevenzip"),
    Program(
        (PROGRAM,),
        "text in pictures and scans (examine --ocr, check)",
        "tesseract-ocr tesseract-ocr-fra",
        "tesseract tesseract-langpack-fra",
        "tesseract tesseract-lang",
    ),
    Program(("unar", "bsdtar"), "compressed rar archives", "unar", "unar", "unar"),
)
PACKAGES = (
    ("cryptography", "cryptography"),
    ("duckdb", "duckdb"),
    ("dnspython", "dns"),
    ("fastapi", "fastapi"),
    ("gmpy2", "gmpy2"),
    ("libpff-python", "pypff"),
    ("msgspec", "msgspec"),
    ("publicsuffixlist", "publicsuffixlist"),
    ("py7zr", "py7zr"),
    ("pyarrow", "pyarrow"),
    ("python-oxmsg", "oxmsg"),
    ("rarfile", "rarfile"),
    ("rich", "rich"),
    ("tantivy", "tantivy"),
    ("uvicorn", "uvicorn"),
    ("zstandard", "zstandard"),
)
_OLDEST = (3, 11)


class Check(NamedTuple):
    """One thing that was looked at."""

    what: str
    state: str
    """`ok`, `missing` (Assay doesn't work) or `optional` (something less can be read)."""
    detail: str


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog="Example: assay doctor")(doctor)


def doctor(as_json: AsJson = False) -> None:
    """Say whether everything is there that Assay uses, and how to get what isn't. Nothing is installed or fetched."""
    checks = [_python(), *(_package(*names) for names in PACKAGES), *(_program(program) for program in PROGRAMS)]
    if as_json:
        print_json([check._asdict() for check in checks])
    else:
        shapes = {
            "ok": Text("● ok", "green"),
            "missing": Text("⊗ missing", "red"),
            "optional": Text("○ optional", "dim"),
        }
        table(
            [Column("what"), Column("state"), Column("detail")],
            [[check.what, shapes[check.state], check.detail] for check in checks],
        )
        line(f"Assay {__version__} on {platform.platform()}")
    if any(check.state == "missing" for check in checks):
        raise typer.Exit(FAILED)


def _python() -> Check:
    return Check("Python", "ok" if sys.version_info >= _OLDEST else "missing", platform.python_version())


def _package(name: str, module: str) -> Check:
    try:
        importlib.import_module(module)
        return Check(name, "ok", importlib.metadata.version(name))
    except (ImportError, OSError) as error:
        return Check(name, "missing", f"{error}; run make setup again")


def _program(program: Program) -> Check:
    for name in program.names:
        if found := shutil.which(name):
            lacking = [NAMES[one] for one in LANGUAGES if one not in available()] if name == PROGRAM else []
            if lacking:
                how = f"{found} doesn't read {' and '.join(lacking)}; {_install(program)}"
                return Check(name, "optional", how)
            return Check(name, "ok", f"{found}: {program.use}")
    how = f"for {program.use}; {_install(program)}"
    return Check(" or ".join(program.names[:2]), "optional", how)


def _install(program: Program) -> str:
    if sys.platform == "darwin":
        return f"brew install {program.macos}"
    if shutil.which("dnf"):
        return f"dnf install {program.fedora}"
    return f"apt install {program.debian}" if shutil.which("apt-get") else f"the package is named {program.debian}"
