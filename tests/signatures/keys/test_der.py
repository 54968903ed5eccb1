from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.model.errors import KeyFormatError
from assay.signatures.keys.der import LARGEST_MODULUS, read_rsa, write_rsa


def test_both_forms_are_read_and_written_like_the_reference(made: Any) -> None:
    assert read_rsa(made.info) == read_rsa(made.bare) == (made.modulus, 65537)
    assert write_rsa(made.modulus, 65537) == made.info


@given(st.integers(2, 1 << 4096), st.integers(1, 1 << 40))
def test_what_is_written_is_read(half: int, small: int) -> None:
    modulus, exponent = 2 * half + 1, 2 * small + 1
    with contextlib.suppress(KeyFormatError):
        assert read_rsa(write_rsa(modulus, exponent)) == (modulus, exponent)
    assert exponent >= modulus or read_rsa(write_rsa(modulus, exponent))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_key_or_refused(data: bytes) -> None:
    with contextlib.suppress(KeyFormatError):
        modulus, exponent = read_rsa(data)
        assert modulus % 2 == exponent % 2 == 1


@given(st.data())
def test_a_key_with_one_byte_changed_never_breaks_the_reader(made: Any, data: st.DataObject) -> None:
    changed = bytearray(made.info)
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(KeyFormatError):
        read_rsa(bytes(changed))


@pytest.mark.parametrize(
    ("modulus", "exponent", "reason"),
    [
        (10, 3, "even"),
        (1, 1, "even"),
        (15, 1, "no RSA exponent"),
        (15, 4, "no RSA exponent"),
        (15, 17, "no RSA exponent"),
        ((1 << LARGEST_MODULUS) + 1, 3, "16,385 bits"),
    ],
    ids=["even", "one", "exponent one", "even exponent", "exponent beyond modulus", "too large"],
)
def test_numbers_that_are_no_key_are_refused(modulus: int, exponent: int, reason: str) -> None:
    with pytest.raises(KeyFormatError, match=reason):
        read_rsa(write_rsa(modulus, exponent))


def test_damaged_der_is_refused(made: Any) -> None:
    for data, reason in (
        (b"", "isn't DER"),
        (made.info[:-1], "1 bytes are missing"),
        (made.info + b"\0", "1 bytes follow"),
        (made.bare + b"\0", "1 bytes follow"),
        (made.info.replace(bytes.fromhex("2a864886f70d010101"), bytes.fromhex("2a864886f70d010102")), "isn't an RSA"),
        (b"\x30\x85\0\0\0\0\1\0", "isn't DER"),
        (bytes.fromhex("3004020002010330"[:12]), "empty"),
        (bytes.fromhex("300902010f0201030201ff"), "3 bytes follow"),
    ):
        with pytest.raises(KeyFormatError, match=reason):
            read_rsa(data)
