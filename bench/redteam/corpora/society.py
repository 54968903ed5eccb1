"""The people of a campaign of any size: where they live, what they write with, and how that changes over time."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from assay.demo.people import Cast, Host, Person, load

if TYPE_CHECKING:
    from random import Random

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("campaign.toml").read_text("utf-8"))
START = datetime(2015, 9, 7, 5, tzinfo=UTC)
DAYS = 590
OWNERS = 6
FORGOT = datetime(2010, 1, 1, tzinfo=UTC)
_HOURS = {"paris": 1, "london": 0, "reunion": 4, "new-york": -5}
_SUMMER = {"paris", "london", "new-york"}
_ACCENTS = str.maketrans("éèêëïîçàâôûü' ", "eeeeiicaaouu--")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who writes, over the years.

    Attributes:
        person: with the program of the first days.
        later: the program after `changed`; the same one for most.
        changed: when.
        second: a second account, or None; the share of mails that come from it is `elsewhere`.
        phone: the share of mails that are written on a phone.
        zone: where the clock on the wall is.
        journey: when the person is abroad for three weeks.
        lag: how many days new versions wait to be installed.
        fast: by how much the machine's clock is fast.
        reset: when the machine forgets the year for nine days, or None.
        cuts: the share of answers that quote only the beginning.
        inline: the share that answers between quoted paragraphs.
        greeting, closing: words of habit.
        length: paragraphs of a usual mail.
    """

    person: Person
    later: str
    changed: datetime
    second: Person | None
    elsewhere: float
    phone: float
    zone: str
    journey: datetime
    lag: int
    fast: timedelta
    reset: datetime | None
    cuts: float
    inline: float
    greeting: str
    closing: str
    length: int

    def hand(self, when: datetime, random: Random) -> tuple[Person, str]:
        """Who it is and with what, at that time: a program, or `phone`."""
        person = self.second if self.second and random.random() < self.elsewhere else self.person
        mailer = self.later if person is self.person and when >= self.changed else person.mailer
        host = at(person.host, when)
        if random.random() < self.phone:
            sign = DATA["people"]["phone_fr" if person.language == "fr" else "phone_en"]
            return msgspec.structs.replace(person, host=host, mailer="apple", sign=sign), "phone"
        return msgspec.structs.replace(person, host=host, mailer=mailer), mailer

    def local(self, when: datetime) -> datetime:
        """The time as it's shown where the person is."""
        zone = "new-york" if self.journey <= when < self.journey + timedelta(days=20) else self.zone
        return when.astimezone(timezone(timedelta(hours=_HOURS[zone] + (zone in _SUMMER and _is_summer(when)))))

    def clock(self, when: datetime) -> datetime:
        """What the person's own machine takes the time for."""
        if self.reset and self.reset <= when < self.reset + timedelta(days=9):
            return self.local(FORGOT + (when - self.reset))
        return self.local(when + self.fast)


def _is_summer(when: datetime) -> bool:
    """Whether Europe has summer time (directive 2000/84/EC); it's taken for New York too."""
    ends = []
    for month in (3, 10):
        last = datetime(when.year, month, 31, 1, tzinfo=UTC)
        ends.append(last - timedelta(days=(last.weekday() + 1) % 7))
    return ends[0] <= when < ends[1]


def at(host: str, when: datetime) -> str:
    """The host that serves a domain at a time."""
    return f"{host}2" if host in DATA["moved"] and when >= DATA["moved"][host] else host


def cast_of(mailing_list: Person) -> Cast:
    """The hosts, and the list under the name by which the sample's post office knows it."""
    hosts = msgspec.convert(DATA["host"], dict[str, Host])
    return Cast({"atelier": mailing_list}, hosts)


def figures(mails: int, random: Random) -> tuple[list[Figure], list[Figure]]:
    """The owners of mailboxes, and those who write to them; more of them for more mails."""
    names = load("templates.toml")["names"]
    french = [(first, last) for last in names["last"] for first in names["first"]]
    random.shuffle(french)
    owners = OWNERS + mails // 5000
    others = min(len(french) - owners, 24 + mails // 60)
    made = [_figure(number, french[number], random, owner=number < owners) for number in range(owners + others)]
    english = [(first, last) for last in DATA["people"]["english_last"] for first in DATA["people"]["english_first"]]
    random.shuffle(english)
    made += [_figure(number, english[number], random, owner=False, english=True) for number in range(4 + others // 8)]
    return made[:owners], made[owners:]


def _figure(number: int, name: tuple[str, str], random: Random, *, owner: bool, english: bool = False) -> Figure:
    people = DATA["people"]
    hosts = people["owner_hosts"] if owner else people["english_hosts"] if english else people["hosts"]
    host = hosts[number % len(hosts)]
    language = "en" if english else "fr"
    person = _account(name, host, language, random)
    second = None
    if random.random() < 0.2:
        second = _account(name, random.choice(("pli", "telemail", "libre")), language, random)
    zone = people["zones"][number % 10]
    return Figure(
        person=person,
        later=_mailer(host, random) if random.random() < 0.3 else person.mailer,
        changed=START + timedelta(days=random.uniform(0.2, 0.8) * DAYS),
        second=second,
        elsewhere=random.uniform(0.02, 0.3),
        phone=random.choice((0, 0, 0.05, 0.2, 0.5)),
        zone="london" if english else "paris" if owner and zone != "london" else zone,
        journey=START + timedelta(days=random.uniform(0, 4) * DAYS),
        lag=random.randrange(200),
        fast=timedelta(minutes=random.choice((63, 118, -41))) if number % 23 == 11 else timedelta(),
        reset=START + timedelta(days=random.uniform(0.3, 0.9) * DAYS) if number % 29 == 13 else None,
        cuts=random.choice((0, 0, 0.1, 0.5)),
        inline=random.choice((0, 0, 0.1, 0.4)),
        greeting=random.choice(people[f"greetings_{language}"]),
        closing=random.choice(people[f"closings_{language}"]),
        length=random.choice((1, 1, 2, 2, 3, 5)),
    )


def _account(name: tuple[str, str], host: str, language: str, random: Random) -> Person:
    local = f"{name[0]}.{name[1]}".lower().translate(_ACCENTS)
    address = f"{local}@{DATA['host'][host]['domain']}"
    sign = random.choice(("", name[0], f"{name[0]} {name[1]}", f"{name[0]} {name[1]}\nTél. 04 00 {len(local):02d} 17"))
    mailer = _mailer(host, random)
    return Person(name=" ".join(name), address=address, host=host, mailer=mailer, language=language, sign=sign)


def _mailer(host: str, random: Random) -> str:
    return str(random.choice(DATA["people"]["mailers"][host not in {"pli", "rivage"}]))
