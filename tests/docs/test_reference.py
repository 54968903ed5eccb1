from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
import typer.main

from assay.case.columns import SCHEMA
from assay.case.custody import SEALED, CustodyReport
from assay.case.index.grammar import FIELDS
from assay.case.log import TORN, Record
from assay.case.verdicts import SCHEMA as VERDICTS
from assay.cli.app import build
from assay.cli.verdicts import KEYS
from assay.engine.examine import Summary
from assay.engine.interface import Bounds
from assay.intake.interface import GIB, MIB, Limits
from assay.intake.registry import MODULES
from assay.judge.weights import shipped
from assay.message.limits import MessageLimits
from docs.pages import DOCS
from house.tree import SOURCE


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def walk(command: Any, name: str = "") -> list[tuple[str, Any]]:
    """All commands by name; a group has `commands`, whichever click is behind it."""
    if hasattr(command, "commands"):
        return [one for word, inner in command.commands.items() for one in walk(inner, f"{name} {word}".strip())]
    return [(name, command)]


COMMANDS = walk(typer.main.get_command(build()))


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_option_is_in_the_reference(name: str, command: Any) -> None:
    first, *rest = name.split()
    parts = re.split(r"^## ", page("reference/commands.md"), flags=re.MULTILINE)
    part = next(part for part in parts if part.startswith(f"`assay {first}"))
    options = {option for param in command.params for option in param.opts if option.startswith("--")} - {"--help"}
    assert [word for word in [*rest, *sorted(options)] if word not in part] == []


def test_there_are_commands() -> None:
    assert {"examine", "keys fetch", "custody verify"} <= {name for name, _ in COMMANDS}


def test_the_exit_codes_are_those_of_the_program() -> None:
    from assay.cli import app, interrupts  # noqa: PLC0415 - beside the constants it names

    text = page("reference/commands.md")
    for code, word in ((app.FAILED, "couldn't be"), (app.WRONG_USE, "wrong use"), (app.DAMAGED, "damaged")):
        assert re.search(rf"^\| {code} \|.*{word}", text, flags=re.MULTILINE)
    assert f"| {interrupts.INTERRUPTED} | interrupted" in text


@pytest.mark.parametrize("column", [*SCHEMA.names, *VERDICTS.names])
def test_every_column_is_in_the_reference(column: str) -> None:
    assert f"`{column}`" in page("reference/case-folder.md")


@pytest.mark.parametrize(
    "key", [*KEYS, *Summary.__struct_fields__, *CustodyReport.__struct_fields__, "snippet", "not_judged"]
)
def test_every_key_of_json_is_in_the_reference(key: str) -> None:
    assert f"`{key}`" in page("reference/json.md")


@pytest.mark.parametrize("field", Record.__struct_fields__)
def test_every_field_of_the_log_is_in_the_reference(field: str) -> None:
    assert f"`{field}`" in page("reference/custody.md")


@pytest.mark.parametrize("module", sorted(set(MODULES.values())))
def test_every_container_is_in_the_reference(module: str) -> None:
    assert f"`{module}`" in page("reference/intake.md")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_a_query_is_in_the_how_to(field: str) -> None:
    assert f"`{field}:" in page("how-to/search.md")


@pytest.mark.parametrize("strength", shipped().words)
def test_every_strength_has_its_weight_in_the_reference(strength: str) -> None:
    assert re.search(
        rf"^\| {strength} \|.*\| {shipped().words[strength]:g} \|", page("reference/verdicts.md"), flags=re.MULTILINE
    )


def test_the_limits_are_those_of_the_code() -> None:
    limits, message, bounds = Limits(), MessageLimits(), Bounds()
    rows = {
        "containers inside containers": f"{limits.depth}",
        "unpacked bytes for each packed byte, past 1 MiB": f"{limits.ratio}",
        "entries of one container": f"{limits.entries:,}",
        "bytes of one member": f"{limits.member_bytes // MIB} MiB",
        "bytes of one member that is a container": f"{limits.container_bytes // GIB} GiB",
        "bytes of a member kept in memory": f"{limits.memory_bytes // MIB} MiB",
        "bytes of a container's own tables for one member": f"{limits.header_bytes // MIB} MiB",
        "depth of parts": f"{message.depth}",
        "parts": f"{message.parts:,}",
        "bytes of one header block that are split into fields": f"{message.header_block // 1024} KiB",
        "fields of one header block": f"{message.headers:,}",
        "bytes of a boundary": f"{message.boundary}",
        "defects that are noted": f"{message.defects:,}",
        "seconds for one entry": f"{bounds.item_seconds:g}",
        "growth of memory over one entry": f"{bounds.item_memory // GIB} GiB",
    }
    text = page("reference/limits.md")
    assert [name for name, value in rows.items() if f"\n| {name} | {value} |" not in text] == []
    described = len(msgspec.structs.fields(MessageLimits))
    assert described == 6, "a limit of messages was added: describe it"


def test_every_event_of_the_log_is_in_the_reference() -> None:
    text = page("reference/custody.md")
    source = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    events = {*re.findall(r'custody\.append\(\s*"([a-z ]+)"', source), SEALED, TORN}
    assert len(events) > 5
    assert [event for event in sorted(events) if f"| `{event}` |" not in text] == []
