"""Builds the bundled sample: the leak of an invented campaign, with forgeries among the genuine mails."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import msgspec

from assay.demo import containers
from assay.demo.copies import OWNERS, Copy
from assay.demo.forgeries import plant
from assay.demo.loose import loose, packed
from assay.demo.people import cast, key_file
from assay.demo.story import DECOY, tell
from assay.demo.transport import Post

if TYPE_CHECKING:
    from datetime import datetime

ARCHIVED = 4


class Truth(msgspec.Struct, frozen=True):
    """What one item of the sample really is: a line of the truth file.

    Attributes:
        place: the item's place inside the dump, as `assay verdicts` shows it.
        sha256: of the item's bytes, hex.
        kind: `message` or `document`.
        message_id: of mails.
        method: `genuine`, `genuine-decoy`, or how it was forged.
        expected: the verdicts that are right.
        note: in words.
        in_part: `authenticated` is right only when it's said to be in part.
    """

    place: str
    sha256: str
    kind: str
    message_id: str
    method: str
    expected: tuple[str, ...]
    note: str = ""
    in_part: bool = False


class CampaignTruth(msgspec.Struct, frozen=True):
    """The sample that was built.

    Attributes:
        dump: the folder to examine.
        keys: the file of published keys.
        truth: the truth file, JSON lines; outside of the dump.
        items: its lines.
    """

    dump: Path
    keys: Path
    truth: Path
    items: tuple[Truth, ...]


def build_campaign(folder: Path, seed: int = 2017) -> CampaignTruth:
    """Write `dump/`, `keys.tsv` and `truth.jsonl` into the folder; the same seed writes the same bytes.

    Raises:
        FileExistsError: when there is a dump already.
    """
    dump = folder / "dump"
    dump.mkdir(parents=True)
    people = cast()
    post = Post(people, people.keys(), Random(seed))
    copies = plant(post, tell(post))
    items = [*_mailboxes(dump, copies), *_documents(dump, copies, post.random)]
    keys, truth = folder / "keys.tsv", folder / "truth.jsonl"
    keys.write_text(key_file(people.host, post.keys), "utf-8")
    truth.write_bytes(b"".join(msgspec.json.encode(item) + b"\n" for item in items))
    return CampaignTruth(dump, keys, truth, tuple(items))


def _mailboxes(dump: Path, copies: list[Copy]) -> list[Truth]:
    boxes = {owner: sorted((copy for copy in copies if copy.owner == owner), key=_when) for owner in OWNERS}
    written = [
        *containers.write_maildir(dump, "vasnier/Maildir", boxes["vasnier"], archived=ARCHIVED),
        *containers.write_mbox(dump, "corbelin/Boite.mbox", boxes["corbelin"]),
        *containers.write_zip(dump, "tarhouni.zip", boxes["tarhouni"]),
        *containers.write_files(dump, "ashwell", boxes["ashwell"]),
        *containers.write_tar(dump, "lherbier.tar.gz", "lherbier/Tous les messages.mbox", boxes["lherbier"]),
    ]
    return [_truth(item) for item in written]


def _when(copy: Copy) -> tuple[datetime, str]:
    return copy.mail.draft.when, copy.mail.message_id


def _truth(item: containers.Written) -> Truth:
    copy, digest = item.copy, hashlib.sha256(item.raw).hexdigest()
    method = "genuine-decoy" if copy.id == DECOY and copy.method == "genuine" else copy.method
    expected, note = copy.expected, copy.note
    if b"\n>From " in item.raw:
        expected = tuple(dict.fromkeys((*expected, "corroborated")))
        note = note or "the mbox quotes a line that starts with From"
    return Truth(item.place, digest, "message", copy.mail.message_id, method, expected, note, method == "beyond-length")


def _documents(dump: Path, copies: list[Copy], random: Random) -> list[Truth]:
    truths = []
    for path, data in packed(written := loose(copies, random)):
        (dump / path).parent.mkdir(parents=True, exist_ok=True)
        (dump / path).write_bytes(data)
    for one in written:
        digest = hashlib.sha256(one.data).hexdigest()
        truths.append(Truth(one.place, digest, "document", "", one.method, one.expected, one.note))
    return truths
