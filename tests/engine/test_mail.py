from __future__ import annotations

import hashlib

import pytest
from tests.signatures.conftest import MAIL, Signer

from assay.engine.mail import message_entry, transport_notes
from assay.message import parse
from assay.model.place import Place, Stored


def notes(headers: bytes) -> dict[str, str]:
    return transport_notes(parse(headers + b"\r\nSubject: x\r\n\r\n"))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"List-Id: Talk <Talk.Lists.Example>", "talk.lists.example"),
        (b"List-Id: nothing in angles", "list"),
        (b"List-Post: <mailto:x@y.example>", "list"),
        (b"List-Unsubscribe: <http://x.example>", None),
    ],
)
def test_lists(header: bytes, expected: str | None) -> None:
    assert notes(header).get("list") == expected


def test_the_delivering_server_is_the_first_with_a_name() -> None:
    top = b"Received: by 10.1.2.3 with SMTP id x; d\r\nReceived: from a.example by MX.b.example with SMTP; d"
    assert notes(top)["receiver"] == "mx.b.example"
    assert "receiver" not in notes(b"Received: by 10.1.2.3; d")
    assert notes(b"X: y") == {}


def test_deliveries_are_told_apart() -> None:
    one = b"Delivered-To: a@x.example\r\nReceived: by mx.x.example id 1; d"
    assert notes(one)["delivery"] != notes(one.replace(b"a@", b"b@"))["delivery"]
    assert notes(one)["delivery"] == notes(one.replace(b" id 1", b"\r\n\tid 1"))["delivery"]


def test_a_broken_chain_is_noted() -> None:
    assert notes(b"ARC-Seal: i=1; cv=none")["arc"]


def test_rebuilt_mail_has_no_signatures(signer: Signer) -> None:
    raw = signer.sign()
    stored = Stored(False, "x", 0, len(raw))
    kept, rebuilt = (
        message_entry(Place("s", "p"), stored, raw, {"a": 1}, reconstructed=value) for value in (False, True)
    )
    assert (len(kept.signatures), len(rebuilt.signatures)) == (1, 0)
    assert kept.sha256 == hashlib.sha256(raw).hexdigest()
    assert kept.notes["a"] == 1
    assert "Budget" in kept.headers
    assert MAIL.count(b"euros") == kept.text.count("euros") + 1


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer()
