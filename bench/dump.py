"""Makes a seeded set of realistic mails for the benchmarks: `python bench/dump.py FOLDER --mails 20000 --bytes 2G`.

FOLDER/mail is a Maildir (`--format maildir`, which notmuch can index), one mbox, or a tree of .eml files;
FOLDER/keys.tsv holds the signers' published keys. Sizes are heavy-tailed: most mails are text of a few kB, two in five
carry attachments, of up to 20 MB. Attachments are cut out of one pool of random bytes, so that the disk is what limits.
"""

from __future__ import annotations

import argparse
import base64
import quopri
import re
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from random import Random

from assay.demo.keys import rsa_key
from assay.signatures.signing import PrivateKey, public_record, sign_dkim
from prose import Texts, languages

UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}
SIGNERS = [("mairie.example", "s2016", 1024), ("posta.test", "mail", 2048), ("relais.example", "k1", 1024)]
SIGNERS += [("colline.test", "20161025", 2048), ("journal.example", "news", 2048)]
UNSIGNED = ("atelier.example", "prefet.test", "papier.example")
LINE = 78
POOL_LINES = 400_000
LARGEST = 20_000_000
HUGE = LINE * 351_000
"""Octets of base64 that hold 20 MB, with their line ends."""
WITH_ATTACHMENT = 0.4
SIGNED = 0.45
START = 1_420_070_400
YEARS = 2.3 * 365 * 86400


