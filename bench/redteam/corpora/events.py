"""What happens in the campaign: conversations, forwarded mail, lists, newsletters, volunteers, notices by machines."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from assay.demo import crowd, marks
from assay.demo.compose import Composed, Draft, compose
from assay.demo.people import Person
from redteam.corpora import mailman, notices, parts, ways, writing
from redteam.corpora.society import DATA, DAYS, START, Figure
from redteam.corpora.ways import Sent

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from redteam.corpora.office import Campaign


def conversation(office: Campaign) -> None:
    """People write to and fro."""
    random = office.random
    owner = random.choice(office.owners)
    members = [owner, *office.circle(owner, random.choice((1, 1, 1, 2, 4)))]
    figure, true, sent = random.choice(members), office.any_time(), None
    subject = writing.subject(figure.person.language, random)
    for _ in range(min(16, int(random.expovariate(0.35)) + 1)):
        last = sent.mail.draft.sender if sent else None
        to = [one.person for one in members if one is not figure and not (last and _is(one, last))]
        to = [last, *(to if random.random() < 0.7 else [])] if last else to[:3]
        cc = tuple(to[1:]) if random.random() < 0.6 else ()
        text = writing.letter(figure, random, answer=bool(sent))
        parent = sent
        if sent and random.random() < figure.inline:
            above, text = writing.between(sent.mail.text, figure, random)
            parent = Sent(msgspec.structs.replace(sent.mail, text=above), sent.true, sent.known)
        if sent and random.random() < 0.03:
            subject = writing.subject(figure.person.language, random)
        sent, _ = office.send(
            figure,
            to[: len(to) - len(cc)],
            subject,
            text,
            true,
            parent=parent,
            cc=cc,
            attachments=office.attached(figure, true),
        )
        figure = random.choice([one for one in members if not _is(one, sent.mail.draft.sender)] or members)
        true = sent.known + timedelta(hours=random.lognormvariate(0.3, 1.4), seconds=random.randrange(70, 900))


def forward(office: Campaign) -> None:
    """Somebody passes on what lies in a mailbox, inline or as an attachment."""
    if not office.recent:
        return
    random = office.random
    sent, owner, raw = random.choice(office.recent)
    true = sent.known + timedelta(hours=random.lognormvariate(0, 1.5), minutes=3)
    to = [one.person for one in office.circle(owner, 1)]
    short = "TR: " if random.random() < 0.3 else "Fwd: "
    subject = short + sent.mail.draft.subject
    note = writing.sentence(owner.person.language, random) if random.random() < 0.6 else ""
    if random.random() < 0.2:
        office.send(owner, to, subject, note, true, change=lambda mail, own: _with_message(mail, own, raw, random))
        return
    local = owner.local(sent.mail.draft.when)
    text = f"{note}\n\n{writing.forwarded(sent.mail, owner.person, local)}"
    office.send(owner, to, subject, text, true, attachments=sent.mail.draft.attachments)


def listed(office: Campaign) -> None:
    """A discussion on a mailing list: a footer, a tag, List fields, and copies past the list."""
    random = office.random
    number = random.randrange(len(office.posts))
    about, post = DATA["list"][number], office.posts[number]
    readers = [one for place, one in enumerate(office.owners) if place % 3 != number]
    writers = [*office.others[number::5], *readers]
    true, sent, subject = office.any_time(), None, writing.subject("fr", random)
    for _ in range(min(9, int(random.expovariate(0.4)) + 1)):
        figure = random.choice(writers)
        cc = (sent.mail.draft.sender,) if sent and random.random() < 0.4 else ()
        text = writing.letter(figure, random, answer=bool(sent))
        address = post.cast.person["atelier"]
        sent, passed = office.send(figure, [address], subject, text, true, parent=sent, cc=cc)
        delay = timedelta(seconds=random.uniform(9, 90) if random.random() < 0.95 else random.uniform(4000, 90_000))
        subject = subject if about["tag"] in subject else about["tag"] + subject
        mail = ways.at(sent.mail, true)
        raw = post.through_list(passed, mail, "", delay, tag=False)
        fields, body, end = parts.split(mailman.footed(raw, about["footer"], marks.boundary(mail.draft, random, 0)))
        if about["tag"]:
            fields = mailman.tagged(fields, about["tag"].strip())
        raw = post.sign(parts.join(fields, body, end), about["host"], true + delay)
        for reader in readers:
            office.file(reader, post.deliver(raw, mail, reader.person, listed=delay))
        true = true + delay + timedelta(hours=random.lognormvariate(0.3, 1.4), minutes=2)
        sent = Sent(sent.mail, sent.true, true)


def newsletter(office: Campaign) -> None:
    """One issue, for each subscriber."""
    random = office.random
    about = random.choices(DATA["letter"], [1 / one["days"] for one in DATA["letter"]])[0]
    sender = Person(**{name: about[name] for name in ("name", "address", "host", "mailer", "language")})
    day = START + timedelta(days=random.randrange(DAYS), hours=random.choice((0, 0, 0, 2)))
    heads = [writing.subject(sender.language, random) for _ in range(4)]
    pieces = [f"{head}\n{writing.paragraph(sender.language, random)}" for head in heads]
    text = "\n\n".join([about["name"].upper(), *pieces, about["foot"]])
    for number, owner in enumerate(office.owners):
        if (number + len(about["name"])) % 3:
            true = day + timedelta(seconds=number * 2 + random.random())
            draft = Draft(
                sender=sender,
                to=(owner.person,),
                subject=f"{about['name']} : {heads[0]}",
                text=text,
                when=owner.local(true),
            )
            mail = compose(draft, random)
            office.bring(office.posts[0].submit(mail), Sent(mail, true, true), owner.person, timedelta())


def volunteer(office: Campaign) -> None:
    """Somebody new, or nearly, writes to one or two of the owners."""
    random = office.random
    template = random.choice(office.templates["volunteer"])
    subject, text = crowd.filled(template["subject"], template["text"], office.templates["lists"], random)
    to = [one.person for one in random.sample(office.owners, random.choice((1, 1, 2)))]
    figure, true = random.choice(office.others), office.any_time()
    text = f"{text}\n\n{writing.sentence('fr', random)}" if random.random() < 0.5 else text
    office.send(figure, to, subject, text, true, attachments=office.attached(figure, true))


def notice(office: Campaign) -> None:
    """A machine answers: somebody is away, or a mail couldn't be delivered; or a draft was never sent."""
    if not office.recent:
        return
    random = office.random
    sent, owner, _ = random.choice(office.recent)
    chance = random.random()
    if chance < 0.5:
        office.send(
            owner,
            [sent.mail.draft.sender],
            *notices.absence(owner, sent),
            sent.known + timedelta(seconds=2),
            change=notices.automatic,
        )
        return
    person, program = owner.hand(sent.known, random)
    true = sent.known + timedelta(minutes=random.randrange(5, 900))
    draft = Draft(
        sender=person,
        to=(sent.mail.draft.sender,),
        subject=writing.subject(person.language, random),
        text=writing.letter(owner, random),
        when=owner.local(true),
    )
    mail = compose(draft, random)
    mail = msgspec.structs.replace(mail, raw=ways.dressed(mail.raw, program, true, owner.lag, answer=False))
    if chance < 0.75:
        office.file(owner, notices.unsent(mail.raw))
        return
    office.file(owner, mail.raw)
    office.file(owner, notices.bounce(office.posts[0], mail, true))


def _is(figure: Figure, person: Person) -> bool:
    return person.name == figure.person.name


def _with_message(mail: Composed, own: bytes, inner: bytes, random: Random) -> bytes:
    fields, body, end = parts.split(own)
    rest, content = parts.content(fields)
    kind = [b"Content-Type: message/rfc822" + end, b"Content-Transfer-Encoding: 8bit" + end]
    kind.append(b'Content-Disposition: attachment; filename="message.eml"' + end)
    return parts.wrapped(rest, iter([(content, body), (kind, inner)]), marks.boundary(mail.draft, random, 0), end)


EVENTS: tuple[tuple[Callable[[Campaign], None], int], ...] = (
    (conversation, 50),
    (listed, 8),
    (newsletter, 16),
    (volunteer, 30),
    (forward, 16),
    (notice, 12),
)
"""What happens, and how often of all."""
