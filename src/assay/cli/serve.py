"""`assay serve`: the workbench in the browser."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from assay.cli.console import say
from assay.cli.options import CaseFolder
from assay.web.server import Address
from assay.web.server import serve as run

PORT = 8787


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog="Example: assay serve --case my-case")(serve)


def serve(
    case: CaseFolder,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; the default is this machine only.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 for any that is free.")] = PORT,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Show the case in the browser. Until Ctrl-C; nothing is changed and no other machine is asked for anything."""

    def ready(address: Address) -> None:
        say(f"The workbench is at {address.url}\nWhoever has this address can read the case. Ctrl-C ends.")
        if not address.loopback:
            say("It's reachable from other machines, without encryption: put a TLS proxy in front of it.")
        if browser:
            webbrowser.open(address.url)

    run(case, host, port, ready)
