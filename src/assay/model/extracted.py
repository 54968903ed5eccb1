"""What was read out of the bytes of a file: its text by page, its metadata, and the files inside of it."""

from __future__ import annotations

import enum

import msgspec


class State(enum.StrEnum):
    """How reading a file ended."""

    READ = "read"
    """Its text was read; it may be empty."""
    NO_READER = "no reader"
    """No text is known to be in files of its kind, or none is read from them."""
    ENCRYPTED = "encrypted"
    """It asks for a password."""
    UNREADABLE = "unreadable"
    """It's damaged, or isn't what it seems."""
    LIMIT = "limit"
    """A bound was reached before anything could be read."""
    CRASHED = "crashed"
    """Its reader exited, or was killed by a signal."""
    TIMEOUT = "timeout"
    """Its reader took too long."""
    MEMORY = "memory"
    """Its reader took too much memory."""
    ILLEGIBLE = "illegible"
    """OCR found nothing legible in its pictures."""


class Page(msgspec.Struct, frozen=True):
    """A page, a sheet, a slide, or the whole of a file that has none.

    Attributes:
        number: counted from 1; 0 where the file has no pages.
        label: the name of a sheet, `notes`, `header`, `ocr`; empty for plain pages. Untrusted.
        text: untrusted.
    """

    number: int
    label: str
    text: str


class Embedded(msgspec.Struct, frozen=True):
    """A file inside of a file.

    Attributes:
        name: as the outer file calls it; untrusted.
        media: its media type as the outer file says; untrusted.
        data: its bytes.
    """

    name: str
    media: str
    data: bytes


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read out of one file.

    Attributes:
        kind: `pdf`, `docx`, `xlsx`, `pptx`, `doc`, `xls`, `ppt`, `odt`, `ods`, `odp`, `rtf`, `html`, `text`, `csv`,
            `jpeg`, `png`, `tiff`, `gif`, `webp`, `heic`, `tnef`, `vcard`, `icalendar`, `audio`, `video`, `zip`,
            `message`; empty for what isn't known.
        media: its media type by content.
        state: how reading it ended.
        reason: for all but `read`, why, in words; may quote untrusted text.
        pages: its text.
        cut: whether a bound left text out.
        facts: metadata by name, as in `assay.document.metadata`, and `pages`, `sheets`, `slides`, `words`, `macros`,
            `signatures`, `title`, `gps`, `duration`, `dimensions`, `page_size`, `attachments`, `scanned_pages`;
            untrusted.
        times: seconds since 1970, by name, likewise.
        embedded: files inside of it.
        lie: what its name says that its content isn't; empty where they agree.
        picture: 64-bit perceptual hash of a picture, or of the rendered first page; None where there is none.
        scanned: whether its pages are pictures without text, so that only OCR reads them.
        version: of the readers.
    """

    kind: str = ""
    media: str = ""
    state: State = State.READ
    reason: str = ""
    pages: tuple[Page, ...] = ()
    cut: bool = False
    facts: dict[str, str] = msgspec.field(default_factory=dict)
    times: dict[str, float] = msgspec.field(default_factory=dict)
    embedded: tuple[Embedded, ...] = ()
    lie: str = ""
    picture: int | None = None
    scanned: bool = False
    version: int = 1

    @property
    def text(self) -> str:
        """The text of all pages, a blank line between two."""
        return "\n\n".join(page.text for page in self.pages if page.text)


class Entity(msgspec.Struct, frozen=True):
    """Something named in a text that can be looked up by itself.

    Attributes:
        kind: `email`, `domain`, `url`, `phone`, `iban`, `account`, `card`, `company`, `amount`, `date`, `tracking`,
            `case`; of a mail also `person` and `organisation`.
        value: in one form however it's written: digits and capitals of an IBAN, an amount as `1200.00 EUR`, a date
            as `2017-04-24`.
        shown: as it's written first; untrusted.
        page: the number of the page it stands on first.
        count: how often it stands in the text.
    """

    kind: str
    value: str
    shown: str
    page: int = 0
    count: int = 1


class FileText(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of one file, or of a mail's own text: a row of the extracting pass.

    Attributes:
        sha256: of the file's bytes, or of the mail; hex.
        item: the item that carries it, or that it is; hex.
        part: the number of its part; empty where it is the item.
        name: its name there; untrusted.
        size: in bytes.
        content: what was read; without the bytes of files inside. Of a mail it has no pages: its text is in its entry.
        language: ISO 639-1; empty where it's unclear.
        entities: what is named in it.
        prints: fingerprints of its words (`assay.document.prints`), sorted.
    """

    sha256: str
    item: str
    part: str = ""
    name: str = ""
    size: int = 0
    content: Extracted = Extracted()
    language: str = ""
    entities: tuple[Entity, ...] = ()
    prints: tuple[int, ...] = ()
