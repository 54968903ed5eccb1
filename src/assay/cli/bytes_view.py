"""A message byte by byte in the terminal: its header instances, and what covers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from assay.case.coverage import Coverage, HeaderLine, Voucher, coverage
from assay.cli.console import Column, line, table
from assay.message import parse
from assay.message.decode import header_text
from assay.model.untrusted import untrusted, untrusted_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.signature import Checked

_SHOWN_BODY = 4_000
_COVERED, _NOT_HOLDING, _BARE = "┃", "┆", " "


def show_headers(data: bytes) -> None:
    """Every header instance with its number, its bytes and its value."""
    msg = parse(data)
    rows = [
        [str(header.index), f"{header.span.start}-{header.span.end}", header.name, header_text(msg.bytes(header.value))]
        for header in msg.headers
    ]
    table(
        [Column("no.", number=True), Column("bytes", number=True), Column("name"), Column("value", flexible=True)], rows
    )


def show_coverage(data: bytes, checked: Sequence[Checked]) -> None:
    """The raw message, each header instance and stretch of the body marked by what covers it."""
    msg = parse(data)
    seen = coverage(msg, checked)
    _alarms(seen)
    line("Signatures:" if seen.vouchers else "There is no signature: nothing is covered.")
    for voucher in seen.vouchers:
        line(
            Text.assemble(
                f"  {voucher.number}  ", _bar(voucher.holds), untrusted(f" {voucher.name}: {voucher.outcome}")
            )
        )
    line()
    line(f"Headers ({_COVERED} covered by a signature that holds, {_NOT_HOLDING} by one that doesn't or has no key):")
    for header in seen.headers:
        line(_header(header))
    line()
    for stretch in seen.body:
        who = _who(stretch.vouchers) or "covered by nobody"
        span = stretch.span
        line(f"Body, bytes {span.start:,} to {span.end:,} ({len(span):,}): {who}")
        piece = data[span.start : span.end]
        text = untrusted_block(piece[:_SHOWN_BODY].decode("utf-8", "backslashreplace"))
        for part in text.rstrip("\n").split("\n"):
            line(Text.assemble(_bar(stretch.vouched) if stretch.vouchers else _BARE, f" {part}"))
        if len(piece) > _SHOWN_BODY:
            line(f"… {len(piece) - _SHOWN_BODY:,} bytes more (--raw writes them all)")


def _alarms(seen: Coverage) -> None:
    if not seen.alarming or not any(voucher.holds for voucher in seen.vouchers):
        return
    line(Text("Not covered by any signature that holds, though a reader goes by it:", style="bold"))
    for header in seen.alarming:
        twin = "  ← another one of this name IS signed: a reader may be shown this one" if header.twin else ""
        line(Text(f"  no. {header.index:<3} {untrusted(header.name)}: {untrusted(header.text)}{twin}", style="bold"))
    line()


def _header(header: HeaderLine) -> Text:
    bar: Text | str = _bar(header.vouched) if header.vouchers else _BARE
    numbers = ",".join(str(voucher.number) for voucher in header.vouchers)
    flag = " ← not covered" if header.alarming else ""
    return Text.assemble(
        f"{header.index:>3} ", bar, f" {numbers:<4} ", (untrusted(header.name), "bold"), f": {untrusted(header.text)}",
        (flag, "bold"),
    )  # fmt: skip


def _bar(holds: bool) -> Text:
    return Text(_COVERED if holds else _NOT_HOLDING, style="bold" if holds else "dim")


def _who(vouchers: Sequence[Voucher]) -> str:
    return "; ".join(f"{voucher.number} {voucher.name}: {voucher.outcome}" for voucher in vouchers)
