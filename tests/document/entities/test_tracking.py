from __future__ import annotations

import pytest

from assay.document.entities import tracking
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in tracking.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1Z999AA10123456784", ["1Z999AA10123456784"]),
        ("1z 999 aa1 01 2345 6784", ["1Z999AA10123456784"]),
        ("RR 473 124 829 FR", ["RR473124829FR"]),
        ("RB123456785GB", ["RB123456785GB"]),
        ("DHL 1234567891", ["1234567891"]),
        ("DHL waybill: 1234 5678 91", ["1234567891"]),
        ("FedEx 986578788855", ["986578788855"]),
    ],
)
def test_a_parcel(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1Z999AA10123456785", []),
        ("RR473124828FR", []),
        ("RR473124829ZZ", []),
        ("DHL 1234567890", []),
        ("1234567891", []),
        ("FedEx 986578788856", []),
    ],
)
def test_no_parcel(text: str, expected: list[str]) -> None:
    assert values(text) == expected
