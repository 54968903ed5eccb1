"""RSA public keys in DER, both ways that DKIM records carry them.

SubjectPublicKeyInfo (RFC 5280 section 4.1) is what signers publish; RFC 6376 section 3.6.1 asks for a bare RSAPublicKey
(RFC 8017 appendix A.1.1). Both are read. Bounded by the size of the input: no recursion on what it says.
"""

from __future__ import annotations

from typing import Final

from assay.model.errors import KeyFormatError

_INTEGER: Final = 0x02
_BIT_STRING: Final = 0x03
_SEQUENCE: Final = 0x30
_LONG_FORM: Final = 0x80
_LONGEST_LENGTH: Final = 4
_RSA: Final = bytes.fromhex("06092a864886f70d010101")
"""The object identifier rsaEncryption (RFC 8017 appendix A.1), as it's encoded."""
_RSA_ALGORITHM: Final = bytes.fromhex("300d06092a864886f70d0101010500")
LARGEST_MODULUS: Final = 16_384
"""In bits. Nobody signs mail with more; a bound on the work that a hostile record can ask for."""


def read_rsa(data: bytes) -> tuple[int, int]:
    """Modulus and public exponent of a SubjectPublicKeyInfo or a bare RSAPublicKey.

    Raises:
        KeyFormatError: it's neither, or the numbers are no RSA key.
    """
    body, rest = _take(data, _SEQUENCE)
    if rest:
        raise KeyFormatError(f"{len(rest)} bytes follow the RSA key")
    if body[:1] == bytes([_SEQUENCE]):
        body = _unwrap(body)
    modulus, body = _number(body)
    exponent, body = _number(body)
    if body:
        raise KeyFormatError(f"{len(body)} bytes follow the exponent of the RSA key")
    if modulus.bit_length() > LARGEST_MODULUS:
        raise KeyFormatError(f"an RSA key of {modulus.bit_length():,} bits; up to {LARGEST_MODULUS:,} are read")
    if modulus < 3 or modulus % 2 == 0:  # noqa: PLR2004 - the smallest odd number above one
        raise KeyFormatError("the modulus of the RSA key is even")
    if exponent < 3 or exponent % 2 == 0 or exponent >= modulus:  # noqa: PLR2004 - RFC 8017 section 3.1
        raise KeyFormatError(f"{exponent.bit_length()!s} bits of exponent are no RSA exponent")
    return modulus, exponent


def write_rsa(modulus: int, exponent: int) -> bytes:
    """The SubjectPublicKeyInfo of an RSA key."""
    key = _wrap(_SEQUENCE, _integer(modulus) + _integer(exponent))
    return _wrap(_SEQUENCE, _RSA_ALGORITHM + _wrap(_BIT_STRING, b"\0" + key))


def _unwrap(body: bytes) -> bytes:
    """The contents of the RSAPublicKey inside the contents of a SubjectPublicKeyInfo."""
    algorithm, body = _take(body, _SEQUENCE)
    if not algorithm.startswith(_RSA):
        raise KeyFormatError("the key isn't an RSA key though the record says so")
    bits, rest = _take(body, _BIT_STRING)
    if rest or bits[:1] != b"\0":
        raise KeyFormatError("the bit string around the RSA key is broken")
    inner, rest = _take(bits[1:], _SEQUENCE)
    if rest:
        raise KeyFormatError(f"{len(rest)} bytes follow the RSA key")
    return inner


def _take(data: bytes, tag: int) -> tuple[bytes, bytes]:
    """The contents of the element that `data` starts with, which must have this tag, and what follows it."""
    if len(data) < 2 or data[0] != tag:  # noqa: PLR2004 - a tag and a length
        raise KeyFormatError("the key isn't DER of an RSA public key")
    length, start = data[1], 2
    if length & _LONG_FORM:
        count = length & ~_LONG_FORM
        if not 1 <= count <= _LONGEST_LENGTH:
            raise KeyFormatError("the key isn't DER of an RSA public key")
        start += count
        length = int.from_bytes(data[2:start], "big")
    if start + length > len(data):
        raise KeyFormatError(f"the key is cut off: {start + length - len(data)} bytes are missing")
    return data[start : start + length], data[start + length :]


def _number(data: bytes) -> tuple[int, bytes]:
    value, rest = _take(data, _INTEGER)
    if not value:
        raise KeyFormatError("a number of the RSA key is empty")
    return int.from_bytes(value, "big"), rest


def _integer(number: int) -> bytes:
    return _wrap(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _wrap(tag: int, contents: bytes) -> bytes:
    size = len(contents)
    if size < _LONG_FORM:
        return bytes([tag, size]) + contents
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, _LONG_FORM | len(length)]) + length + contents
