"""PDF, RTF, HTML, text in many charsets, tables, pictures, mail, cards, calendars, sound."""

from __future__ import annotations

import csv
import io
import random
import re
import struct
import wave
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from document.makers.story import Made, Story

CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "latin-1")
CYRILLIC_CHARSETS = ("koi8-r", "cp1251", "cp866", "iso-8859-5")


def pdf(story: Story, **options: object) -> Made:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    canvas.setTitle(story.title)
    canvas.setAuthor(story.author)
    canvas.setCreator("Writer")
    for at, text in enumerate(story.paragraphs):
        words = text.split()
        for line, start in enumerate(range(0, len(words), 6)):
            canvas.drawString(60, 780 - 20 * line, " ".join(words[start : start + 6]))
        if at < len(story.paragraphs) - 1:
            canvas.showPage()
    canvas.save()
    facts = {"title": story.title, "author": story.author, "application": "Writer", "page_size": "210 x 297 mm"}
    times = {"created": story.created, "modified": story.modified}
    data = buffer.getvalue()
    for name, when in times.items():  # of the same length, so that nothing in the file moves
        field = {"created": b"CreationDate", "modified": b"ModDate"}[name]
        data = re.sub(rb"(/%s \(D:)\d{14}[+-]\d\d" % field, rb"\g<1>%s+00" % f"{when:%Y%m%d%H%M%S}".encode(), data)
    seconds = {} if options else {name: when.timestamp() for name, when in times.items()}
    return Made("a.pdf", "pdf", data, story.words, {**facts, "pages": str(len(story.paragraphs))}, seconds)


def eml(story: Story) -> Made:
    """A mail whose text stands as base64 beside HTML, with a table as its file."""
    mail = EmailMessage(policy=SMTP)
    author = f"{story.author} <author@town.example>"
    mail["From"], mail["To"], mail["Subject"] = author, "Reader <reader@town.example>", story.title
    mail["Date"], mail["Message-ID"] = format_datetime(story.created), f"<{len(story.words)}@town.example>"
    text = "\n\n".join(story.paragraphs)
    mail.set_content(text, cte="base64")
    mail.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
    mail.add_attachment(table(story).data, maintype="text", subtype="csv", filename="a.csv")
    words = [*story.words, *story.title.split()]
    facts = {"title": story.title, "author": author}
    return Made("a.eml", "message", mail.as_bytes(), words, facts, {"created": story.created.timestamp()})


def rtf(story: Story) -> Made:
    def letters(text: str) -> str:
        return "".join(
            sign if sign.isascii() else f"\\'{sign.encode('cp1252')[0]:02x}" if sign in "éöèß" else f"\\u{ord(sign)}?"
            for sign in text
        )

    def when(name: str, at: str) -> str:
        parts = getattr(story, at).strftime("\\yr%Y\\mo%m\\dy%d\\hr%H\\min%M\\sec%S")
        return f"{{\\{name}{parts}}}"

    halves = [(letters(text[:5]), letters(text[5:])) for text in story.paragraphs]
    paragraphs = "".join(f"\\pard\\f0 {one}{{\\b {other}}}\\par\r\n" for one, other in halves)
    source = (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}{\\f1\\fnil\\fcharset204 Arial Cyr;}}"
        "{\\*\\generator Riched20 10.0;}{\\info{\\title " + letters(story.title) + "}{\\author " + letters(story.author)
        + "}" + when("creatim", "created") + when("revtim", "modified") + "}{\\header kopf\\par}"
        + paragraphs + "\\f1 \\'ec\\'e8\\'f0\\f0\\par {\\deleted gestrichen}}"
    )  # fmt: skip
    facts = {"author": story.author, "application": "Riched20 10.0", "codepage": "1252", "title": story.title}
    times = {"created": story.created.timestamp(), "modified": story.modified.timestamp()}
    return Made("a.rtf", "rtf", source.encode("ascii"), [*story.words, "kopf", "мир", "gestrichen"], facts, times)


