"""The Authenticated Received Chain of a message (RFC 8617 section 5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.model.signature import Checked, Measured, Outcome, Scheme
from assay.signatures.tags import TagError, arc_instance_first, instance_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.message import Message

MAX_SETS = 50
_SET = ("arc-authentication-results", "arc-message-signature", "arc-seal")


class Chain(msgspec.Struct, frozen=True):
    """What the chain of a message comes to.

    Attributes:
        status: `none`, `pass`, `fail` as in RFC 8617, or `no key` where a key is missing to tell.
        reason: why it isn't a pass.
        instance: the highest instance, 0 without a chain.
        sealers: the domains that sealed, the first hop first.
        broken: what fails, as `seal 2` or `message 1`.
    """

    status: str
    reason: str = ""
    instance: int = 0
    sealers: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


def structure_error(message: Message) -> str:
    """What is wrong with the ARC sets as header fields; empty where nothing is or there are none."""
    found: dict[tuple[int, str], int] = {}
    for header in message.headers:
        if header.key in _SET:
            value = message.bytes(header.value)
            try:
                number = arc_instance_first(value) if header.key == _SET[0] else instance_number(value)
            except TagError as error:
                return str(error)
            if not number or number > MAX_SETS:
                return f"{header.name} has no instance number of 1 to {MAX_SETS}"
            found[number, header.key] = found.get((number, header.key), 0) + 1
    last = max((number for number, _ in found), default=0)
    for number in range(1, last + 1):
        for name in _SET:
            count = found.get((number, name), 0)
            if count != 1:
                return f"set {number} has {count} {name}"
    return ""


def validate(message: Message, checked: Sequence[Checked]) -> Chain:
    """Validates the chain from the signatures that were checked.

    Args:
        message: the message.
        checked: all its signatures.
    """
    return chain(structure_error(message), checked)


def chain(error: str, checked: Sequence[Checked]) -> Chain:
    """Validates the chain from what `structure_error` said of it and the signatures that were checked."""
    seals = {one.measured.arc_instance: one for one in checked if one.measured.scheme is Scheme.ARC_SEAL}
    messages = {one.measured.arc_instance: one for one in checked if one.measured.scheme is Scheme.ARC_MESSAGE}
    if not seals and not messages and not error:
        return Chain("none")
    last = max([*seals, *messages, 0])
    sealers = tuple(seals[number].measured.domain for number in sorted(seals) if number)
    if error:
        return Chain("fail", error, last, sealers)
    whole = set(range(1, last + 1))
    if set(seals) != whole or set(messages) != whole:
        return Chain("fail", "not every set has a seal and a message signature that could be measured", last, sealers)
    invalid = [
        (f"{word} {number}", one.reason)
        for word, group in (("seal", seals), ("message", messages))
        for number, one in sorted(group.items())
        if one.outcome is Outcome.INVALID
    ]
    if invalid:
        return Chain("fail", f"{invalid[0][0]}: {invalid[0][1]}", last, sealers, tuple(name for name, _ in invalid))
    wrong = _claims([seals[number].measured for number in sorted(seals)])
    if wrong:
        return Chain("fail", wrong, last, sealers)
    needed = [(f"message {last}", messages[last]), *((f"seal {number}", seals[number]) for number in sorted(seals))]
    broken = tuple(name for name, one in needed if _broken(one))
    if broken:
        return Chain("fail", f"{broken[0]} doesn't hold", last, sealers, broken)
    if any(one.outcome is Outcome.NO_KEY for _, one in needed):
        return Chain("no key", "a sealer's key isn't known", last, sealers)
    return Chain("pass", "", last, sealers)


def _broken(one: Checked) -> bool:
    """A weak key proves nothing, and nothing may be undone: the sealer vouches for what it passed on."""
    return one.outcome is Outcome.FAIL or bool(one.repairs) or (one.key is not None and one.key.weak)


def _claims(seals: Sequence[Measured]) -> str:
    """cv= must be none in the first seal and pass in all others (RFC 8617 section 5.2, step 3)."""
    for seal in seals:
        wanted = "none" if seal.arc_instance == 1 else "pass"
        if seal.arc_chain != wanted:
            return f"seal {seal.arc_instance} says cv={seal.arc_chain}"
    return ""
