from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.signatures.conftest import MAIL, Signer, private_key

from assay.corpus.keyuse import KeyUses, speaks_against
from assay.engine.mail import message_entry
from assay.model.context import KeyUse, Standing
from assay.model.place import Place, Stored
from assay.signatures.keys.store import KeyStore
from examiners.clock_subjects import DAY, clock, entry, hop

if TYPE_CHECKING:
    from pathlib import Path

    from assay.model.entry import Entry

SIGNER, OTHER, STRANGER = Signer(), Signer(private_key.__wrapped__()), Signer(private_key.__wrapped__())


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    store = KeyStore(tmp_path / "keys.jsonl")
    store.add([SIGNER.public, OTHER.public])
    return store


def mail(signer: Signer, number: int) -> Entry:
    raw = signer.sign(MAIL.replace(b"1,200", b"%d" % number))
    one = message_entry(Place("test", "m"), Stored(False, "x", 0, len(raw)), raw, {}, reconstructed=False)
    return replace(one, date=1e9 + number * DAY)


def learned(keys: KeyStore | None, *entries: Entry) -> dict[str, tuple[KeyUse, ...]]:
    relation = KeyUses(keys)
    for one in entries:
        relation.add(one, standing=Standing.NONE)
    return dict(relation.result())


def test_the_lifetime_is_that_of_the_others(keys: KeyStore) -> None:
    entries = [mail(SIGNER, number) for number in (1, 5, 9)]
    found = learned(keys, *entries)
    spans = [(use.mails, use.first, use.last) for one in entries for use in found[one.sha256]]
    days = [1e9 + number * DAY for number in (1, 5, 9)]
    assert spans == [(3, days[1], days[2]), (3, days[0], days[2]), (3, days[0], days[1])]


def test_two_keys_of_one_name_know_of_each_other(keys: KeyStore) -> None:
    entries = [*(mail(SIGNER, number) for number in (1, 5, 9)), mail(OTHER, 4)]
    (use,) = learned(keys, *entries)[entries[-1].sha256]
    assert (use.mails, use.rival_mails) == (1, 3)
    assert (use.rival_first, use.rival_last) == (entries[0].date, entries[2].date)
    assert use.other_suspects is None


def test_a_mail_is_no_evidence_against_itself(keys: KeyStore) -> None:
    wrong = replace(mail(SIGNER, 1), traits=entry([clock("outlook-message-id", 0)], [hop("b.test", 0)]).traits)
    assert speaks_against(wrong)
    right = mail(SIGNER, 5)
    found = learned(keys, wrong, right)
    assert found[wrong.sha256][0].other_suspects == 0.0
    assert found[right.sha256][0].other_suspects == 1.0


def test_without_keys_and_signatures_nothing_is_known(keys: KeyStore) -> None:
    assert learned(None, mail(SIGNER, 1)) == {}
    assert learned(keys, entry()) == {}
    assert learned(keys, replace(mail(SIGNER, 1), reconstructed=True)) == {}


def test_signatures_that_do_not_hold_are_not_counted(keys: KeyStore) -> None:
    assert learned(keys, mail(STRANGER, 1)) == {}


def test_a_mail_signed_by_a_stranger_in_a_known_name_is_shown_the_known_key(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys.jsonl")
    store.add([SIGNER.public])
    entries = [*(mail(SIGNER, number) for number in (1, 5, 9)), mail(STRANGER, 4)]
    (use,) = learned(store, *entries)[entries[-1].sha256]
    assert (use.fingerprint, use.mails, use.first, use.last) == (
        SIGNER.public.fingerprint, 4, entries[0].date, entries[2].date,
    )  # fmt: skip


def test_where_the_known_key_signs_nothing_a_stranger_is_no_news(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys.jsonl")
    store.add([SIGNER.public])
    assert learned(store, mail(STRANGER, 4), mail(STRANGER, 5)) == {}
