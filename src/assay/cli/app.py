"""The command `assay`: finds the command's module, runs it, and turns exceptions into exit codes.

Exit codes: 0 done, 1 done but some items failed (they are listed), 2 wrong use, 3 the case is damaged, 130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from assay import __version__
from assay.cli.console import say
from assay.cli.interrupts import INTERRUPTED, INTERRUPTS
from assay.cli.system_errors import explained
from assay.model.errors import AssayError, CaseDamaged, OriginalChanged
from assay.model.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COMMANDS = ("examine", "status", "verdicts", "show", "search", "check", "keys", "serve", "custody", "demo", "doctor")
FAILED, WRONG_USE, DAMAGED = 1, 2, 3

_HELP = """Tells the genuine mail of a leak from the planted one, with evidence down to the bytes.

Start with: assay examine DUMP --case my-case
"""


class _HungUp(Exception):
    """Whoever read our output has seen enough."""


class _Group(TyperGroup):
    """Commands whose broken pipe isn't taken for a failure, as click would."""

    def invoke(self, ctx: Any) -> object:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise _HungUp from None
        return done


def build(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The application with these commands; the modules of others aren't even imported."""
    app = typer.Typer(
        cls=_Group,
        help=_HELP,
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )

    @app.callback()
    def root(
        version: Annotated[
            bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
        ] = False,
    ) -> None:
        del version

    for name in names:
        importlib.import_module(f"assay.cli.{name}").add(app)
    root.__doc__ = _HELP
    return app


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"assay {__version__}\n")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (default: that of the process) and return its exit code."""
    INTERRUPTS.last = arguments is None
    _prepare_streams()
    with INTERRUPTS:
        return _run(list(sys.argv[1:] if arguments is None else arguments))


def _run(arguments: list[str]) -> int:
    first = next((argument for argument in arguments if not argument.startswith("-")), "")
    try:
        app = build([first] if first in COMMANDS else COMMANDS)
        app(arguments, prog_name="assay")
    except SystemExit as done:
        if done.code == INTERRUPTED:
            return INTERRUPTS.tell()
        return done.code if isinstance(done.code, int) else FAILED if done.code else 0
    except KeyboardInterrupt:
        return INTERRUPTS.tell()
    except _HungUp:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the outermost frame: every error becomes a message and an exit code
        return _explain(error)
    return 0


def _prepare_streams() -> None:
    """Print whatever a dump holds without failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _explain(error: Exception) -> int:
    if os.environ.get("ASSAY_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, AssayError):
        say(f"assay: {error}")
        return DAMAGED if isinstance(error, CaseDamaged | OriginalChanged) else WRONG_USE
    if sentence := explained(error):
        say(f"assay: {sentence}")
        return WRONG_USE
    say(
        f"assay: {type(error).__name__}: {untrusted(str(error))[:500]}\n"
        "This is a fault of Assay. Run it again with ASSAY_DEBUG=1 in the environment for the traceback."
    )
    return DAMAGED if isinstance(error, SystemError) else FAILED
