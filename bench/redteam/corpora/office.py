"""The campaign's people at work: they write, servers carry, and copies land in mailboxes."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from assay.demo import documents
from assay.demo.compose import Composed, Draft, compose
from assay.demo.people import Person, load
from assay.demo.transport import Post
from redteam.corpora import ways, writing
from redteam.corpora.society import DATA, DAYS, START, Figure, at, cast_of, figures
from redteam.corpora.ways import Sent

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from assay.demo.documents import Attachment

REMEMBERED = 400
_KINDS = ("report.pdf", "note.docx", "budget.xlsx", "plan.pdf", "texte.docx")


class Campaign:
    """Tells the story; every copy in a mailbox goes to `keep(mailbox, bytes)`."""

    def __init__(self, mails: int, random: Random, keep: Callable[[str, bytes], None]) -> None:
        self.random, self.keep = random, keep
        self.owners, self.others = figures(mails, random)
        lists = [
            Person(**{name: one[name] for name in ("name", "address", "host")}, mailer="", language="fr")
            for one in DATA["list"]
        ]
        keys = cast_of(lists[0]).keys()
        self.posts = [Post(cast_of(one), keys, random) for one in lists]
        self.boxes = {
            account.address: figure
            for figure in reversed(self.owners)
            for account in (figure.person, figure.second)
            if account
        }
        self.recent: deque[tuple[Sent, Figure, bytes]] = deque(maxlen=REMEMBERED)
        self.files: deque[tuple[datetime, Attachment]] = deque(maxlen=60)
        self.pictures = [documents.png(random) for _ in range(40)]
        self.templates = load("templates.toml")

    def any_time(self) -> datetime:
        """A moment of a waking day."""
        return START + timedelta(days=self.random.randrange(DAYS), hours=self.random.triangular(0, 17, 6))

    def circle(self, owner: Figure, count: int) -> list[Figure]:
        """Some of those with whom the owner writes: a few often, many seldom."""
        place = self.owners.index(owner) * 17
        chosen = {int(self.random.paretovariate(0.7)) % len(self.others) for _ in range(count)}
        people = [self.others[(place + number) % len(self.others)] for number in sorted(chosen)]
        return people + [
            one for one in self.random.sample(self.owners, 1) if self.random.random() < 0.3 and one is not owner
        ]

    def send(
        self,
        figure: Figure,
        to: list[Person],
        subject: str,
        text: str,
        true: datetime,
        *,
        parent: Sent | None = None,
        cc: tuple[Person, ...] = (),
        attachments: tuple[Attachment, ...] = (),
        change: Callable[[Composed, bytes], bytes] | None = None,
    ) -> tuple[Sent, bytes]:
        """Write a mail and bring it to all mailboxes; gives it, and the bytes that the sender's host passed on."""
        random = self.random
        person, program = figure.hand(true, random)
        own = program == "phone" or person.mailer in {"gmail", "webmail"}
        when = figure.local(true) if own else figure.clock(true)
        draft = Draft(
            sender=person,
            to=tuple(to),
            cc=cc,
            subject=subject,
            text=text,
            when=when,
            attachments=attachments,
            parent=self._read(figure, parent) if parent else None,
        )
        mail = compose(draft, random)
        raw = ways.dressed(mail.raw, program, true, figure.lag, answer=bool(parent))
        mail = msgspec.structs.replace(mail, raw=change(mail, raw) if change else raw)
        passed = self.posts[0].submit(ways.at(mail, true))
        delay = (
            timedelta(seconds=int(random.choice((400, 1900, 9000, 90_000, 260_000))))
            if random.random() < 0.02
            else timedelta()
        )
        sent = Sent(mail, true, true + delay)
        if figure in self.owners:
            status = b"X-Mozilla-Status: 0001\r\nX-Mozilla-Status2: 00800000\r\n" if program == "thunderbird" else b""
            self.file(figure, status + mail.raw)
        for receiver in dict.fromkeys((*to, *cc)):
            self.bring(passed, sent, receiver, delay)
        return sent, passed

    def file(self, owner: Figure, raw: bytes) -> None:
        """Put a copy into a mailbox; some export theirs with LF."""
        lf = self.owners.index(owner) % 3 == 2
        self.keep(owner.person.address.partition("@")[0], raw.replace(b"\r\n", b"\n") if lf else raw)

    def bring(self, passed: bytes, sent: Sent, receiver: Person, delay: timedelta) -> None:
        """Deliver a mail to a receiver, if the mailbox is among those that leaked."""
        owner = self.boxes.get(receiver.address)
        if not owner:
            return
        host = at(receiver.host, sent.true)
        there = msgspec.structs.replace(receiver, host=host)
        raw = ways.deliver(self.posts[0], passed, sent, there, delay)
        self.file(owner, raw)
        self.recent.append((sent, owner, raw))
        if owner.second and owner.zone == "paris" and self.random.random() < 0.1:
            self.file(owner, ways.redirected(self.posts[0], raw, Sent(sent.mail, sent.known, sent.known), owner.second))
        elif self.random.random() < 0.01:
            self.file(owner, raw)

    def _read(self, figure: Figure, parent: Sent) -> Composed:
        """The mail that is answered, as the answering program shows it: in its own zone, perhaps cut."""
        draft, text = parent.mail.draft, parent.mail.text
        if self.random.random() < figure.cuts:
            text = writing.cut(text, self.random)
        local = msgspec.structs.replace(draft, when=figure.local(draft.when))
        return msgspec.structs.replace(parent.mail, draft=local, text=text)

    def attached(self, figure: Figure, true: datetime) -> tuple[Attachment, ...]:
        """A file in some mails: a new one, or one that went round before."""
        random, known = self.random, [one for made, one in self.files if made < true]
        chance = random.random()
        if chance > 0.11:
            return ()
        if chance < 0.03:
            name = f"IMG_{random.randrange(1000, 9999)}.png"
            return (documents.Attachment(name, "image/png", random.choice(self.pictures)),)
        if chance < 0.05 and known:
            return (random.choice(known),)
        language = figure.person.language
        made = figure.local(true - timedelta(minutes=random.randrange(3, 9000)))
        name = f"{random.randrange(10, 99)}-{random.choice(_KINDS)}"
        lines = [writing.sentence(language, random) for _ in range(random.randrange(3, 14))]
        title = writing.subject(language, random)
        self.files.append((made, documents.make(name, title, lines, figure.person.name, made, random)))
        return (self.files[-1][1],)
