"""Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2183)."""

from __future__ import annotations

import functools
import re

import msgspec

from assay.message.display import escape_name
from assay.message.parameters import COMMENT, parse_parameters

_LONGEST = 64 * 1024
_TYPE = re.compile(rb"\s*+(?:\((?:[^()\\]|\\.)*+\)\s*+)*+([^\s/;()\"]++)\s*+(?:/\s*+([^\s;()\"/]++))?", re.DOTALL)
_PLAIN_FORM = re.compile(
    rb"[ \t]*+([A-Za-z0-9.+-]{1,60}+)/([A-Za-z0-9.+_-]{1,120}+)"
    rb"(?:;(?:\r?\n)?[ \t]*+([A-Za-z-]{1,40}+)=(?:\"([!#-\[\]-~]{1,200}+)\"|([!#-'*-:<-\[\]-~]{1,200}+)))?[ \t;]*+\Z"
)


class ContentType(msgspec.Struct, frozen=True):
    """A media type.

    Attributes:
        type: as `text`, lower case.
        subtype: as `plain`, lower case.
        params: names in lower case with decoded values, in order; untrusted.
        boundary: the raw boundary, b"" where there is none.
        defects: codes.
    """

    type: str
    subtype: str
    params: tuple[tuple[str, str], ...] = ()
    boundary: bytes = b""
    defects: tuple[str, ...] = ()

    @property
    def media(self) -> str:
        """As `text/plain`."""
        return f"{self.type}/{self.subtype}"

    @property
    def charset(self) -> str:
        """The charset parameter as written, "" where it's absent."""
        return self.get("charset") or ""

    @property
    def name(self) -> str | None:
        """The name parameter, escaped for display; untrusted."""
        name = self.get("name")
        return escape_name(name) if name else None

    def get(self, name: str) -> str | None:
        """The value of a parameter."""
        for key, value in self.params:
            if key == name:
                return value
        return None


class Disposition(msgspec.Struct, frozen=True):
    """A Content-Disposition (RFC 2183).

    Attributes:
        kind: as `attachment`, lower case; "" where the field is absent.
        filename: decoded, escaped for display; untrusted.
        params: names in lower case with decoded values; untrusted.
        defects: codes.
    """

    kind: str
    filename: str | None = None
    params: tuple[tuple[str, str], ...] = ()
    defects: tuple[str, ...] = ()


PLAIN = ContentType("text", "plain")
"""What a part without a Content-Type is (RFC 2045 section 5.2)."""
FORWARDED = ContentType("message", "rfc822")
"""What a part of a multipart/digest without a Content-Type is (RFC 2046 section 5.1.5)."""
_NO_DISPOSITION = Disposition("")


@functools.lru_cache(maxsize=1024)
def parse_content_type(value: bytes) -> ContentType:
    """Read the value of a Content-Type field. Never raises; what can't be read is text/plain with a defect."""
    match = _PLAIN_FORM.match(value)
    if match is not None and b"=?" not in value:
        kind, subtype, name, quoted, bare = match.groups()
        content = quoted or bare or b""
        params = ((name.decode().lower(), content.decode()),) if name else ()
        boundary = content if params and params[0][0] == "boundary" else b""
        return ContentType(kind.decode().lower(), subtype.decode().lower(), params, boundary)
    return _parse_odd_content_type(value)


def _parse_odd_content_type(value: bytes) -> ContentType:
    match = _TYPE.match(value[:_LONGEST])
    if match is None or match[2] is None:
        word = b"" if match is None else match[1].lower()
        if word == b"text":
            return ContentType("text", "plain", *_rest(value, match.end() if match else 0, ("bad-content-type",)))
        return ContentType("text", "plain", defects=("bad-content-type",))
    kind = match[1].decode("latin-1").lower()
    subtype = match[2].decode("latin-1").lower()
    return ContentType(kind, subtype, *_rest(value, match.end(), ()))


def _rest(
    value: bytes, position: int, defects: tuple[str, ...]
) -> tuple[tuple[tuple[str, str], ...], bytes, tuple[str, ...]]:
    params, boundary, more = parse_parameters(value[position:_LONGEST])
    return params, boundary, defects + more


def parse_disposition(value: bytes | None) -> Disposition:
    """Read the value of a Content-Disposition field; None where the field is absent. Never raises."""
    return _NO_DISPOSITION if value is None else _parse_disposition(value)


@functools.lru_cache(maxsize=1024)
def _parse_disposition(value: bytes) -> Disposition:
    head, _, rest = value[:_LONGEST].partition(b";")
    kind = COMMENT.sub(b"", head.strip()).strip().decode("latin-1").lower()
    if "=" in kind:
        rest, kind = value[:_LONGEST], ""
    params, _, defects = parse_parameters(rest)
    name = next((text for key, text in params if key == "filename"), None)
    return Disposition(kind, escape_name(name) if name else None, params, defects)
