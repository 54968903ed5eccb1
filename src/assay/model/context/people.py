"""What the corpus knows of who sent and who signed a mail; all text is untrusted."""

from __future__ import annotations

import msgspec


class Acquaintance(msgspec.Struct, frozen=True, kw_only=True):
    """What the corpus knows of a mail's sender.

    Attributes:
        mails: mails from the address, this one included.
        earlier: those among them with an earlier Date.
        domain_mails: mails from its organisation, this one included.
        resembles: a domain that its own looks like and isn't: well established here, or older, or otherwise the true
            one; empty if none, or if its own is at home here as well.
        resembled_mails: mails from that domain.
        custodian: whether that domain is of those whose mail was robbed.
        how: why it looks like it; see `assay.corpus.lookalike`.
        chance: whether the domains of two honest owners are often as much alike, or which imitates which isn't clear.
        person: whether the same local part or display name writes from both.
        why: what tells which is the false one, where neither is well established; see `assay.corpus.doubles`.
        written_to: whether somebody well established here wrote to the domain that looks so.
        known_name: the address that the display name usually has here, where it isn't this one's; untrusted.
        known_mails: mails with that name and address.
        reply_elsewhere: where answers would go, if that isn't the sender's organisation and unusual for this sender.
    """

    mails: int = 0
    earlier: int = 0
    domain_mails: int = 0
    resembles: str = ""
    resembled_mails: int = 0
    custodian: bool = False
    how: str = ""
    chance: bool = False
    person: bool = False
    why: tuple[str, ...] = ()
    written_to: bool = False
    known_name: str = ""
    known_mails: int = 0
    reply_elsewhere: str = ""


class KeyUse(msgspec.Struct, frozen=True, kw_only=True):
    """How a key that signs a mail is used here.

    Attributes:
        fingerprint: of the key.
        mails: how many here are signed with it, this one included.
        senders: by how many From addresses.
        domains: of how many organisations those addresses are, where the signer's domain is the author's.
        first, last: the earliest and latest Date among the others.
        other_suspects: share of the others whose clocks speak against them; None where there are no others.
        rival_mails: how many mails here another key signs under the same domain and selector: the one with most.
        rival_first, rival_last: the earliest and latest Date among those.
    """

    fingerprint: str
    mails: int
    senders: int
    domains: int = 0
    first: float | None = None
    last: float | None = None
    other_suspects: float | None = None
    rival_mails: int = 0
    rival_first: float | None = None
    rival_last: float | None = None


class OddSelector(msgspec.Struct, frozen=True):
    """A selector that one mail of a domain alone is signed under.

    Attributes:
        domain, selector: of the signature.
        usual: the selectors of the domain's other mails.
        mails: how many those are.
        address: the sender whose other mails they are; empty: all of the domain's.
    """

    domain: str
    selector: str
    usual: tuple[str, ...]
    mails: int
    address: str = ""