class Writer:
    """Makes mails; everything it draws comes from one seed."""

    def __init__(self, seed: int, total: int, mails: int, large: int = 0) -> None:
        self.random = Random(seed)
        self.keys: dict[str, tuple[str, PrivateKey]] = {
            domain: (selector, rsa_key(f"bench {seed} {domain}", bits)) for domain, selector, bits in SIGNERS
        }
        self.texts = languages(self.random)
        lines = [base64.b64encode(self.random.randbytes(57)) + b"\r\n" for _ in range(2000)]
        order = self.random.choices(lines, k=POOL_LINES)
        self.pool = b"".join(order)
        weights = [
            self.random.lognormvariate(0, 1.7) if self.random.random() < WITH_ATTACHMENT else 0 for _ in range(mails)
        ]
        self.sizes = scaled(weights, total - mails * 9000)
        for number in range(large):
            self.sizes[mails * (2 * number + 1) // (2 * large)] = HUGE
        self.past: list[tuple[str, str]] = []

    def mail(self, number: int) -> bytes:
        """Return the mail of that number."""
        random = self.random
        signed = random.random() < SIGNED
        domain = random.choice(SIGNERS)[0] if signed else random.choice(UNSIGNED)
        language = random.choice(self.texts)
        when = int(START + YEARS * number / len(self.sizes) + random.random() * 3600)
        sender = f"{random.choice('abcdefghjklmnprstv')}.{random.choice(language.subjects).split()[0]}@{domain}".lower()
        message_id = f"<{random.getrandbits(80):020x}@mail.{domain}>"
        reply = random.choice(self.past[-200:]) if self.past and random.random() < 0.5 else None
        head = self.head(sender, message_id, when, reply=reply, language=language)
        self.past.append((message_id, sender))
        body_type, body = self.text(language, when, reply)
        raw = attach(random, head, body_type, body, self.blocks(self.sizes[number]))
        if not signed:
            return raw
        selector, key = self.keys[domain]
        return delivered(sign_dkim(raw, domain, selector, key, timestamp=when + 1), when, domain)

    def head(self, sender: str, message_id: str, when: int, *, reply: tuple[str, str] | None, language: Texts) -> str:
        """Return the header fields without those of MIME."""
        local, _, domain = sender.partition("@")
        subject = self.random.choice(language.subjects)
        encoded = subject if subject.isascii() else f"=?UTF-8?B?{base64.b64encode(subject.encode()).decode()}?="
        fields = [
            f"Received: from [192.0.2.{self.random.randrange(250)}] by smtp.{domain} with ESMTPSA",
            f"        id {self.random.getrandbits(60):x}; {rfc5322(when)}",
            f'From: "{local.title()}" <{sender}>',
            f"To: {self.random.choice(UNSIGNED).split('.')[0]}@{self.random.choice(SIGNERS)[0]}",
            f"Subject: {'Re: ' if reply else ''}{encoded}",
            f"Date: {rfc5322(when)}",
            f"Message-ID: {message_id}",
        ]
        fields += [f"In-Reply-To: {reply[0]}", f"References: {reply[0]}"] if reply else []
        return "\r\n".join([*fields, "MIME-Version: 1.0\r\n"])

    def text(self, language: Texts, when: int, reply: tuple[str, str] | None) -> tuple[str, bytes]:
        """Return the Content fields and the body of the text: plain, or plain and HTML."""
        count = max(1, int(self.random.lognormvariate(1.8, 0.7)))
        paragraphs = self.random.choices(language.paragraphs, k=count)
        plain = "\r\n\r\n".join(paragraphs) + "\r\n"
        if reply:
            quoted = "\r\n> \r\n".join(self.random.choices(language.paragraphs, k=count)).replace("\r\n", "\r\n> ")
            plain += f"\r\n{language.attribution.format(rfc5322(when - 9000)[:16], reply[1])}\r\n> {quoted}\r\n"
        encoded = quopri.encodestring(plain.replace("\r\n", "\n").encode()).replace(b"\n", b"\r\n")
        fields = "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        if self.random.random() < 0.45:
            return fields, encoded
        boundary = f"----=_Part_{self.random.getrandbits(64):x}"
        html = encoded.replace(b"\r\n\r\n", b'</p>\r\n<p style=3D"margin:0 0 1em">')
        other = fields.replace("plain", "html")
        body = (
            f"--{boundary}\r\n{fields}\r\n".encode()
            + encoded
            + f"\r\n--{boundary}\r\n{other}\r\n<html><body><p>".encode()
        )
        body += html + f"</p></body></html>\r\n--{boundary}--\r\n".encode()
        return f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n', body

    def blocks(self, size: int) -> list[bytes]:
        """Return base64 blocks, in one or a few attachments, of about `size` bytes together."""
        if not size:
            return []
        count = 1 if size == HUGE else self.random.choice((1, 1, 1, 2, 3))
        return [self.block(max(LINE, size // count)) for _ in range(count)]

    def block(self, size: int) -> bytes:
        """Return one base64 block; its first line is unique."""
        lines = size // LINE
        start = self.random.randrange(max(1, POOL_LINES - lines))
        first = base64.b64encode(b"%PDF-1.4\n%" + self.random.randbytes(47)) + b"\r\n"
        return first + self.pool[start * LINE : (start + lines) * LINE]


def scaled(weights: list[float], total: int) -> list[int]:
    """Scale the weights so that their sum, with each cut at the largest size, comes close to `total` bytes."""
    factor = max(0, total) / (sum(weights) or 1)
    for _ in range(8):
        reached = sum(min(LARGEST, weight * factor) for weight in weights)
        factor *= max(0, total) / (reached or 1)
    return [int(min(LARGEST, weight * factor)) for weight in weights]


def attach(random: Random, head: str, fields: str, body: bytes, blocks: list[bytes]) -> bytes:
    """Return the message, as multipart/mixed where it has attachments."""
    if not blocks:
        return f"{head}{fields}\r\n".encode() + body
    boundary = f"{random.getrandbits(112):028x}"
    pieces = [
        f'{head}Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n--{boundary}\r\n{fields}\r\n'.encode(),
        body,
    ]
    for block in blocks:
        name, kind = random.choice(
            (("note.pdf", "application/pdf"), ("photo.jpg", "image/jpeg"), ("budget.xls", "application/vnd.ms-excel"))
        )
        pieces.append(
            f'\r\n--{boundary}\r\nContent-Type: {kind}; name="{random.randrange(9999)}-{name}"\r\n'
            "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n".encode()
        )
        pieces.append(block)
    return b"".join([*pieces, f"\r\n--{boundary}--\r\n".encode()])


def delivered(raw: bytes, when: int, domain: str) -> bytes:
    """Put a receiver's Received on top."""
    return (
        f"Received: from smtp.{domain} by mx.coffre.example with ESMTPS id {when:x}; {rfc5322(when + 2)}\r\n".encode()
        + raw
    )


def rfc5322(when: int) -> str:
    """Return a time as RFC 5322 writes it."""
    return format_datetime(datetime.fromtimestamp(when, UTC))


def write(folder: Path, form: str, writer: Writer, mails: int) -> int:
    """Write all mails; returns the bytes written."""
    target = folder / "mail"
    for name in ("cur", "new", "tmp") if form == "maildir" else (".",):
        (target / name).mkdir(parents=True, exist_ok=True)
    written = 0
    with (target / "all.mbox").open("wb") if form == "mbox" else open("/dev/null", "wb") as mbox:  # noqa: PTH123 - a device
        for number in range(mails):
            raw = writer.mail(number)
            written += len(raw)
            if form == "mbox":
                quoted = re.sub(rb"(?m)^(>*From )", rb">\1", raw)
                mbox.write(b"From bench@posta.test Thu Jan  1 00:00:00 2015\r\n" + quoted + b"\r\n")
            elif form == "maildir":
                (target / "cur" / f"{START + number}.M{number}P1.bench:2,S").write_bytes(raw)
            else:
                place = target / f"{number // 1000:03d}"
                place.mkdir(exist_ok=True)
                (place / f"{number:07d}.eml").write_bytes(raw)
    return written


def size(text: str) -> int:
    """Read a size as in 500K, 2G, 1500000."""
    match = re.fullmatch(r"([\d.]+)([KMG]?)", text.upper())
    if not match:
        raise argparse.ArgumentTypeError(f"not a size: {text}")
    return int(float(match[1]) * UNITS[match[2]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--bytes", type=size, default=size("2G"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--large", type=int, default=0, help="mails that carry 20 MB, beside the bytes of all")
    parser.add_argument("--format", choices=("maildir", "mbox", "files"), default="maildir")
    arguments = parser.parse_args()
    started = time.perf_counter()
    writer = Writer(arguments.seed, arguments.bytes, arguments.mails, arguments.large)
    written = write(arguments.folder, arguments.format, writer, arguments.mails)
    rows = [
        f"{domain}\t{selector}\t{public_record(key)}\tpublished (bench/dump.py)"
        for domain, (selector, key) in writer.keys.items()
    ]
    (arguments.folder / "keys.tsv").write_text(
        "\n".join(["domain\tselector\trecord\tprovenance", *rows]) + "\n", "utf-8"
    )
    print(f"{arguments.mails} mails, {written / 1e6:.0f} MB in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
