from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.signatures.conftest import DOMAIN, MAIL, SELECTOR, Signer

from assay.corpus.receipts import FEWEST, Receipts
from assay.engine.mail import message_entry
from assay.model.context import Receipt, Standing
from assay.model.place import Place, Stored
from assay.signatures.keys.store import KeyStore
from assay.signatures.signing import seal_arc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from assay.model.entry import Entry

HOST = "mx.signer.example"
OTHERS = 40


def sealed(number: int, *, host: str = HOST, chain: str = "none", listed: bytes = b"") -> bytes:
    """A mail that a server of signer.example sealed when it delivered it."""
    raw = listed + MAIL.replace(b"<1@", f"<{number}@".encode())
    for instance, result in enumerate(("none",) if chain == "none" else ("none", chain), start=1):
        raw = seal_arc(
            raw,
            instance,
            DOMAIN,
            SELECTOR,
            Signer().key,
            results=f"{HOST}; none",
            cv=result,
            headers=("from", "to", "cc", "date", "subject", "message-id"),
        )
    return f"Received: from a.example by {host} with SMTP; Mon, 24 Apr 2017 09:31:00 +0200\r\n".encode() + raw


def row(raw: bytes, folder: str = "anna", *, rebuilt: bool = False) -> Entry:
    stored = Stored(pack=False, path="x", offset=0, length=len(raw))
    return message_entry(Place("dump", f"{folder}/mail.eml"), stored, raw, {}, reconstructed=rebuilt)


def body(raw: bytes) -> bytes:
    return raw.replace(b"1,200", b"9,200")


def subject(raw: bytes) -> bytes:
    return raw.replace(b"Budget", b"Fraud")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> KeyStore:
    folder: Path = tmp_path_factory.mktemp("keys")
    made = KeyStore(folder / "keys.jsonl")
    made.add([Signer().public])
    return made


@pytest.fixture(scope="module")
def others() -> list[Entry]:
    return [row(sealed(number)) for number in range(2, OTHERS + 2)]


def learned(entries: Iterable[Entry], store: KeyStore | None) -> dict[str, object]:
    relation = Receipts(store)
    for entry in entries:
        relation.add(entry, standing=Standing.NONE)
    return dict(relation.result())


def test_a_body_that_isnt_as_it_was_sealed_amid_others_that_are(store: KeyStore, others: list[Entry]) -> None:
    odd = row(body(sealed(1)))
    ams = next(one.header.index for one in odd.signatures if one.scheme.value == "arc-message")
    expected = Receipt(server=HOST, header=ams, parts=("body",), held=OTHERS, of=OTHERS)
    assert learned([*others, odd], store) == {odd.sha256: expected}
    assert learned([*others, odd], None) == {odd.sha256: expected}
    assert learned(others, store) == {}


def test_headers_are_judged_by_a_key_only(store: KeyStore, others: list[Entry]) -> None:
    odd = row(subject(sealed(1)))
    found = learned([*others, odd], store)[odd.sha256]
    assert isinstance(found, Receipt)
    assert found.parts == ("headers",)
    assert learned([*others, odd], None) == {}


def test_few_others_say_nothing(store: KeyStore, others: list[Entry]) -> None:
    odd = row(body(sealed(1)))
    assert learned([*others[: FEWEST - 1], odd], store) == {}
    assert set(learned([*others[:FEWEST], odd], store)) == {odd.sha256}


def test_an_export_that_changes_many_says_nothing(store: KeyStore, others: list[Entry]) -> None:
    changed = [row(body(sealed(number))) for number in range(100, 102)]
    assert set(learned([*others, *changed], store)) == {one.sha256 for one in changed}
    changed += [row(body(sealed(number))) for number in range(102, 104)]
    assert learned([*others, *changed], store) == {}
    assert learned(changed * 30, store) == {}


def test_an_export_that_changes_one_small_mailbox_says_nothing(store: KeyStore, others: list[Entry]) -> None:
    changed = [row(body(sealed(number)), "bruno") for number in range(100, 102)]
    assert learned([*others, *changed], store) == {}
    assert set(learned([*others, changed[0]], store)) == {changed[0].sha256}


def test_only_the_delivering_servers_last_set_counts(store: KeyStore, others: list[Entry]) -> None:
    foreign = row(body(sealed(1, host="mx.other.example")))
    line = b"Received: from x by mx.signer.example with SMTP; Mon, 24 Apr 2017 09:33:00 +0200\r\n"
    carried = line + body(sealed(1, host="relay.other.example"))
    twice = b"ARC-Authentication-Results: i=1; mx.signer.example; none\r\n" + body(sealed(1))
    failed = body(sealed(1, chain="fail"))
    assert set(learned([*others, row(body(sealed(1, chain="pass")))], store))
    for odd in (foreign, row(carried), row(twice), row(failed), row(body(sealed(1)), rebuilt=True), row(body(MAIL))):
        assert learned([*others, odd], store) == {}


def test_a_list_that_rewrites_what_was_sealed_says_nothing(store: KeyStore, others: list[Entry]) -> None:
    listed = row(body(sealed(1, listed=b"List-Id: Talk <talk.signer.example>\r\n")))
    assert learned([*others, listed], store) == {}


def test_an_innocent_change_of_the_body_says_nothing(store: KeyStore, others: list[Entry]) -> None:
    quoted = row(sealed(1).replace(b"\r\nFrom there", b"\r\n>From there"))
    assert learned([*others, quoted], store) == {}
