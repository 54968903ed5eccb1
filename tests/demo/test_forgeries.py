from __future__ import annotations

from email import message_from_bytes
from typing import TYPE_CHECKING

import dkim
import pytest

from assay.demo.forgeries import METHODS, plant
from assay.demo.story import tell
from assay.signatures.signing import public_record

if TYPE_CHECKING:
    from assay.demo.copies import Copy
    from assay.demo.transport import Post


@pytest.fixture
def planted(post: Post) -> dict[str, list[Copy]]:
    found: dict[str, list[Copy]] = {}
    for copy in plant(post, tell(post)):
        found.setdefault(copy.method, []).append(copy)
    return found


def holds(post: Post, raw: bytes) -> bool:
    records = {
        f"{host.selector}._domainkey.{host.domain}.".encode(): public_record(post.keys[name]).encode()
        for name, host in post.cast.host.items()
        if host.selector
    }
    return bool(dkim.verify(raw, dnsfunc=lambda name, **_: records[name]))


def test_all_methods_are_there(planted: dict[str, list[Copy]]) -> None:
    assert set(planted) == {*METHODS, "genuine"} - {"planted-document"}
    for method, copies in planted.items():
        for copy in copies:
            assert (copy.expected != ("authenticated",)) or method == "genuine"


def test_genuine_signed_copies_hold_unless_a_list_or_a_weak_key_is_at_work(
    post: Post, planted: dict[str, list[Copy]]
) -> None:
    signed = [copy for copy in planted["genuine"] if copy.expected == ("authenticated",)]
    assert len(signed) > 100
    assert [copy for copy in signed if not holds(post, copy.raw)] == []


@pytest.mark.parametrize("method", ["second-subject", "content-type-changed", "beyond-length", "lookalike"])
def test_tricks_that_common_verifiers_pass(post: Post, planted: dict[str, list[Copy]], method: str) -> None:
    assert all(holds(post, copy.raw) for copy in planted[method])


@pytest.mark.parametrize("method", ["body-changed", "date-changed", "key-clash", "second-from"])
def test_changes_that_break_the_signature(post: Post, planted: dict[str, list[Copy]], method: str) -> None:
    assert not any(holds(post, copy.raw) for copy in planted[method])


def test_a_changed_content_type_shows_another_text(planted: dict[str, list[Copy]]) -> None:
    parsed = message_from_bytes(planted["content-type-changed"][0].raw)
    assert parsed.is_multipart()
    assert "90 000 euros" in str(parsed.get_payload(0))


def test_the_genuine_copy_of_a_changed_one_is_elsewhere(planted: dict[str, list[Copy]]) -> None:
    for copy in planted["copy-changed"]:
        twins = [other for other in planted["genuine"] if other.mail.message_id == copy.mail.message_id]
        assert any(twin.owner != copy.owner for twin in twins)


def test_whole_cloth_has_no_signature_and_forged_results_claim_one(planted: dict[str, list[Copy]]) -> None:
    for copy in planted["whole-cloth"] + planted["forged-results"]:
        assert b"DKIM-Signature" not in copy.raw
    assert all(b"dkim=pass" in copy.raw for copy in planted["forged-results"])
