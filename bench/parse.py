"""Parsing speed against the standard library, same files, same run: `python bench/parse.py [FOLDER|MBOX]`.

Without an argument it generates mails; with one it reads the .eml files below a folder, or an mbox.
Prints mails/s of CPU time on one core, medians of the rounds, and ratios. The standard library is asked for what it
gives without decoding (the tree and every header), ours for the same with the span of everything.
"""

from __future__ import annotations

import argparse
import base64
import email
import email.policy
import platform
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from assay.message import parse
from assay.message.describe import describe

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = (
    *("the", "campaign", "meeting", "budget", "tomorrow", "please", "find", "attached", "draft", "réunion", "équipe"),
    *("merci", "demain", "vote", "région"),
)


def generate(count: int, seed: int) -> list[bytes]:
    """Mails as a leak has them: plain, alternative, replies, 40 % with attachments."""
    rng = random.Random(seed)
    return [_mail(rng, number) for number in range(count)]


def _mail(rng: random.Random, number: int) -> bytes:
    trace = "".join(
        f"Received: from mx{hop}.example.org (mx{hop}.example.org [192.0.2.{hop + 1}])\r\n"
        f"        by mail.example.com with ESMTPS id {rng.getrandbits(64):x}\r\n"
        f"        for <user@example.com>; Tue, 7 Mar 2017 10:{hop:02d}:00 +0100\r\n"
        for hop in range(rng.randint(2, 6))
    )
    signature = base64.b64encode(rng.randbytes(256)).decode()
    head = (
        f"Delivered-To: user@example.com\r\n{trace}"
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=a;\r\n"
        f" h=from:to:subject; b={signature}\r\n"
        f"From: =?UTF-8?Q?Ren=C3=A9e?= <r{number}@example.org>\r\nTo: Team <team@example.com>, x@example.net\r\n"
        f"Subject: {' '.join(rng.choices(WORDS[:8], k=5))}\r\nDate: Tue, 7 Mar 2017 10:00:00 +0100\r\n"
        f"Message-ID: <{rng.getrandbits(80):x}@example.org>\r\nMIME-Version: 1.0\r\nX-Mailer: Example 1.0\r\n"
    )
    text = "\r\n".join(" ".join(rng.choices(WORDS, k=11)) for _ in range(rng.randint(5, 60)))
    plain = f'Content-Type: text/plain; charset="UTF-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n'
    if rng.random() < 0.3:
        return (head + plain).encode()
    page = f"<html><body><div>{text.replace(chr(10), '<br>' + chr(10))}</div></body></html>"
    inner = f"{rng.getrandbits(96):x}"
    html = f'Content-Type: text/html; charset="UTF-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n'
    alternative = (
        f'Content-Type: multipart/alternative; boundary="{inner}"\r\n\r\n'
        f"--{inner}\r\n{plain}\r\n--{inner}\r\n{html}\r\n--{inner}--\r\n"
    )
    if rng.random() < 0.43:
        return (head + alternative).encode()
    outer = f"----=_Part_{rng.getrandbits(96):x}"
    data = (
        base64.encodebytes(rng.randbytes(int(rng.paretovariate(0.9) * 8_000) % 2_000_000))
        .decode()
        .replace("\n", "\r\n")
    )
    return (
        f'{head}Content-Type: multipart/mixed; boundary="{outer}"\r\n\r\n--{outer}\r\n{alternative}\r\n--{outer}\r\n'
        f'Content-Type: application/pdf; name="a.pdf"\r\nContent-Disposition: attachment; filename="a.pdf"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{data}\r\n--{outer}--\r\n"
    ).encode()


def read(source: Path) -> list[bytes]:
    """The mails of a folder of .eml files or of an mbox."""
    if source.is_dir():
        return [path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()]
    pieces = source.read_bytes().split(b"\nFrom ")
    return [pieces[0], *[b"From " + piece for piece in pieces[1:]]]


def walk(raw: bytes) -> None:
    """Parse, and touch every part, as the standard library's loops do."""
    for part in parse(raw).parts():
        len(part.headers)


def compat32(raw: bytes) -> None:
    for part in email.message_from_bytes(raw).walk():
        len(part)


def default(raw: bytes) -> None:
    for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
        len(part)


def cost(job: Callable[[bytes], object], mails: list[bytes]) -> float:
    """Seconds of CPU time for all mails."""
    start = time.process_time()
    for raw in mails:
        job(raw)
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("--mails", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    mails = read(arguments.source) if arguments.source else generate(arguments.mails, arguments.seed)
    size = sum(map(len, mails))
    print(f"{len(mails)} mails, {size / 1e6:.1f} MB, median {statistics.median(map(len, mails)):.0f} bytes")
    print(f"{platform.machine()}, Python {sys.version.split()[0]}, one core, {arguments.rounds} rounds in turns")
    jobs = {
        "assay parse, all spans": walk,
        "assay describe, all decoded": describe,
        "email compat32": compat32,
        "email policy.default": default,
    }
    rounds = [{name: cost(job, mails) for name, job in jobs.items()} for _ in range(arguments.rounds)]
    for name in jobs:
        seconds = statistics.median(found[name] for found in rounds)
        ratio = statistics.median(found[name] / found["assay parse, all spans"] for found in rounds)
        print(
            f"{name:27} {len(mails) / seconds:8.0f} mails/s {size / seconds / 1e6:6.0f} MB/s  {ratio:5.1f} x our parse"
        )


if __name__ == "__main__":
    main()
