"""Red flags of keys: how the key that signs a mail is used elsewhere, and terms and names that don't fit its time."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from assay.examiners.words import counted, cut, day
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin
from assay.model.signature import Outcome, Scheme
from assay.signatures.check import BY_OTHER_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.context import KeyUse, OddSelector
    from assay.model.key import SignerKey
    from assay.model.signature import Checked, Measured

NAME = "keyuse/2"
DAY = 86_400.0
MANY = 10
"""Other mails of a key from which on its lifetime here means something."""
FAR = 180 * DAY
"""How far outside of that lifetime a mail must lie: keys rest between mails."""
FEW, TIMES = 5, 3
"""A cluster of so few mails, or of one sender, beside one of three times as many."""
ALL, ENOUGH = 0.8, 3
"""The share of a key's other mails that must be suspect, and how many others there must be."""
_DATED = re.compile(r"(?:^|[^0-9])(20[0-3][0-9])(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?:[^0-9]|$)")
_AHEAD = 30 * DAY
"""Names are chosen and keys made some weeks before they are used, and the other way round."""


class KeyUses:
    """How the keys that sign a mail are used, and what doesn't fit."""

    name = "keyuse"
    version = 2
    codes = (
        "key-use",
        "key-not-used",
        "selector-of-its-own",
        "key-inside-other",
        "key-of-suspects",
        "key-of-many-domains",
        "key-outside-lifetime",
        "key-younger-than-mail",
        "key-in-testing",
        "signature-ends-before-start",
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the use of the keys says."""
        if subject.entry.reconstructed:
            return
        uses = {use.fingerprint: use for use in subject.context.keys}
        for one in subject.checked:
            if one.measured.scheme is not Scheme.DKIM:
                continue
            yield from _term(one.measured)
            yield from _odd_selector(one.measured, subject.context.selectors)
            if one.outcome is Outcome.FAIL and one.reason == BY_OTHER_KEY and one.key is not None:
                yield from _not_used(one, one.key, uses.get(one.key.fingerprint), subject.entry.date)
            if one.outcome is not Outcome.PASS or one.key is None:
                continue
            yield from _record(one, one.key)
            yield from _younger(one, subject.entry.date)
            use = uses.get(one.key.fingerprint)
            if use is not None and use.mails > 1:
                yield _used(one, use)
                yield from _flags(one, one.key, use, subject.entry.date)


def _finding(
    code: str, direction: Direction, strength: Strength, summary: str, one: Measured, basis: str, **facts: object
) -> Finding:
    evidence = {"domain": one.domain, "selector": one.selector, **facts}
    return Finding(code, NAME, direction, strength, summary, (one.header.span,), evidence, basis)


def _said(
    code: str, direction: Direction, strength: Strength, summary: str, one: Checked, use: KeyUse | None = None
) -> Finding:
    assert one.key is not None  # noqa: S101 - the caller looked
    facts: dict[str, object] = {"fingerprint": one.key.fingerprint}
    if use is not None:
        facts |= {"mails": use.mails, "senders": use.senders, "first": use.first, "last": use.last}
        facts |= {"rival_mails": use.rival_mails, "rival_first": use.rival_first, "rival_last": use.rival_last}
        facts |= {"domains": use.domains, "other_suspects": use.other_suspects}
    return _finding(code, direction, strength, summary, one.measured, f"key:{one.key.fingerprint}", **facts)


def _not_used(one: Checked, key: SignerKey, use: KeyUse | None, date: float | None) -> Iterator[Finding]:
    """Signed in a name by another key than the one that signs what was sent before and after under that name."""
    if use is None or date is None or use.first is None or use.last is None or key.weak:
        return
    others = use.mails - 1
    if others < MANY or not use.first < date < use.last:
        return
    summary = (
        f"Its signature is in the name of {one.measured.domain} ({cut(one.measured.selector, 80)}), but the key that "
        f"signs {others:,} other mails here under that name, from {day(use.first)} to {day(use.last)}, didn't make it. "
        "No change of the mail explains that: whatever is changed, the signature still opens with its key. Innocent if "
        "the signature itself was damaged, or if two servers of the signer had different keys."
    )
    yield _said("key-not-used", Direction.AGAINST, Strength.MODERATELY_STRONG, summary, one, use)


def _odd_selector(one: Measured, odd: OddSelector | None) -> Iterator[Finding]:
    if odd is None or (one.domain.lower(), one.selector.lower()) != (odd.domain, odd.selector):
        return
    whose = cut(odd.address, 80) or one.domain
    usual = " or ".join(cut(name, 80) for name in odd.usual)
    summary = (
        f"It's signed under a name ({cut(one.selector, 80)}) that no other mail of {whose} here has: "
        f"{odd.mails:,} others, from before and after it, have {usual}. Innocent if {one.domain} tried another key, or "
        "if a service sent it."
    )
    facts: dict[str, object] = {"usual": list(odd.usual), "mails": odd.mails}
    basis = f"signature:{one.header.index}"
    yield _finding("selector-of-its-own", Direction.AGAINST, Strength.MODERATE, summary, one, basis, **facts)


def _used(one: Checked, use: KeyUse) -> Finding:
    others = use.mails - 1
    span = f", dated from {day(use.first)} to {day(use.last)}" if day(use.first) and day(use.last) else ""
    summary = (
        f"The key {one.measured.selector} of {one.measured.domain} signs "
        f"{counted(others, 'other mail', 'other mails')} here{span}; "
        f"{counted(use.senders, 'sender uses', 'senders use')} it in all."
    )
    return _said("key-use", Direction.NEUTRAL, Strength.NONE, summary, one, use)


def _flags(one: Checked, key: SignerKey, use: KeyUse, date: float | None) -> Iterator[Finding]:
    others = use.mails - 1
    recovered = key.provenance.origin is Origin.RECOVERED
    names = f"{one.measured.domain} ({one.measured.selector})"
    if recovered and _inside(use, date):
        summary = (
            f"The key that signs it under {names} signs {use.mails} mails of "
            f"{counted(use.senders, 'sender', 'senders')} here, and they lie in the time in which another key signs "
            f"{use.rival_mails:,} mails under that name: a change of keys doesn't explain that. Innocent if two "
            "servers of one provider had different keys."
        )
        yield _said("key-inside-other", Direction.AGAINST, Strength.MODERATE, summary, one, use)
    if recovered and use.other_suspects is not None and use.other_suspects >= ALL:
        share = f"{use.other_suspects:.0%} of the {others} other mails" if others > 1 else "The one other mail"
        summary = (
            f"{share} that its key signs {'are' if others > 1 else 'is'} spoken against by clocks. "
            "Innocent if the clock of one sender or server was wrong in all of them."
        )
        strength = Strength.MODERATE if others >= ENOUGH else Strength.WEAK
        yield _said("key-of-suspects", Direction.AGAINST, strength, summary, one, use)
    if recovered and use.domains > 1:
        summary = (
            f"One and the same key, of which nobody vouches whose it is, signs for {use.domains} organisations, each "
            "in its own name. Innocent, and usual, if one provider sends for all of them."
        )
        yield _said("key-of-many-domains", Direction.NEUTRAL, Strength.NONE, summary, one, use)
    gap = _outside(use, date)
    if others >= MANY and gap > FAR:
        summary = (
            f"It's dated {gap / DAY:,.0f} days outside of the time in which its key signs {others:,} other mails here "
            f"({day(use.first)} to {day(use.last)}). Innocent if the dump just has no other mail of that time."
        )
        yield _said("key-outside-lifetime", Direction.AGAINST, Strength.WEAK, summary, one, use)


def _inside(use: KeyUse, date: float | None) -> bool:
    """Whether this small cluster lies inside the time of a much larger one of the same name."""
    if date is None or use.rival_first is None or use.rival_last is None or use.first is None or use.last is None:
        return False
    small = use.senders == 1 or use.mails <= FEW
    within = use.rival_first < min(date, use.first) and max(date, use.last) < use.rival_last
    return small and use.rival_mails >= TIMES * use.mails and within


def _outside(use: KeyUse, date: float | None) -> float:
    if date is None or use.first is None or use.last is None:
        return 0.0
    return max(use.first - date, date - use.last, 0.0)


def _younger(one: Checked, date: float | None) -> Iterator[Finding]:
    """A selector that is named for a day, and a mail from before that day."""
    found = _DATED.search(one.measured.selector[:80])
    if found is None or date is None:
        return
    try:
        named = dt.datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=dt.UTC).timestamp()
    except ValueError:
        return
    if named - date > _AHEAD:
        summary = (
            f"Its key bears the name of a day, {day(named)}, and the mail is dated {(named - date) / DAY:,.0f} days "
            "before that. Innocent if the name means something else, or if the sender's clock was slow."
        )
        yield _said("key-younger-than-mail", Direction.AGAINST, Strength.WEAK, summary, one)


def _record(one: Checked, key: SignerKey) -> Iterator[Finding]:
    if "y" in key.flags:
        summary = f"{one.measured.domain} published its key as a test (t=y): its signatures aren't meant to count."
        yield _said("key-in-testing", Direction.NEUTRAL, Strength.NONE, summary, one)


def _term(one: Measured) -> Iterator[Finding]:
    if one.signed_at is not None and one.expires is not None and one.expires <= one.signed_at:
        summary = (
            f"The signature of {cut(one.domain, 80) or 'an unnamed signer'} ends (x=) before it begins (t=), which no "
            "signer should write. Innocent if the software that signed was broken."
        )
        basis = f"signature:{one.header.index}"
        facts = {"signed_at": one.signed_at, "expires": one.expires}
        yield _finding("signature-ends-before-start", Direction.AGAINST, Strength.WEAK, summary, one, basis, **facts)
