"""What each clock marks, who writes it, and how far it may lie from Date: measured on real mail.

`mails` and `share` say on how many clocks it was measured and which share was in order. What order means differs: most
were held against Date, queue ids against their own Received field, and some with a tolerance tighter than the one
here. Where no number stands, too few were seen. Two rest on the very mails that the reading was worked out on, and
want others: `thread-index-answer` and `received`.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
ZONES = (-12 * HOUR, 14 * HOUR)
"""Offsets of the world's time zones: the range in which a local time may lie from UTC."""


class Event(enum.Enum):
    """What happened when the clock was read."""

    BEGUN = "begun"
    """A file was made, an answer or a conversation was begun: any time before sending is normal."""
    WRITTEN = "written"
    """The mail was finished or sent."""
    HANDLED = "handled"
    """A server took it in, signed or passed it on: any time after sending is normal within a queue's patience."""


class Kind(NamedTuple):
    """A kind of clock.

    Attributes:
        name: as in `Clock.name`.
        words: what it is, for people.
        event: what it marks.
        machine: whose clock it is: `sender` for the sender's program, a domain for that provider's servers, empty for
            the server that the clock itself names.
        early, late: seconds by which it may lie before and after Date.
        remade: whether programs that export, archive or scan mail write it anew.
        mails, share: how it was measured.
        source: where its form is described.
    """

    name: str
    words: str
    event: Event
    machine: str
    early: float
    late: float
    remade: bool = False
    mails: int = 0
    share: float = 0.0
    source: str = ""


