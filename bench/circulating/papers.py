"""Papers with known words: letters, contracts, invoices, tables, minutes, receipts, mails, on forms that are reused."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

KINDS = ("letter", "contract", "invoice", "budget", "minutes", "receipt", "summons", "mail")
LANGUAGES = ("fr", "en")
_FIRST = date(2014, 1, 6)
_DAYS = 1_200
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("forms.toml").read_text("utf-8"))


@cache
def _words(language: str) -> list[str]:
    data = tomllib.loads(Path(__file__).parents[1].joinpath("words.toml").read_text("utf-8"))
    return data[{"fr": "french", "en": "english"}[language]]["words"].split()


@dataclass(frozen=True)
class House:
    """Whose form it is: what stands in its letterhead and is the same in all its papers."""

    kind: str
    language: str
    number: int
    values: dict[str, str]

    @property
    def head(self) -> list[str]:
        """The letterhead."""
        phone, siren = self.values["house_phone"], self.values["house_siren"]
        return [self.values["house"], f"{self.values['house_address']} - {phone}", f"SIREN {siren}"]


@dataclass(frozen=True)
class Paper:
    """One document: its blocks are lines, or rows of cells where they're tuples."""

    house: House
    number: int
    title: str
    head: tuple[str, ...]
    blocks: tuple[str | tuple[str, ...], ...]
    names: tuple[str, ...]
    sender: str
    recipient: str

    @property
    def lines(self) -> list[str]:
        """All text."""
        rows = ("\t".join(block) if isinstance(block, tuple) else block for block in self.blocks)
        return [*self.head, self.title, *rows]

    def edited(self, at: int, block: str | tuple[str, ...]) -> Paper:
        """Return it with another block."""
        return replace(self, blocks=(*self.blocks[:at], block, *self.blocks[at + 1 :]))


class Filler:
    """Draws what is filled in."""

    def __init__(self, language: str, random: Random) -> None:
        self.language = language
        self.random = random
        self.fill = _data()[language]["fill"]

    def of(self, name: str, sign: str = ";") -> str:
        """Return one of the entries of a list."""
        return self.random.choice(self.fill[name].split(sign))

    def person(self) -> str:
        """Return somebody's name."""
        return f"{self.of('first', ' ')} {self.of('last', ' ')}"

    def day(self, at: date | None = None) -> str:
        """Return a day in words."""
        when = at or _FIRST + timedelta(days=self.random.randrange(_DAYS))
        month = self.fill["months"].split()[when.month - 1]
        return f"{when.day} {month} {when.year}"

    def amount(self, value: int | None = None, cents: int | None = None) -> str:
        """Return a sum as the language writes it."""
        value = self.random.randint(150, 99_000) if value is None else value
        grouped = f"{value:,}"
        tail = "" if cents is None else f".{cents:02}"
        return (grouped + tail) if self.language == "en" else grouped.replace(",", " ") + tail.replace(".", ",")

    def iban(self) -> str:
        """Return a French account whose check digits fit."""
        body = "".join(self.random.choice("0123456789") for _ in range(23))
        check = 98 - int(f"{body}152700") % 97
        whole = f"FR{check:02}{body}"
        return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))

    def address(self) -> str:
        """Return a postal address."""
        random = self.random
        postcode = f"{random.randint(10, 95)}{random.randint(100, 999)}"
        return f"{random.randint(1, 180)} {self.of('street')}, {postcode} {self.of('city')}"

    def hour(self) -> str:
        """Return a time of the day."""
        mark = "h" if self.language == "fr" else ":"
        return f"{self.random.randint(8, 19)}{mark}{self.random.choice(('00', '15', '30', '45'))}"

    def free(self, count: int) -> str:
        """Return sentences that are this document's own: of known forms, and of words drawn by chance."""
        texts = self.random.sample(self.fill["sentences"], k=count)
        return " ".join(f"{self.sentence(text)} {self.drawn()}" for text in texts)

    def drawn(self) -> str:
        """Return a sentence of words drawn by chance."""
        words = _words(self.language)
        drawn = self.random.choices(
            words, weights=[1 / (rank + 4) for rank in range(len(words))], k=self.random.randint(6, 12)
        )
        return f"{' '.join(drawn).capitalize()}."

    def sentence(self, text: str) -> str:
        """Return a sentence with its places filled in."""
        return _SLOT.sub(lambda slot: self.value(slot[1]), text)

    def filled(self, text: str, values: dict[str, str]) -> str:
        """Return a text with its places filled in, each alike wherever it stands; `values` gets what is drawn."""
        for slot in _SLOT.findall(text):
            if slot not in values:
                values[slot] = self.value(slot)
        return _SLOT.sub(lambda slot: values[slot[1]], text)

    def value(self, slot: str) -> str:
        """Return what a slot is filled with, drawn anew."""
        random = self.random
        name = slot.rstrip("0123456789")
        makers = {
            "person": self.person, "date": self.day, "amount": self.amount, "iban": self.iban, "address": self.address,
            "company": lambda: f"{self.of('company')} {random.choice(('SARL', 'SAS', 'Ltd', 'SA'))}",
            "city": lambda: self.of("city"), "service": lambda: self.of("service"),
            "first": lambda: self.of("first", " "),
            "ref": lambda: f"{random.randint(2014, 2017)}-{random.randint(100, 9_999):04}",
            "siren": lambda: f"{random.randint(100, 999)} {random.randint(100, 999)} {random.randint(100, 999)}",
            "months": lambda: str(random.randint(6, 48)), "count": lambda: str(random.randint(2, 60)),
            "year": lambda: str(random.randint(2014, 2019)), "free": lambda: self.free(random.randint(2, 4)),
            "hour": self.hour,
            "greeting": lambda: random.choice(("Madame", "Monsieur")),
        }  # fmt: skip
        return makers[name]()


