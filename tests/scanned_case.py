"""A small dump whose texts stand in pictures, examined with OCR."""

from __future__ import annotations

import io
import random
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assay.engine.examine import Options, examine
from assay.engine.watch import Silent
from document.makers.page_maker import note, png

if TYPE_CHECKING:
    from pathlib import Path

    from assay.engine.examine import Summary

LETTER = (
    "Le conseil a versé 48 400 euros à la société Vasnier pour la salle des fêtes de Corbelin, et le maire attend la "
    "facture de l'imprimeur avant la réunion du comité de vendredi."
)
CHAT = (
    "We met the builders on Thursday and they want 7,300 more before the roof is finished, please do not tell the "
    "treasurer until the money from Geneva has arrived."
)
OWN = "The minutes of the meeting of the committee were approved by all members who were present."


class Scanned(NamedTuple):
    """The case, its dump, and what the runs without and with OCR came to."""

    path: Path
    dump: Path
    before: Summary
    after: Summary


def build(folder: Path) -> Scanned:
    """Make the dump and examine it, first without OCR."""
    dump = folder / "dump"
    dump.mkdir()
    shot = png(note(CHAT))
    (dump / "letter.eml").write_bytes(mail("letter", minutes(), "minutes.pdf"))
    (dump / "chat.eml").write_bytes(mail("chat", shot, "chat.png", (png(Image.new("L", (180, 60), 99)), "logo.png")))
    (dump / "report.docx").write_bytes(docx(shot))
    (dump / "noise.png").write_bytes(png(Image.frombytes("L", (400, 300), random.Random(1).randbytes(120_000))))
    (dump / "fax.tif").write_bytes(fax())
    case = folder / "case"
    before = examine(Options((dump,), case, recover_minutes=0.0, jobs=1), Silent())
    after = examine(Options((dump,), case, recover_minutes=0.0, jobs=2, ocr=True), Silent())
    return Scanned(case, dump, before, after)


def mail(name: str, data: bytes, file: str, *more: tuple[bytes, str]) -> bytes:
    """A mail with files."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@town.example", "b@town.example", name
    made["Message-ID"], made["Date"] = f"<{name}@town.example>", "Fri, 5 May 2017 18:35:20 +0200"
    made.set_content("See the file.")
    for content, called in ((data, file), *more):
        kind = "image" if called.endswith("png") else "application"
        made.add_attachment(content, kind, called.rpartition(".")[2], filename=called)
    return made.as_bytes()


def minutes() -> bytes:
    """A PDF of a page of text, a blank one, and a scanned one."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(60, 700, OWN)
    canvas.showPage()
    canvas.showPage()
    canvas.drawImage(ImageReader(note(LETTER)), 40, 500, 500, 200)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx(picture: bytes) -> bytes:
    """A document of Word that holds a picture."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "word/document.xml", "<w:document xmlns:w='w'><w:body><w:p><w:t>Report</w:t></w:p></w:body></w:document>"
        )
        made.writestr("word/media/image1.png", picture)
    return out.getvalue()


def fax() -> bytes:
    """Two pages of a fax, the second of which is damaged."""
    out = io.BytesIO()
    first = note("The fax says that the shipment of forty crates left the harbour of Brest on Tuesday morning.")
    first.save(out, "TIFF", save_all=True, append_images=[note("second " * 30)], compression="tiff_lzw")
    data = bytearray(out.getvalue())
    data[-len(data) // 4 : -400] = bytes(len(data[-len(data) // 4 : -400]))
    return bytes(data)
