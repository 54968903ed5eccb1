"""Writes signed, sealed and unsigned mails with files, as the people of the sample do."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from random import Random

from assay.demo.compose import Composed, Draft, compose
from assay.demo.documents import Attachment, docx
from assay.demo.people import cast, key_file
from assay.demo.transport import Post

WHEN = datetime(2017, 4, 3, 9, 30, tzinfo=UTC)


class Office:
    """Writes mails with files, as the people of the sample do."""

    def __init__(self) -> None:
        people = cast()
        self.post = Post(people, people.keys(), Random(7))
        self.keys = key_file(people.host, self.post.keys)
        self._count = 0

    def file(self, name: str) -> bytes:
        lines = [f"{name}: {word} {number}" for number, word in enumerate(("loyer", "salaires", "affiches", "salle"))]
        return docx(name, lines, "Claire Vasnier", WHEN - timedelta(days=3))

    def mail(self, sender: str, to: str, *files: Attachment, parent: Composed | None = None) -> Composed:
        self._count += 1
        person = self.post.cast.person
        draft = Draft(
            sender=person[sender],
            to=(person[to],),
            subject=f"Pièce {self._count}",
            text=f"Bonjour,\nvoici la pièce numéro {self._count}, merci de la relire avant la réunion de jeudi soir.\n",
            when=WHEN + timedelta(hours=3 * self._count),
            attachments=files,
            parent=parent,
        )
        return compose(draft, self.post.random)

    def sent(self, mail: Composed) -> bytes:
        return self.post.deliver(self.post.submit(mail), mail, mail.draft.to[0])


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2017, 4, 1, 10, 0, 0)), data)
    return buffer.getvalue()
