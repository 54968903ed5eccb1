"""Keys whose private half was published: a signature that they verify proves nothing.

Some operators publish the private halves of keys they no longer use, so that old mail becomes deniable; examples in
standards and documentation print theirs. The lists are data: the bundled one is `private.toml` beside this module,
people add files of the same form.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Final

import msgspec

from assay.model.errors import KeyFormatError

if TYPE_CHECKING:
    from pathlib import Path

    from assay.model.key import SignerKey

_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")


class PublishedPrivate(msgspec.Struct, frozen=True):
    """Fingerprints of keys (`SignerKey.fingerprint`) whose private half is public, each with who published it."""

    sources: dict[str, str]

    def mark(self, key: SignerKey) -> SignerKey:
        """The key, marked as proving nothing if it's listed."""
        if key.private_published or not key.public or key.fingerprint not in self.sources:
            return key
        return msgspec.structs.replace(key, private_published=True)

    def joined(self, other: PublishedPrivate) -> PublishedPrivate:
        """Both lists in one."""
        return PublishedPrivate({**other.sources, **self.sources})


def read_published_private(text: str, name: str) -> PublishedPrivate:
    """A list from TOML: tables `[[key]]` with `fingerprint` (64 hex digits) and `source`.

    Raises:
        KeyFormatError: the text is no TOML of that form; the message has `name`.
    """
    try:
        tables = tomllib.loads(text).get("key", [])
        sources = {str(table["fingerprint"]).lower(): str(table["source"]) for table in tables}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KeyFormatError(f"{name} is no list of published private keys: {error!r}") from error
    for fingerprint in sources:
        if not _FINGERPRINT.fullmatch(fingerprint):
            raise KeyFormatError(f"{name}: {fingerprint[:80]!r} is no fingerprint (64 hex digits)")
    return PublishedPrivate(sources)


def load_published_private(path: Path) -> PublishedPrivate:
    """A list from a file; raises KeyFormatError as `read_published_private`, also where it can't be read."""
    try:
        return read_published_private(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFormatError(f"{path.name} can't be read: {error}") from error


BUNDLED: Final = read_published_private(
    resources.files(__package__).joinpath("private.toml").read_text("utf-8"), "private.toml"
)
"""What comes with Assay."""
