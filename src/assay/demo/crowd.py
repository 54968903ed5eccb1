"""Mail that comes in numbers: volunteers, newsletters, bank notices and a mailing list, from templates."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from assay.demo import documents
from assay.demo.compose import Draft, compose
from assay.demo.copies import OWNERS, Copy, copies_of, genuine, paris
from assay.demo.people import Person

if TYPE_CHECKING:
    from random import Random

    from assay.demo.transport import Post

ISSUES = {"quotidien": 17, "channel": 14, "banque": 8}
LIST_MAILS = 14
FIRST = datetime(2016, 9, 20, 5, tzinfo=UTC)
DAYS = 215


def filled(
    subject: str, text: str, lists: dict[str, list[str]], random: Random, *, varied: bool = False
) -> tuple[str, str]:
    """Fill the words in braces from the lists.

    Args:
        subject: the subject's template.
        text: the text's template.
        lists: the words for each name.
        random: draws them.
        varied: a name that comes again gets another word; otherwise the same one throughout.

    Returns:
        subject and text; a name's first word is the same in both.
    """
    drawn = {name: random.sample(words, len(words)) for name, words in lists.items()}

    def fill(template: str) -> str:
        used: dict[str, int] = {}

        def word(match: re.Match[str]) -> str:
            number = used.get(match[1], 0)
            used[match[1]] = number + 1 if varied else 0
            return drawn[match[1]][number]

        return _contracted(re.sub(r"\{(\w+)\}", word, template))

    return fill(subject), fill(text).strip("\n")


def _contracted(text: str) -> str:
    """Contract preposition and article as French does: `de le` is `du`, `à les` is `aux`."""
    for long, short in (("de le", "du"), ("de les", "des"), ("à le", "au"), ("à les", "aux")):
        text = re.sub(rf"\b{long}\b", short, text, flags=re.IGNORECASE)
    return text


def _times(count: int, random: Random) -> list[datetime]:
    """Return so many times in the campaign's waking hours, evenly spread with some chance, in order."""
    days = [DAYS * (number + random.uniform(0.2, 0.8)) / count for number in range(count)]
    hours = [random.uniform(0.4, 14) for _ in days]
    return [paris(FIRST + timedelta(days=int(day), hours=hour)) for day, hour in zip(days, hours, strict=True)]


def volunteers(post: Post, templates: dict[str, Any]) -> list[Copy]:
    """Return what volunteers wrote to one or two of the mailboxes' owners."""
    random, copies = post.random, []
    troop = [_volunteer(templates["names"], post, number) for number in range(20)]
    mails = [template for template in templates["volunteer"] for _ in range(template["times"])]
    random.shuffle(mails)
    for template, when in zip(mails, _times(len(mails), random), strict=True):
        sender = random.choice(troop)
        subject, text = filled(template["subject"], template["text"], templates["lists"], random)
        files = tuple(
            documents.make(f"{name}_{random.randrange(1000, 9999)}.png", "", (), sender.name, when, random)
            for name in template.get("attach", ())
        )
        among = OWNERS[2:4] if template.get("language") == "en" else OWNERS[:3]
        receivers = random.sample(among, k=random.choice((1, 1, 2)))
        people = tuple(post.cast.person[name] for name in receivers)
        draft = Draft(sender=sender, to=people, subject=subject, text=text, when=when, attachments=files)
        copies += copies_of(post, compose(draft, random))
    return copies


def _volunteer(names: dict[str, list[str]], post: Post, number: int) -> Person:
    first, last = names["first"][number], names["last"][number]
    host = names["hosts"][number % 5]
    local = f"{first}.{last}".lower().translate(str.maketrans("éèêëïçàâô", "eeeeicaao"))
    mailer = {"pli": "gmail", "telemail": "webmail", "mairie": "outlook"}[host]
    if number % 7 == 0:
        mailer = ("apple", "thunderbird")[number // 7 % 2]
    address = f"{local}@{post.cast.host[host].domain}"
    return Person(name=f"{first} {last}", address=address, host=host, mailer=mailer, language="fr", sign=first)


def newsletters(post: Post, templates: dict[str, Any]) -> list[Copy]:
    """Return the newsletters and notices, one mail for each subscriber."""
    copies = []
    for template in templates["newsletter"]:
        sender = post.cast.person[template["from"]]
        for when in _times(ISSUES[template["from"]], post.random):
            subject, text = filled(template["subject"], template["text"], templates["lists"], post.random, varied=True)
            early = when.replace(hour=6, minute=30)
            draft = Draft(sender=sender, to=(), subject=subject, text=text, when=early)
            for owner in template["to"]:
                single = msgspec.structs.replace(draft, to=(post.cast.person[owner],))
                copies += copies_of(post, compose(single, post.random), template["from"])
    return copies


def through_list(post: Post, templates: dict[str, Any]) -> list[Copy]:
    """Return mails that went through the mailing list, which breaks their signatures innocently."""
    copies = []
    people = [post.cast.person[name] for name in ("lherbier", "sorel", "fournel", "sorel")]
    for number, when in enumerate(_times(LIST_MAILS, post.random)):
        template = templates["list"][number % len(templates["list"])]
        sender = msgspec.structs.replace(people[number % len(people)], mailer="thunderbird")
        subject, text = filled(template["subject"], template["text"], templates["lists"], post.random)
        draft = Draft(sender=sender, to=(post.cast.person["atelier"],), subject=subject, text=text, when=when)
        mail, tag, delay = compose(draft, post.random), number % 2 == 0, timedelta(seconds=post.random.uniform(20, 90))
        listed = post.through_list(post.submit(mail), mail, templates["footer"]["text"], delay, tag=tag)
        note = "a list appended its footer" + (" and tagged the subject" if tag else "")
        for owner in ("tarhouni", "lherbier"):
            raw = post.deliver(listed, mail, post.cast.person[owner], listed=delay)
            copies.append(genuine(owner, "list", mail, raw, ("authenticated", "corroborated", "unproven"), note))
    return copies