def html(story: Story) -> Made:
    body = "".join(f"<p>{escape(text[:6])}<b>{escape(text[6:])}</b>" for text in story.paragraphs)
    source = (
        f"<!DOCTYPE html><html><head><title>{story.title}</title><meta name=author content='{story.author}'>"
        f"<style>p {{}}</style></head><body>{body}<div style='display:none'>unsichtbar</div></body></html>"
    )
    facts = {"title": story.title, "author": story.author, "hidden": "unsichtbar"}
    return Made("a.html", "html", source.encode(), [*story.words, "unsichtbar"], facts)


def text(story: Story, charset: str) -> Made:
    known = {"latin-1": "cp1252", "utf-8-sig": "utf-8"}.get(charset, charset)
    data = "\r\n".join(story.paragraphs).encode(charset, "replace")
    return Made("a.txt", "text", data, story.words, {"charset": known})


def table(story: Story) -> Made:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    width = 5
    words = story.words[: len(story.words) // width * width]
    writer.writerows(words[at : at + width] for at in range(0, len(words), width))
    facts = {"delimiter": "semicolon", "rows": str(len(words) // width)}
    return Made("a.csv", "csv", buffer.getvalue().encode(), words, facts)


def drawing(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture of its own for each seed: large shapes on a slope of colour."""
    rng = random.Random(seed)
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = rng.randrange(size[0]), rng.randrange(size[1])
        shape = [x, y, x + rng.randrange(20, size[0] // 2), y + rng.randrange(20, size[1] // 2)]
        colour = tuple(rng.randrange(256) for _ in range(3))
        (pen.ellipse if rng.random() < 0.5 else pen.rectangle)(shape, fill=colour)
    return image


def picture(story: Story, seed: int, form: str) -> Made:
    image = drawing(seed)
    exif = Image.Exif()
    exif[0x0110], exif[0x0131], exif[0x0132] = "Kamera 5", "Werkzeug 2", story.created.strftime("%Y:%m:%d %H:%M:%S")
    exif[0x8825] = {1: "N", 2: (48.0, 51.0, 24.0), 3: "W", 4: (2.0, 21.0, 3.6)}
    buffer = io.BytesIO()
    with_exif = form in {"jpeg", "png", "webp", "tiff"}
    image.save(buffer, form, **({"exif": exif.tobytes()} if with_exif else {}))
    facts = {"dimensions": "640 x 480"}
    if with_exif:
        facts |= {"camera": "Kamera 5", "software": "Werkzeug 2", "gps": "48.856667, -2.351000"}
    times = {"modified": story.created.timestamp()} if with_exif else {}
    return Made(f"a.{form}", form, buffer.getvalue(), [], facts, times)


def vcard(story: Story) -> Made:
    note = "\\n".join(story.paragraphs)
    folded = "\r\n ".join(note[at : at + 60] for at in range(0, len(note), 60))
    revised = story.created.strftime("%Y%m%dT%H%M%SZ")
    lines = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{story.author}\r\nREV:{revised}\r\nNOTE:{folded}\r\n"
    data = (lines + "END:VCARD\r\n").encode()
    return Made("a.vcf", "vcard", data, story.words, {"title": story.author}, {"modified": story.created.timestamp()})


def icalendar(story: Story) -> Made:
    note = "\\n".join(story.paragraphs)
    folded = "\r\n\t".join(note[at : at + 70] for at in range(0, len(note), 70))
    lines = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Made//EN\r\nBEGIN:VEVENT\r\nSUMMARY:{story.title}\r\n"
        f"CREATED:{story.created:%Y%m%dT%H%M%SZ}\r\nDESCRIPTION:{folded}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    facts = {"title": story.title, "application": "-//Made//EN", "events": "1"}
    return Made("a.ics", "icalendar", lines.encode(), story.words, facts, {"created": story.created.timestamp()})


def sound(story: Story) -> Made:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * 12_000)
    title = story.title.encode() + b"\0"
    title += b"\0" * (len(title) % 2)
    info = b"INFOINAM" + struct.pack("<I", len(title)) + title
    data = buffer.getvalue() + b"LIST" + struct.pack("<I", len(info)) + info
    data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
    return Made("a.wav", "audio", data, [], {"title": story.title, "duration": "1.50 s"})
