from __future__ import annotations

import email
import io
from typing import TYPE_CHECKING, Any

import pytest

from assay.intake import Limits, open_container
from assay.intake.pst import CONTAINER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PST = "application/vnd.ms-outlook-pst"


def test_a_store_of_nothing_is_named(opened: Callable[..., Any]) -> None:
    for data in (b"", b"!BDN", b"!BDN" + bytes(5000)):
        ((member, _),) = opened(data, "x.pst", PST)
        assert member.error is not None


def test_formats() -> None:
    assert CONTAINER.formats == (PST,)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "count", "lost"), [("testPST.pst", 7, 1), ("testPST_variousBodyTypes.pst", 4, 0)])
def test_the_shared_samples(shared: Path, opened: Callable[..., Any], name: str, count: int, lost: int) -> None:
    found = opened((shared / "hostile" / "tika" / name).read_bytes(), name)
    assert len([m for m, _ in found if m.error is None]) == count
    assert len([m for m, _ in found if m.error is not None]) == lost
    for member, body in found:
        if body is not None:
            assert member.reconstructed
            assert member.notes["folder"] in member.step.name
            assert email.message_from_bytes(body)["Subject"]


@pytest.mark.shared
def test_transport_headers_of_a_shared_sample(shared: Path, opened: Callable[..., Any]) -> None:
    found = opened((shared / "hostile" / "tika" / "testPST_variousBodyTypes.pst").read_bytes())
    assert all(body.startswith(b"Received: ") for _, body in found)
    kinds = {part.get_content_type() for _, body in found for part in email.message_from_bytes(body).walk()}
    assert {"text/plain", "text/html", "application/rtf"} <= kinds


@pytest.mark.shared
def test_an_embedded_item_is_rebuilt_as_far_as_it_can_be_reached(shared: Path, opened: Callable[..., Any]) -> None:
    found = opened((shared / "hostile" / "tika" / "testPST.pst").read_bytes())
    (outer,) = [body for member, body in found if "attachments_failed" in member.notes]
    inner = [part for part in email.message_from_bytes(outer).walk() if part.get_content_type() == "message/rfc822"]
    assert inner[0].get_payload(0)["Subject"]  # type: ignore[union-attr, index]
    (failure,) = [member for member, _ in found if member.error]
    assert "HTML" in str(failure.error)


@pytest.mark.shared
@pytest.mark.slow
def test_damaged_stores_never_raise(shared: Path) -> None:
    data = (shared / "hostile" / "tika" / "testPST_variousBodyTypes.pst").read_bytes()
    for eighth in range(8):
        cut = data[: len(data) * eighth // 8]
        members = list(open_container(PST, io.BytesIO(cut), "x", Limits()) or ())
        assert members
    for at in range(600, len(data), len(data) // 40):
        flipped = bytearray(data)
        flipped[at : at + 8] = b"\xff" * 8
        assert list(open_container(PST, io.BytesIO(bytes(flipped)), "x", Limits()) or ())
