"""Which bytes of a message which signature vouches for: every header instance and every stretch of the body."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from assay.message.decode import header_text
from assay.model.place import Span
from assay.model.signature import Checked, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.message import Message

RELIED_ON = frozenset({
    "from", "sender", "to", "cc", "date", "subject", "reply-to", "content-type", "content-transfer-encoding",
    "mime-version", "in-reply-to", "references",
})  # fmt: skip
"""The fields that a reader goes by, knowingly or through the mail program."""


class Voucher(msgspec.Struct, frozen=True):
    """A signature that covers something.

    Attributes:
        number: of the signature within the message, 1 first.
        name: the signer's domain and selector; untrusted.
        holds: whether it was checked and holds.
        outcome: in words.
    """

    number: int
    name: str
    holds: bool
    outcome: str


class HeaderLine(msgspec.Struct, frozen=True):
    """One instance of a header field; text is untrusted.

    Attributes:
        index: its number from the top, 0 first.
        name, text: as written, and its value decoded.
        span: its bytes.
        vouchers: the signatures that cover this instance.
        relied_on: whether a reader goes by such a field.
        twin: whether the message has another instance of the same name that a signature covers while none covers this.
    """

    index: int
    name: str
    text: str
    span: Span
    vouchers: tuple[Voucher, ...]
    relied_on: bool
    twin: bool

    @property
    def vouched(self) -> bool:
        """Whether a signature that holds covers it."""
        return any(voucher.holds for voucher in self.vouchers)

    @property
    def alarming(self) -> bool:
        """Whether a reader goes by it and nothing that holds covers it."""
        return self.relied_on and not self.vouched


class BodyStretch(msgspec.Struct, frozen=True):
    """Bytes of the body that the same signatures cover."""

    span: Span
    vouchers: tuple[Voucher, ...]

    @property
    def vouched(self) -> bool:
        """Whether a signature that holds covers it."""
        return any(voucher.holds for voucher in self.vouchers)


class Coverage(msgspec.Struct, frozen=True):
    """What vouches for the bytes of one message.

    Attributes:
        vouchers: its signatures.
        headers: every header instance, in its order.
        body: the body's stretches, in their order.
    """

    vouchers: tuple[Voucher, ...]
    headers: tuple[HeaderLine, ...]
    body: tuple[BodyStretch, ...]

    @property
    def alarming(self) -> tuple[HeaderLine, ...]:
        """What a reader goes by and nothing covers, the twins of signed ones first."""
        return tuple(
            sorted((line for line in self.headers if line.alarming), key=lambda line: (not line.twin, line.index))
        )


def coverage(msg: Message, checked: Sequence[Checked]) -> Coverage:
    """Say of every header instance and every byte of the body which signatures cover it."""
    vouchers = tuple(_voucher(number, one) for number, one in enumerate(checked, 1))
    covering: dict[int, list[Voucher]] = {}
    names: dict[str, set[int]] = {}
    for voucher, one in zip(vouchers, checked, strict=True):
        for index in dict.fromkeys(instance.index for instance in one.measured.signed):
            covering.setdefault(index, []).append(voucher)
    for header in msg.headers:
        names.setdefault(header.key, set()).add(header.index)
    lines = tuple(
        HeaderLine(
            index=header.index,
            name=header.name,
            text=header_text(msg.bytes(header.value)),
            span=header.span,
            vouchers=tuple(covering.get(header.index, ())),
            relied_on=header.key in RELIED_ON,
            twin=header.index not in covering and any(index in covering for index in names[header.key]),
        )
        for header in msg.headers
    )
    return Coverage(vouchers, lines, _body(msg, vouchers, checked))


def _voucher(number: int, one: Checked) -> Voucher:
    measured = one.measured
    signer = f"{measured.domain or 'no domain'} ({measured.selector or 'no selector'})"
    holds = one.outcome == Outcome.PASS
    repaired = ", after undoing an innocent change" if holds and one.repairs else ""
    outcome = f"{measured.scheme.value} {'holds' if holds else one.outcome.value}{repaired}"
    return Voucher(number, signer, holds, outcome)


def _body(msg: Message, vouchers: Sequence[Voucher], checked: Sequence[Checked]) -> tuple[BodyStretch, ...]:
    whole = msg.root.body_span
    spans = [one.measured.body_span for one in checked]
    cuts = {whole.start, whole.end}
    for span in spans:
        cuts |= {min(max(edge, whole.start), whole.end) for edge in (span.start, span.end)}
    ordered = sorted(cuts)
    return tuple(
        BodyStretch(
            Span(start, end),
            tuple(
                voucher
                for voucher, span in zip(vouchers, spans, strict=True)
                if span.start <= start and end <= span.end
            ),
        )
        for start, end in pairwise(ordered)
    )
