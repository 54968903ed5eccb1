"""Documents in French and English with entities that are known, and with what only looks like one."""

from __future__ import annotations

import datetime as dt
import re
from random import Random
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
FRENCH = _WORD.findall(
    "Bonjour, voici les éléments demandés par la trésorière avant la réunion de demain. Le travail avance bien, "
    "l'équipe relit encore le texte du tract et la salle est réservée."
)
ENGLISH = _WORD.findall(
    "Hello, here is what the treasurer asked for before the meeting tomorrow. The work goes on well, the team "
    "still reads the text of the leaflet and the room has been booked."
)
MONTHS_FRENCH = _WORD.findall("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
MONTHS_ENGLISH = _WORD.findall("January February March April May June July August September October November December")


class Planted(NamedTuple):
    """What a document says, and what is to be found in it."""

    written: str
    kind: str
    value: str


def luhn_digit(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 == 0 else 1)
        total += number // 10 + number % 10
    return str(-total % 10)


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def iban(random: Random) -> str:
    country, length, letters = random.choice([("FR", 23, "151014"), ("DE", 18, "1314"), ("BE", 12, "1114")])
    account = digits(random, length)
    return (
        f"{country}{98 - int(account + letters + '00') % 97:02}{account}" if country != "FR" else french_iban(account)
    )


def french_iban(account: str) -> str:
    rib = account[:21]
    key = 97 - (89 * int(rib[:5]) + 15 * int(rib[5:10]) + 3 * int(rib[10:])) % 97
    account = f"{rib}{key:02}"
    return f"FR{98 - int(account + '152700') % 97:02}{account}"


def fours(value: str) -> str:
    return " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def s10(random: Random) -> str:
    serial = digits(random, 8)
    check = 11 - sum(w * int(d) for w, d in zip((8, 6, 4, 2, 3, 5, 9, 7), serial, strict=True)) % 11
    return f"RB{serial}{ {10: 0, 11: 5}.get(check, check) }FR"


def spaced(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


def planted(random: Random, *, french: bool) -> list[Planted]:
    """One of each form."""
    account, day = iban(random), dt.date(random.randint(1990, 2030), random.randint(1, 12), random.randint(13, 28))
    amount, cents = random.randint(1_000, 9_999_999), random.randint(0, 99)
    card = "4" + digits(random, 14)
    card += luhn_digit(card)
    siren = random.choice("123456789") + digits(random, 7)
    siren += luhn_digit(siren)
    mobile = random.choice(["60", "61", "62", "81"]) + digits(random, 6)
    pairs = " ".join(mobile[at : at + 2] for at in range(0, 8, 2))
    name, host = f"p{digits(random, 4)}.martin", f"site{digits(random, 3)}.{random.choice(['fr', 'org', 'co.uk'])}"
    case = digits(random, 5)
    tracked = s10(random)
    months = MONTHS_FRENCH if french else MONTHS_ENGLISH
    both = [
        Planted(fours(account), "iban", account),
        Planted(f"{name}@{host}", "email", f"{name}@{host}"),
        Planted(f"{name}[at]x{host.replace('.', '[.]')}", "email", f"{name}@x{host}"),
        Planted(f"https://www.{host}/a/b?c={case}", "url", f"https://www.{host}/a/b?c={case}"),
        Planted(f"hxxp://y{host.replace('.', '[.]')}/l", "url", f"http://y{host}/l"),
        Planted(f"z{host}", "domain", f"z{host}"),
        Planted(f"+33 6 {pairs}", "phone", f"+336{mobile}"),
        Planted(day.isoformat(), "date", day.isoformat()),
        Planted(fours(card), "card", card),
        Planted(tracked, "tracking", tracked),
    ]
    later = day + dt.timedelta(days=400)
    if french:
        return [
            *both,
            Planted(f"{spaced(amount, ' ')},{cents:02} €", "amount", f"{amount}.{cents:02} EUR"),
            Planted(f"{case[:2]} k€", "amount", f"{int(case[:2])}000.00 EUR"),
            Planted("3,5 millions d'euros", "amount", "3500000.00 EUR"),
            Planted(f"le {later.day} {months[later.month - 1]} {later.year}", "date", later.isoformat()),
            Planted(f"SIREN {siren[:3]} {siren[3:6]} {siren[6:]}", "company", siren),
            Planted(f"RG n° 17/{case}", "case", f"RG 17/{case}"),
            Planted(f"facture n° F-2017-{case}", "case", f"F-2017-{case}"),
            Planted(f"07.{pairs.replace(' ', '.')}", "phone", f"+337{mobile}"),
        ]
    return [
        *both,
        Planted(f"€{amount:,}.{cents:02}", "amount", f"{amount}.{cents:02} EUR"),
        Planted(f"USD {case[:2].replace('0', '1')}m", "amount", f"{int(case[:2].replace('0', '1'))}000000.00 USD"),
        Planted(f"£{amount}", "amount", f"{amount}.00 GBP"),
        Planted(f"{months[later.month - 1]} {later.day}th, {later.year}", "date", later.isoformat()),
        Planted(f"invoice no. INV-{case}", "case", f"INV-{case}"),
        Planted(f"case no. 17-cv-{case}", "case", f"17-CV-{case}"),
        Planted("phone 020 7946 0958", "phone", "+442079460958"),
    ]


def misleading(random: Random) -> list[str]:
    """What isn't an entity: a wrong check digit, a version, a hash, a file's name, a measure."""
    account = iban(random)
    return [
        fours(account[:-1] + str((int(account[-1]) + 1) % 10)),
        f"version {random.randint(1, 9)}.{random.randint(10, 40)}.{random.randint(1, 9)}",
        "".join(random.choice("0123456789abcdef") for _ in range(40)),
        "notes.md",
        "etc.et",
        f"{random.randint(10, 99)} mètres",
        f"{random.randint(1, 9)}:{random.randint(10, 59)}",
        f"99/99/{random.randint(2000, 2030)}",
        digits(random, 12),
        "1,5 kg",
        "a @ b",
        "//",
    ]


def document(seed: int, *, french: bool) -> tuple[str, list[Planted]]:
    """A text and what is to be found in it."""
    random = Random(seed)
    known = planted(random, french=french)
    pieces = [*(one.written for one in known), *misleading(random)]
    random.shuffle(pieces)
    words = FRENCH if french else ENGLISH
    sentences = [f"{' '.join(random.sample(words, 6)).strip(',.')} : {piece} ;" for piece in pieces]
    return "\n".join(sentences), known