def house(kind: str, language: str, number: int, seed: int) -> House:
    """Return one owner of a form."""
    filler = Filler(language, Random(f"house {seed} {kind} {language} {number}"))
    random = filler.random
    name = f"{filler.of('company')} {filler.of('city')}"
    values = {
        "house": name,
        "house_address": filler.address(),
        "house_city": filler.of("city"),
        "house_phone": " ".join(["01", *(str(random.randint(10, 99)) for _ in range(4))]),
        "house_siren": filler.value("siren"),
        "house_iban": filler.iban(),
        "signer": filler.person(),
    }
    return House(kind, language, number, values)


def paper(of: House, number: int, seed: int) -> Paper:
    """Return one paper on the form of a house; other numbers are filled in with other particulars."""
    filler = Filler(of.language, Random(f"paper {seed} {of.kind} {of.language} {of.number} {number}"))
    form = _data()[of.language][of.kind]
    values = {**of.values, **_period(filler, number)}
    if of.kind == "receipt":  # the same tenant pays the same rent in the same house each month
        tenant = Filler(of.language, Random(f"tenant {seed} {of.language} {of.number} {number // 4}"))
        values |= {"person": tenant.person(), "amount": tenant.amount(tenant.random.randint(350, 1_900))}
    blocks: list[str | tuple[str, ...]] = []
    for part in form["parts"]:
        if part in {"{rows}", "{posts}"}:
            rows, totals = _rows(filler) if part == "{rows}" else _posts(filler)
            blocks += rows
            values |= totals
            continue
        text = filler.filled(part, values)
        blocks.append(tuple(cell.strip() for cell in text[1:].split("|")) if text.startswith("|") else text)
    names = tuple(values[name] for name in ("person", "person2", "person3", "signer") if name in values)
    return Paper(
        of, number, form["title"], tuple(of.head) if of.kind != "mail" else (), tuple(blocks), names,
        values["signer"], values.get("person") or filler.person(),
    )  # fmt: skip


def _period(filler: Filler, number: int) -> dict[str, str]:
    month = number % 36
    start = date(2014 + month // 12, month % 12 + 1, 1)
    end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return {"period": filler.day(start), "period_end": filler.day(end)}


def _rows(filler: Filler) -> tuple[list[tuple[str, ...]], dict[str, str]]:
    rows, total = [], 0
    for goods in filler.random.sample(filler.fill["goods"].split(";"), k=filler.random.randint(2, 6)):
        count, price = filler.random.randint(1, 40), filler.random.randint(500, 60_000)
        total += count * price
        rows.append((goods, str(count), _cents(filler, price), _cents(filler, count * price)))
    tax = total // 5
    return rows, {"total": _cents(filler, total), "tax": _cents(filler, tax), "gross": _cents(filler, total + tax)}


def _posts(filler: Filler) -> tuple[list[tuple[str, ...]], dict[str, str]]:
    rows, planned, spent = [], 0, 0
    for post in filler.fill["posts"].split(";"):
        one, other = filler.random.randint(800, 90_000), filler.random.randint(800, 90_000)
        planned, spent = planned + one, spent + other
        rows.append((post, filler.amount(one), filler.amount(other), _signed(filler, one - other)))
    totals = {"total": filler.amount(planned), "gross": filler.amount(spent), "gap": _signed(filler, planned - spent)}
    return rows, totals


def _cents(filler: Filler, value: int) -> str:
    return filler.amount(value // 100, value % 100)


def _signed(filler: Filler, value: int) -> str:
    return f"{'-' if value < 0 else ''}{filler.amount(abs(value))}"
