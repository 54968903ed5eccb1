"""Who is who: what a mail says of its author in the block that signs it, and of anybody in its address fields."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from assay.document.entities import emails, phones, urls
from assay.document.entities.reading import Reading
from assay.document.entities.suffixes import registered
from assay.document.signature_lines import block_lines
from assay.document.signature_parts import TAKEN, Parts, is_name
from assay.model.people_found import Person, Signature

if TYPE_CHECKING:
    from assay.message.address import Mailbox

_DATA = tomllib.loads(resources.files(__package__).joinpath("people.toml").read_text("utf-8"))
_SHARED, _HONORIFICS = frozenset(_DATA["shared"].split()), frozenset(_DATA["honorifics"].split())
_SMALL, _SMALL_BEHIND = frozenset(_DATA["small"].split()), frozenset(_DATA["small_behind"].split())
_LONGEST = 200
_BEHIND = re.compile(
    r"(?<=\w) ?[(\[](?P<a>[^()\[\]]{2,60})[)\]]\Z|(?<=\w) (?:[|/\u2013-]|via|chez|at) (?P<b>\S.{1,60})\Z"
)
_LETTERS = re.compile(r"[^\W\d_]+")


def signature_block(text: str) -> Signature | None:
    """The block behind `-- ` (RFC 3676 section 4.3) or a closing such as `Cordialement`; None where there is none.

    What was quoted or forwarded isn't looked at.

    Args:
        text: of a mail; untrusted.
    """
    lines = block_lines(text)
    if not lines:
        return None
    reading = Reading("\n".join(lines))
    called, written = list(phones.find(reading)), list(emails.find(reading))
    letters = list(reading.text)
    for found in (*called, *written, *urls.find(reading)):
        letters[found.start : found.end] = TAKEN * (found.end - found.start)
    parts = Parts()
    for line in "".join(letters).split("\n"):
        parts.read(line)
    if not parts.name and not (parts.title and (parts.organisation or called)):
        return None
    return Signature(
        name=_one_form(parts.name.split()),
        title=parts.title,
        organisation=parts.organisation,
        phones=tuple(dict.fromkeys(found.value for found in called)),
        emails=tuple(dict.fromkeys(found.value for found in written)),
        address=tuple(parts.address),
    )


def person(mailbox: Mailbox) -> Person | None:
    """Who a mailbox of an address field says it is; None where it names nobody.

    `DUPONT Jean`, `Dupont, Jean` and `Jean DUPONT (Imprimerie du Parc)` are all Jean Dupont.

    Args:
        mailbox: untrusted.
    """
    shown = " ".join(mailbox.display[:_LONGEST].strip(" '\"<>").split())
    behind = _BEHIND.search(shown)
    organisation = ""
    if behind is not None:
        organisation = behind["a"] or behind["b"]
        shown = shown[: behind.start()]
    last, comma, first = shown.partition(", ")
    name = f"{first} {last}" if comma else shown
    if not mailbox.address or not is_name(name):
        return None
    domain = registered(mailbox.domain)
    return Person(
        name=_one_form(name.split(), ordered=bool(comma)),
        address=mailbox.address.lower(),
        organisation=organisation,
        domain="" if domain in _SHARED else domain,
    )


def _one_form(words: list[str], *, ordered: bool = False) -> str:
    """A name, the given one first, without `Me` or `Dr`, and with capitals as in a sentence.

    Args:
        words: of the name.
        ordered: whether it's known that the given name stands first.
    """
    if len(words) > 1 and words[0].lower() in _HONORIFICS:
        words = words[1:]
    if not ordered and len(words) > 1 and _capitals(words[0]) and not _capitals(words[-1]):
        family = [word for word in words if _capitals(word)]
        words = [*(word for word in words if not _capitals(word)), *family]
    cased = [_cased(word, before) for word, before in zip(words, ["", *words], strict=False)]
    return " ".join([*cased[:-1], cased[-1].rstrip(".")]) if cased else ""


def _capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper() and not word.endswith(".")


def _cased(word: str, before: str) -> str:
    """A word of a name with its capitals as in a sentence: `DUPONT-AIGNAN` is `Dupont-Aignan`, `LE GALL` `Le Gall`."""
    if not _capitals(word):
        return word
    lower = word.lower()
    if lower in _SMALL or (lower in _SMALL_BEHIND and before.lower() in _SMALL):
        return lower
    return _LETTERS.sub(lambda part: part.group().capitalize(), word)
