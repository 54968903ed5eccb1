"""The line that starts a message in an mbox (RFC 4155 appendix A), and the shapes that programs really write.

Every search is linear in a line that is cut: an mbox may hold nothing but lines made to be slow.
"""

from __future__ import annotations

import re

MARK = b"From "
LONGEST = 400
"""Bytes of a line that are looked at."""

TIME = re.compile(rb"\d{1,2}:\d\d", re.ASCII)
DAY = re.compile(rb"[A-Za-z]{3} {1,3}\d{1,2}(?!\d)|(?<!\d)\d{1,2}[ -][A-Za-z]{3}|\d{4}-\d\d-\d\d", re.ASCII)
BARE = re.compile(rb"\S{1,300}@\S{1,300} *|- .*|MAILER-DAEMON.*|nobody.*")
PATCH = re.compile(rb"From (?:[0-9a-f]{40}|[0-9a-f]{64}) Mon Sep 17 00:00:00 2001\r?\n")
STRICT = re.compile(
    rb" (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2}) [^\n]{0,40}?\d{1,2}:\d\d"
)


def from_line(data: bytes, at: int = 0) -> int:
    """Where the line behind a From_ line starts.

    Args:
        data: bytes that hold the whole line.
        at: where the line starts.

    Returns:
        The offset behind its line feed; -1 where the line isn't a From_ line: `From `, then an address alone, or
        anything with a day and behind it a time.
    """
    if not data.startswith(MARK, at):
        return -1
    end = data.find(b"\n", at)
    if end < 0:
        return -1
    line = data[at + len(MARK) : min(end, at + LONGEST)].rstrip(b"\r")
    time = TIME.search(line)
    if time is not None and DAY.search(line, 0, time.start()) is not None:
        return end + 1
    return end + 1 if BARE.fullmatch(line) else -1


def of_a_patch(data: bytes) -> bool:
    """Whether a From_ line is what `git format-patch` puts above a patch: a commit, and always the same date.

    Such lines stand inside of mails, and separate messages in files of patches only (git-format-patch(1)).
    """
    return PATCH.match(data) is not None


def is_strict(data: bytes) -> bool:
    """Whether a From_ line has a date as asctime writes it, which prose hardly has."""
    return STRICT.search(data[: min(LONGEST, data.find(b"\n") + 1 or LONGEST)]) is not None