_FILETIME = "MS-DTYP section 2.3.3; measured"
_KINDS = (
    Kind("gmail-boundary", "the boundary that Gmail made", Event.WRITTEN, "google.com", MINUTE, 10 * MINUTE, mails=199,
         share=0.99, source="Metaspike, Gmail MIME boundary delimiters"),
    Kind("gmail-id", "the number in Gmail's Received field", Event.HANDLED, "google.com", 5 * MINUTE, 5 * MINUTE,
         mails=21373, share=0.986, source="measured"),
    Kind("outlook-boundary", "the boundary that Outlook made", Event.WRITTEN, "sender", 5 * MINUTE, 5 * MINUTE,
         remade=True, mails=188, share=1.0, source=_FILETIME),
    Kind("outlook-image", "the name that Outlook gave to an image", Event.BEGUN, "sender", 5 * MINUTE, 5 * MINUTE,
         remade=True, mails=93, share=0.65, source=_FILETIME),
    Kind("outlook-message-id", "the Message-ID that Outlook made", Event.WRITTEN, "sender", 5 * MINUTE, 5 * MINUTE,
         mails=176, share=1.0, source=_FILETIME),
    Kind("thread-index", "the Thread-Index, from when the conversation was begun", Event.BEGUN, "sender", HOUR,
         14 * HOUR, remade=True, mails=1210, share=0.97, source="MS-OXOMSG section 2.2.1.3"),
    Kind("thread-index-answer", "the Thread-Index, from when the answer was begun", Event.BEGUN, "sender", HOUR,
         14 * HOUR, remade=True, mails=85, share=1.0, source="MS-OXOMSG section 2.2.1.3; local time on the Mac"),
    Kind("yahoo-message-id", "the Message-ID that Yahoo made", Event.WRITTEN, "yahoo.com", 5 * MINUTE, 5 * MINUTE,
         mails=379, share=1.0, source="measured, with JavaMail"),
    Kind("javamail-message-id", "the Message-ID that JavaMail made", Event.WRITTEN, "sender", 5 * MINUTE, 5 * MINUTE,
         mails=379, share=1.0, source="JavaMail, UniqueValue"),
    Kind("javamail-boundary", "the boundary that JavaMail made", Event.WRITTEN, "sender", 5 * MINUTE, 5 * MINUTE,
         remade=True, mails=379, share=1.0, source="JavaMail, UniqueValue"),
    Kind("thunderbird-message-id", "the Message-ID that Thunderbird made", Event.WRITTEN, "sender", 5 * MINUTE,
         5 * MINUTE, mails=678, share=1.0, source="Mozilla, msg_generate_message_id"),
    Kind("git-message-id", "the Message-ID that git made", Event.WRITTEN, "sender", 5 * MINUTE, HOUR, mails=2014,
         share=1.0, source="git-send-email"),
    Kind("git-dated-message-id", "the Message-ID that git made", Event.WRITTEN, "sender", 5 * MINUTE, HOUR, mails=372,
         share=1.0, source="git-send-email"),
    Kind("mutt-message-id", "the Message-ID that mutt made", Event.WRITTEN, "sender", 14 * HOUR, 14 * HOUR, mails=419,
         share=1.0, source="mutt, sendlib.c; older versions write local time"),
    Kind("python-message-id", "the Message-ID that a Python program made", Event.WRITTEN, "sender", HOUR, HOUR,
         source="Python, email.utils.make_msgid"),
    Kind("python-dated-message-id", "the Message-ID that a Python program made", Event.WRITTEN, "sender", 14 * HOUR,
         14 * HOUR, source="Python 2, email.utils.make_msgid"),
    Kind("sendmail-message-id", "the Message-ID that sendmail made", Event.HANDLED, "", 14 * HOUR, 14 * HOUR,
         source="sendmail, op.me: $t"),
    Kind("exim-message-id", "the Message-ID that Exim made", Event.HANDLED, "", 5 * MINUTE, HOUR,
         source="Exim specification, Message identification"),
    Kind("notes-message-id", "the Message-ID that Lotus Notes made", Event.WRITTEN, "sender", HOUR, HOUR,
         source="Notes C API, TIMEDATE"),
    Kind("exchange-tenant-arrival", "the time at which Exchange first had it", Event.HANDLED, "outlook.com", 5 * MINUTE,
         HOUR, mails=7656, share=0.998, source="measured"),
    Kind("exchange-arrival", "the time at which an Exchange server had it", Event.HANDLED, "outlook.com", 5 * MINUTE,
         HOUR, mails=16, share=1.0, source=_FILETIME),
    Kind("exim-queue-id", "the number that Exim gave to it", Event.HANDLED, "", 5 * MINUTE, HOUR, mails=13994,
         share=0.999, source="Exim specification, Message identification"),
    Kind("postfix-queue-id", "the number that Postfix gave to it", Event.HANDLED, "", 5 * MINUTE, HOUR, mails=919,
         share=0.945, source="postconf(5), enable_long_queue_ids"),
    Kind("received", "the server {host}", Event.HANDLED, "", 5 * MINUTE, HOUR, mails=17856, share=0.983,
         source="RFC 5321 section 4.4"),
    Kind("signature", "the signature of {host}", Event.HANDLED, "", 5 * MINUTE, HOUR, mails=66663, share=0.94,
         source="RFC 6376 section 3.5, t="),
    Kind("seal", "the seal of {host}", Event.HANDLED, "", 5 * MINUTE, HOUR, mails=66663, share=0.94,
         source="RFC 8617 section 4.1, t="),
    Kind("file-creation", "the day on which an attached file was made", Event.BEGUN, "sender", HOUR, 14 * HOUR,
         remade=True, mails=189, share=0.64, source="RFC 2183 section 2.4"),
    Kind("file-modification", "the day on which an attached file was last saved", Event.BEGUN, "sender", HOUR,
         14 * HOUR, remade=True, mails=189, share=0.64, source="RFC 2183 section 2.5"),
    Kind("resent", "Resent-Date", Event.HANDLED, "", HOUR, HOUR, source="RFC 5322 section 3.6.6"),
)  # fmt: skip
KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
"""All kinds by name; `received`, `signature` and `seal` are read from hops and signatures, not by this package."""
