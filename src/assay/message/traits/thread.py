"""What binds a mail to its thread beside Message-IDs: Outlook's Thread-Index, and the topic."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from assay.message.decode import header_text

if TYPE_CHECKING:
    from assay.message.structure import Message

_LONGEST = 4096
_PREFIX = re.compile(
    r"(?:\s|(?:re|r\u00e9f?|rep|fwd?|tr|aw|wg|antw|rv|vs|sv|fyi|i)(?:\[\d+\])?\s*[:\uff1a]|\[[^\[\]]{1,60}\](?=\s*\S))+",
    re.IGNORECASE,
)


def thread_index(message: Message) -> str:
    """Thread-Index (MS-OXOMSG section 2.2.1.3) as hex; empty where there is none or it isn't base64."""
    value = message.root.value("thread-index")
    if value is None or len(value) > _LONGEST:
        return ""
    try:
        return base64.b64decode(b"".join(value.split()), validate=True).hex()
    except (binascii.Error, ValueError):
        return ""


def topic(message: Message) -> str:
    """The subject without the prefixes of answers and forwards and without lists' tags, lower case; untrusted."""
    text = header_text(message.root.value("subject") or b"")
    bare = _PREFIX.match(text)
    return " ".join((text[bare.end() :] if bare else text).lower().split())
