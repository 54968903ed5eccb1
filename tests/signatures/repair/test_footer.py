from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.signatures.canonical import body_relaxed, body_simple
from assay.signatures.repair import footer
from assay.signatures.repair.footer import FOOTERS, classify, cut_points


@pytest.mark.parametrize(
    ("appended", "listed", "kind"),
    [
        (b"\r\n \r\n", False, "blank-lines"),
        (b"_____\r\nTalk mailing list\r\n", False, "list-footer"),
        (b"_____\r\nwords\r\n", True, "list-footer"),
        (b"-- \r\nScanned for viruses\r\n", False, "footer"),
        (b"_____\r\nwords\r\n", False, "appended-text"),
        (b"<hr><p>This message is confidential</p>\r\n", False, "footer"),
        (b"This message is confidential\r\n", True, "appended-text"),
        (b"PS: pay him.\r\n_____\r\nconfidential\r\n", True, "appended-text"),
        (b"Pay Panama, says the mailing list.\r\n", False, "appended-text"),
    ],
)
def test_only_what_looks_like_a_footer_is_one(appended: bytes, listed: bool, kind: str) -> None:
    assert classify(appended, is_list=listed) == kind
    assert kind in FOOTERS


def test_a_cut_is_found_behind_the_signed_lines_only() -> None:
    body = b"a\r\n\r\nb\r\nfooter\r\n"
    signed = hashlib.sha256(b"a\r\n\r\nb\r\n").digest()
    assert list(cut_points(body, "sha256", signed)) == [8]
    assert list(cut_points(body, "sha256", hashlib.sha256(b"a\r\n\r\n").digest())) == []
    assert list(cut_points(body, "sha256", hashlib.sha256(b"").digest())) == [0]


@given(st.binary(max_size=80), st.booleans())
def test_any_bytes_look_like_something(appended: bytes, listed: bool) -> None:
    assert classify(appended, is_list=listed) in FOOTERS


@given(st.text("ab \r\n", max_size=30).map(str.encode), st.text("ab \r\n", min_size=1, max_size=30).map(str.encode))
def test_a_body_is_found_before_whatever_lines_follow(signed: bytes, added: bytes) -> None:
    for form in (body_simple, body_relaxed):
        canonical, whole = form(signed + b"\r\n"), form(signed + b"\r\n" + added)
        if whole.startswith(canonical) and canonical.strip():
            assert len(canonical) in cut_points(whole, "sha256", hashlib.sha256(canonical).digest())


def test_only_so_many_lines_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = hashlib.sha256(b"a\r\nb\r\nc\r\n").digest()
    assert list(cut_points(b"a\r\nb\r\nc\r\nd\r\n", "sha256", signed)) == [9]
    monkeypatch.setattr(footer, "MAX_LINES", 2)
    assert list(cut_points(b"a\r\nb\r\nc\r\nd\r\n", "sha256", signed)) == []
