"""The charset of an Outlook item's texts of 8 bits: the one that is declared and fits, else a guess that is said.

What is declared contradicts itself in real items: Outlook writes UTF-8 as the code page in which a mail was sent beside
texts in the ANSI code page of its system, and programs write 1252 that know nothing. So the bytes are asked, too.

Sources: [MS-OXCMSG] 2.2.1.3 PidTagMessageCodepage and 2.2.1.56.6 PidTagInternetCodepage; [MS-OXPROPS] 2.786
PidTagMessageLocaleId; the tables in `codepages.toml`.
"""

from __future__ import annotations

import codecs
import functools
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from assay.intake.legibility import fits, guess, high, is_plain, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FALLBACK: Final = "windows-1252"
_DATA: Final = tomllib.loads(resources.files(__package__).joinpath("codepages.toml").read_text("utf-8"))
_ANSI: Final[dict[str, str]] = {name: ansi for ansi, names in _DATA["ansi"].items() for name in names}
_LANGUAGES: Final = {language: int(page) for page, languages in _DATA["languages"].items() for language in languages}
_LOCALES: Final = {locale: int(page) for page, locales in _DATA["locales"].items() for locale in locales}
_ASCII: Final = bytes((9, 10, 13, *range(32, 127)))
_NAMED: Final = re.compile(
    rb"charset\s{0,8}=\s{0,8}[\"']?([A-Za-z0-9_.:-]{2,40})|=\?([A-Za-z0-9_.:-]{2,40})\?[BbQq]\?|\\ansicpg(\d{3,5})"
)
_UNSAFE: Final = frozenset(
    {"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
"""Codecs that hide text or are no charsets."""
_LOOKED_AT, _MOST = 1 << 16, 4
_NEAR: Final = 0.4
"""A charset that is declared sooner may read by so much worse, as no measure of legibility is sure."""
_MUCH: Final = 0.5
_POOR: Final = 0.2
_LEAST: Final = 6
"""What is declared and fits is overruled only by so many octets: if they are UTF-8, or it reads poorly and something
else much better."""


class Charsets(NamedTuple):
    """How the texts of an object are decoded.

    Attributes:
        names: charsets; each text is decoded by the first in which it's valid. Empty where nothing is declared, and
            nothing needs it.
        guessed: the one of them that nobody declared.
    """

    names: tuple[str, ...] = ()
    guessed: str = ""

    @property
    def first(self) -> str:
        """The charset of most texts."""
        return self.names[0] if self.names else FALLBACK

    def decode(self, data: bytes) -> str:
        """The text; where it's valid in none, its bytes are replaced."""
        name = next((name for name in self.names if fits(data, name)), self.first)
        return data.decode(name, "replace")


def charset_of(codepage: int | None, fallback: str = FALLBACK) -> str:
    """The charset name of a Windows code page."""
    if codepage is None:
        return fallback
    name = _DATA["charsets"].get(str(codepage))
    name = name or (f"windows-{codepage}" if 1250 <= codepage <= 1258 else f"cp{codepage}")  # noqa: PLR2004 - the Windows code pages
    try:
        codecs.lookup(name)
    except LookupError:
        return fallback
    return str(name)


def declared(
    *,
    message: int | None = None,
    internet: int | None = None,
    locale: int | None = None,
    around: Iterable[str] = (),
    store: int | None = None,
    naming: Iterable[bytes] = (),
) -> Iterator[str]:
    """Yield the charsets that an object's texts should be in, the surest first.

    Args:
        message: code page of the message.
        internet: code page in which it was sent; its texts are rather in the ANSI code page that goes with it.
        locale: that of its writer.
        around: charsets of the object that this one belongs to.
        store: code page of the store.
        naming: HTML, transport headers and RTF, which name charsets themselves.
    """
    own = charset_of(message, "")
    yield from (own, ansi_of(own))
    sent = charset_of(internet, "")
    yield from (ansi_of(sent), sent)
    if locale:
        yield charset_of(_LOCALES.get(locale & 0xFFFF, _LANGUAGES.get(locale & 0x3FF, 1252)))
    yield from around
    yield charset_of(store, "")
    for text in naming:
        yield from named(text)


def named(text: bytes) -> Iterator[str]:
    """Yield the charsets that HTML, a header block or RTF names."""
    found = (match.groups(b"") for match in _NAMED.finditer(text[:_LOOKED_AT]))
    for tag, word, page in list(dict.fromkeys(found))[:_MOST]:
        name = charset_of(int(page), "") if page else (tag or word).decode("ascii")
        yield from (ansi_of(name), name)


@functools.lru_cache(maxsize=512)
def ansi_of(charset: str) -> str:
    """The ANSI code page of systems that send mail in a charset; the charset itself where there is none."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return _ANSI.get(name, charset)


def choose(texts: Iterable[bytes], names: Iterable[str]) -> Charsets:
    """How to decode texts.

    Args:
        texts: all of an object.
        names: charsets that are declared, the surest first; untrusted.
    """
    told = [text for text in (text.rstrip(b"\0") for text in texts) if not is_plain(text)]
    usable = tuple(dict.fromkeys(name for name in names if _usable(name)))
    if not told:
        return Charsets(usable)
    fitting: dict[str, float] = {}
    for name in usable:
        if any(fits(text, name) for text in told):
            fitting[name] = read(told, name)
            if fitting[name] >= 1 - _NEAR:
                break
    best = max(fitting.values(), default=-1.0)
    near = [name for name, worth in fitting.items() if worth >= best - _NEAR]
    ranked = (*near, *sorted(fitting.keys() - near, key=lambda name: (-fitting[name], name)))
    others = tuple(name for name in usable if name not in fitting)
    left = [text for text in told if not any(fits(text, name) for name in usable)]
    if left:
        other = guess(left)
        return Charsets((*ranked, other, *others), other)
    if sum(map(high, told)) >= _LEAST:
        utf_8 = all(fits(text, "utf-8") for text in told)
        other = guess(told) if utf_8 or best < _POOR else ""
        if other and other not in ranked and read(told, other) > best + (0.0 if utf_8 else _MUCH):
            return Charsets((other, *ranked, *others), other)
    return Charsets((*ranked, *others))


@functools.lru_cache(maxsize=512)
def _usable(name: str) -> bool:
    """Whether a name is that of a charset of 8 bits that leaves ASCII alone, as that of Outlook's texts does."""
    try:
        return codecs.lookup(name).name not in _UNSAFE and _ASCII.decode(name) == _ASCII.decode("ascii")
    except (LookupError, ValueError):
        return False
