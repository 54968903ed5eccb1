"""How a mail is written by its software: features that differ between programs and stay the same within one.

A feature is named `family.feature`; what one rule of a program decides is one family:

- `order`, `case`, `fold`: of the fields that the sender writes; fields that servers add are left out;
- `date`, `id`, `boundary`, `type`, `mime`: the form of Date, Message-ID, boundaries, Content-Type, MIME-Version;
- `encoding`, `words`: transfer encodings and their width, encoded words (RFC 2047);
- `mailer`: the program that it names; `x`: fields that only some programs write;
- `text`: what the author or his settings decide: MIME tree, charset, quotations, the end of the text;
- `top`: the fields above the first that the sender wrote, as the delivering server left them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.message.traits.habits.form import form_habits
from assay.message.traits.habits.header import header_habits
from assay.message.traits.habits.mime import mime_habits
from assay.message.traits.habits.writing import writing_habits

if TYPE_CHECKING:
    from assay.message.structure import Message

__all__ = ["habits"]


def habits(message: Message) -> dict[str, str]:
    """The features of a message by name; those that it has no occasion to show are left out. Never raises.

    Values are of ours or shapes of what stands there; those of `mailer`, `type.charset` and `id.host` quote the mail,
    cut to 60 characters, and are untrusted.
    """
    return {**header_habits(message), **form_habits(message), **mime_habits(message), **writing_habits(message)}
