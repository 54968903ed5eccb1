"""Domain names of addresses: A-labels, and names that look like others (homographs)."""

from __future__ import annotations

import functools
import unicodedata

_LONGEST, _LONGEST_LABEL = 253, 63
_LOOKALIKES = frozenset("аеорсухіјѕԁһӏԛԝвкмнтгьαβγεικνορτυχѵ")
"""Small letters of Cyrillic and Greek that fonts draw as Latin ones (Unicode Technical Standard 39, confusables)."""


@functools.lru_cache(maxsize=4096)
def ascii_domain(written: str) -> tuple[str | None, list[str]]:
    """A domain in lower case A-labels with codes of what is odd about it; None where it can't be a domain.

    Args:
        written: the domain as it stands in an address; untrusted.
    """
    domain = written.rstrip(".").lower()
    if not domain or len(domain) > _LONGEST or any(not label for label in domain.split(".")):
        return None, []
    if domain.isascii() and "xn--" not in domain:
        plain = all(letter.isalnum() or letter in "-._/+" for letter in domain)
        return (domain, []) if plain else (None, [])
    labels: list[str] = []
    defects = ["idn-domain"]
    for label in unicodedata.normalize("NFKC", domain).split("."):
        shown, encoded = _label(label)
        if encoded is None or len(encoded) > _LONGEST_LABEL:
            return None, []
        if looks_like_another(shown):
            defects.append("homograph-domain")
        labels.append(encoded)
    return ".".join(labels), list(dict.fromkeys(defects))


def _label(label: str) -> tuple[str, str | None]:
    """The Unicode and the ASCII form of a label (RFC 3492)."""
    if label.startswith("xn--"):
        try:
            return label[4:].encode("ascii").decode("punycode"), label
        except (UnicodeError, ValueError, OverflowError):
            return label, label if label.isascii() else None
    if label.isascii():
        return label, label
    if not all(letter.isalnum() or letter == "-" or unicodedata.category(letter) in {"Mn", "Mc"} for letter in label):
        return label, None
    return label, "xn--" + label.encode("punycode").decode("ascii")


def looks_like_another(label: str) -> bool:
    """Whether a label mixes scripts with Latin, or is made of letters alone that look Latin."""
    letters = [letter for letter in label if letter.isalpha()]
    scripts = {unicodedata.name(letter, "?").split(" ", 1)[0] for letter in letters}
    if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}:
        return True
    return bool(letters) and scripts <= {"CYRILLIC", "GREEK"} and all(letter in _LOOKALIKES for letter in letters)
