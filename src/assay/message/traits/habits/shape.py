"""The shape of an identifier: what stays of it when its random and its counting parts are left out."""

from __future__ import annotations

import re

LONGEST = 200
"""Characters of an identifier that are looked at."""
_LONG_RUN = 8
"""From here on a run of random digits and letters practically never lacks one of the two."""
_MOST_PIECES = 24
_UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
_PIECE = re.compile(r"([0-9A-Za-z+/]++)|([^0-9A-Za-z+/]++)")
_WORDS = frozenset(
    (
        *("nextpart", "part", "apple", "mail", "boundary", "mixed", "alternative", "alt", "related", "sparrow", "next"),
        *(
            "mimepart",
            "multipart",
            "mime",
            "javamail",
            "gmx",
            "webmail",
            "mozilla",
            "outlook",
            "smtp",
            "local",
            "unique",
        ),
        *("message", "separator", "section", "phpmailer", "squirrel", "evolution", "mutt"),
    )
)
"""Words in identifiers that programs write out."""
_RANDOM = re.compile(r"(?=.*[+=_/-])(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+=_/-]{36,}")


def shape(identifier: str) -> str:
    """The shape of an identifier, as in `UUID`, `n14.w.w`, `----=_NextPart_w_w_u8.u8`.

    A run of eight and more letters and digits becomes `n` (digits only), `l` (with small letters), `u` (with capital
    ones) or `m` (with both) and its length up to 32; a shorter one becomes `w`, since by chance it may lack letters or
    digits, and so does one of letters of one case alone, which is a name. Words that programs write out stay.
    """
    text = identifier[:LONGEST]
    uuid = _UUID.search(text)
    if uuid is not None:
        found = uuid[0]
        letters = found.upper() == found, found.lower() == found
        name = {(True, False): "UUID", (False, True): "uuid", (False, False): "Uuid"}.get(letters, "UUID")
        return f"{_runs(text[: uuid.start()])}{name}{_runs(text[uuid.end() :])}"
    if _RANDOM.fullmatch(text):
        return "base64"
    return _runs(text)


def _runs(text: str) -> str:
    pieces: list[str] = []
    for run, between in _PIECE.findall(text)[:_MOST_PIECES]:
        pieces.append(_run(run) if run else between[:12])
    return "".join(pieces)


def _run(run: str) -> str:
    if run.lower() in _WORDS:
        return run
    if len(run) < _LONG_RUN:
        return "w"
    length = str(min(len(run), 32))
    if run.isdigit():
        return f"n{length}"
    upper, lower = run.upper() == run, run.lower() == run
    if (upper or lower) and run.isalpha():
        return "w"
    return f"{'u' if upper else 'l' if lower else 'm'}{length}"
