"""A message byte by byte in the terminal: its header instances, and what covers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from assay.case.coverage import Coverage, HeaderLine, Voucher, coverage
from assay.cli.console import Column, counted, line, table
from assay.examiners.words import cut, fitting, fitting_words
from assay.message import parse
from assay.message.decode import header_text
from assay.model.untrusted import untrusted, untrusted_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.signature import Checked

_SHOWN_BODY = 4_000
_SHOWN_HEADERS, _SHOWN_VALUE = 300, 2_000
_SHOWN_ALARMS, _SHOWN_NAME = 40, 100
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
    _alarms(seen, checked)
    line("Signatures:" if seen.vouchers else "There is no signature: nothing is covered.")
    for voucher in seen.vouchers:
        line(
            Text.assemble(
                f"  {voucher.number}  ", _bar(voucher.holds), untrusted(f" {voucher.name}: {voucher.outcome}")
            )
        )
    line()
    line(f"Headers ({_COVERED} covered by a signature that holds, {_NOT_HOLDING} by one that doesn't or has no key):")
    fits = {instance.index for one in checked for instance in fitting(one)}
    for header in seen.headers[:_SHOWN_HEADERS]:
        line(_header(header, fits=header.index in fits))
    if len(seen.headers) > _SHOWN_HEADERS:
        line(f"… {counted(len(seen.headers) - _SHOWN_HEADERS, 'header', 'headers')} more (--headers lists all)")
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
            line(f"… {counted(len(piece) - _SHOWN_BODY, 'byte', 'bytes')} more (--raw writes them all)")


def _alarms(seen: Coverage, checked: Sequence[Checked]) -> None:
    if not seen.alarming or not any(voucher.holds for voucher in seen.vouchers):
        return
    fits = {instance.index for one in checked for instance in fitting(one)}
    alarming = [header for header in seen.alarming if header.index not in fits]
    if alarming:
        line(Text("Not covered by any signature that holds, though a reader goes by it:", style="bold"))
    for header in alarming[:_SHOWN_ALARMS]:
        twin = "  ← another one of this name IS signed: a reader may be shown this one" if header.twin else ""
        line(Text(f"  no. {header.index:<3} {_name(header)}: {_value(header)}{twin}", style="bold"))
    if len(alarming) > _SHOWN_ALARMS:
        line(f"  … {counted(len(alarming) - _SHOWN_ALARMS, 'header', 'headers')} more (--headers lists all)")
    for text in dict.fromkeys(filter(None, map(fitting_words, checked))):
        line(text)
    line()


def _name(header: HeaderLine) -> str:
    return cut(header.name, _SHOWN_NAME)


def _value(header: HeaderLine) -> str:
    more = len(header.text) - _SHOWN_VALUE
    rest = f" … ({counted(more, 'character', 'characters')} more; --headers shows them)" if more > 0 else ""
    return f"{untrusted(header.text[:_SHOWN_VALUE])}{rest}"


def _header(header: HeaderLine, *, fits: bool) -> Text:
    bar: Text | str = _bar(header.vouched) if header.vouchers else _BARE
    numbers = ",".join(str(voucher.number) for voucher in header.vouchers)
    flag = "" if not header.alarming else " ← not covered, but fits the signed body" if fits else " ← not covered"
    return Text.assemble(
        f"{header.index:>3} ", bar, f" {numbers:<4} ", (_name(header), "bold"), f": {_value(header)}",
        (flag, "bold"),
    )  # fmt: skip


def _bar(holds: bool) -> Text:
    return Text(_COVERED if holds else _NOT_HOLDING, style="bold" if holds else "dim")


def _who(vouchers: Sequence[Voucher]) -> str:
    return "; ".join(f"{voucher.number} {voucher.name}: {voucher.outcome}" for voucher in vouchers)
