"""Entities, languages and signature blocks of mails: `python bench/entities.py [FOLDER]`.

Without an argument it generates mails; with one it reads the plain text of .eml files below a folder. Prints MB/s and
texts/s of CPU time on one core, and the ratio of the telephone numbers alone to libphonenumber's own matcher.
"""

from __future__ import annotations

import email
import platform
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import phonenumbers

import prose
from assay.document.entities import entities, phones
from assay.document.entities.reading import Reading
from assay.document.language import language
from assay.document.people import signature_block
from assay.model.extracted import Page

if TYPE_CHECKING:
    from collections.abc import Callable

PLANTED = (
    "RIB FR76 3000 6000 0112 3456 7890 189, soit 1 234,56 € le 24 avril 2017.",
    "Facture n° 2017-{0:04}, 12 k€, due 24/04/2017, see https://example.org/{0}.",
    "RG n° 17/0{0:04}; case no. 17-cv-{0:05}; USD 40m by April 24th, 2017.",
    "nothing here",
    "SIREN 732 829 320, 1Z999AA10123456784, a{0}@example.net",
)


def generate(count: int, seed: int) -> list[str]:
    """Texts of mails in two languages; one in two names something, all are signed."""
    rng = random.Random(seed)
    texts = prose.languages(rng)
    made = []
    for number in range(count):
        of = rng.choice(texts)
        paragraphs = "\n\n".join(rng.choice(of.paragraphs) for _ in range(rng.randint(1, 8)))
        planted = rng.choice(PLANTED).format(number) if number % 2 else ""
        phone = f"06 {number % 89 + 10} {number // 89 % 89 + 10} 11 22"
        made.append(f"{paragraphs}\n{planted}\n-- \nJean Dupont\nTrésorier\nj{number}@example.org\nTél. : {phone}\n")
    return made


def read(folder: Path) -> list[str]:
    """The plain text of mails."""
    texts = []
    for path in sorted(folder.rglob("*.eml")):
        for part in email.message_from_bytes(path.read_bytes()).walk():
            if part.get_content_type() == "text/plain":
                data = part.get_payload(decode=True)
                texts.append(data.decode("utf-8", "replace") if isinstance(data, bytes) else "")
                break
    return texts


def seconds(of: Callable[[str], Any], texts: list[str]) -> float:
    """CPU time of a whole round, after a few texts that load what is loaded lazily."""
    for text in texts[:20]:
        of(text)
    start = time.process_time()
    for text in texts:
        of(text)
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    texts = read(Path(sys.argv[1])) if len(sys.argv) > 1 else generate(4_000, 1)
    size = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1e6
    print(f"{platform.platform()}, Python {platform.python_version()}; {len(texts)} texts, {size:.1f} MB")
    measured: dict[str, Callable[[str], Any]] = {
        "entities": lambda text: entities([Page(0, "", text)]),
        "language": language,
        "signature block": signature_block,
    }
    for name, of in measured.items():
        took = seconds(of, texts)
        print(f"{name:16} {size / took:6.1f} MB/s {len(texts) / took:7.0f} texts/s")
    some = texts[:500]
    ours = seconds(lambda text: list(phones.find(Reading(text))), some)
    theirs = seconds(lambda text: list(phonenumbers.PhoneNumberMatcher(text, "FR")), some)
    print(f"telephone numbers: {theirs / ours:.1f} times as fast as phonenumbers.PhoneNumberMatcher")


if __name__ == "__main__":
    main()
