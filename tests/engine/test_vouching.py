"""Documents beside mails that carry them, through a whole run."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import pytest
from tests.engine.conftest import Run

from assay.case import Case
from assay.case.rows import verdict_rows
from assay.demo.documents import EXCEL, Attachment
from assay.model.verdict import Verdict
from assay.signatures.canonical import body_relaxed
from assay.signatures.signing import sign_dkim
from engine.office import Office, zipped


class Said(NamedTuple):
    verdict: str
    codes: tuple[str, ...]
    explanation: str


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    """What is said of each loose file and of each mail, by name."""
    folder = tmp_path_factory.mktemp("vouching")
    office, dump = Office(), folder / "dump"
    dump.mkdir()
    names = ("signed", "beyond", "twice", "sealed", "quoted", "zipped", "deep", "unsigned", "alone")
    data = {name: office.file(name) for name in names}
    attachment = {name: Attachment(f"{name}.docx", EXCEL, data[name]) for name in names}
    nested = zipped({"inner.zip": zipped({"deep.docx": data["deep"]})})
    mails: dict[str, bytes] = {}
    mails["signed"] = office.sent(office.mail("ashwell", "lherbier", attachment["signed"]))
    mails["beyond"] = _lengthened(office, attachment["beyond"])
    mails["twice"] = b"Subject: Caisse noire\r\n" + office.sent(office.mail("sorel", "lherbier", attachment["twice"]))
    mails["sealed"] = office.sent(office.mail("merrin", "vasnier", attachment["sealed"]))
    quoted = office.mail("merrin", "lherbier", attachment["quoted"])
    mails["quoted"] = office.sent(quoted)
    mails["answer"] = office.sent(office.mail("lherbier", "ashwell", parent=quoted))
    mails["zipped"] = office.sent(
        office.mail(
            "ashwell", "lherbier", Attachment("z.zip", "application/zip", zipped({"zipped.docx": data["zipped"]}))
        )
    )
    mails["deep"] = office.sent(office.mail("ashwell", "lherbier", Attachment("d.zip", "application/zip", nested)))
    mails["unsigned"] = office.sent(office.mail("petrel", "lherbier", attachment["unsigned"]))
    for name, raw in mails.items():
        (dump / f"{name}.eml").write_bytes(raw)
    for name in names:
        (dump / f"{name}.docx").write_bytes(data[name])
    (folder / "keys.tsv").write_text(office.keys, "utf-8")
    Run()(folder / "case", dump, keys=(folder / "keys.tsv",))
    with Case.open(folder / "case") as case:
        rows = {row["item"]: row for row in verdict_rows(case.evidence)}
        assert case.custody.verify().ok
    by_digest = {hashlib.sha256(raw).hexdigest(): name for name, raw in (*data.items(),)}
    by_digest |= {hashlib.sha256(raw).hexdigest(): f"{name}.eml" for name, raw in mails.items()}
    return {
        by_digest[item]: Said(row["verdict"], tuple(one["code"] for one in row["findings"]), row["explanation"])
        for item, row in rows.items()
        if item in by_digest
    }


def _lengthened(office: Office, file: Attachment) -> bytes:
    """A mail whose signature ends, by its l=, before the file."""
    mail = office.mail("ashwell", "lherbier", file)
    body = mail.raw.partition(b"\r\n\r\n")[2]
    length = len(body_relaxed(body[: body.index(file.name.encode())].rpartition(b"\r\n--")[0]))
    host = office.post.cast.host["pli"]
    signed = sign_dkim(mail.raw, host.domain, host.selector, office.post.keys["pli"], length=length)
    return office.post.deliver(signed, mail, mail.draft.to[0])


def test_the_mails_are_what_the_test_needs(said: dict[str, Said]) -> None:
    verdicts = {name: said[f"{name}.eml"].verdict for name in ("signed", "twice", "sealed", "quoted", "zipped", "deep")}
    assert verdicts == {
        "signed": Verdict.AUTHENTICATED,
        "twice": Verdict.SUSPECT,
        "sealed": Verdict.CORROBORATED,
        "quoted": Verdict.CORROBORATED,
        "zipped": Verdict.AUTHENTICATED,
        "deep": Verdict.AUTHENTICATED,
    }
    assert said["unsigned.eml"].verdict == Verdict.UNPROVEN
    assert "text-beyond-signature" in said["beyond.eml"].codes


@pytest.mark.parametrize("name", ["signed", "sealed", "zipped", "deep"])
def test_a_file_of_a_trustworthy_mail_is_corroborated(said: dict[str, Said], name: str) -> None:
    assert said[name].verdict == Verdict.CORROBORATED
    assert "document-carried" in said[name].codes
    assert "byte for byte" in said[name].explanation


@pytest.mark.parametrize("name", ["twice", "quoted", "unsigned", "alone", "beyond"])
def test_a_file_of_another_mail_isnt(said: dict[str, Said], name: str) -> None:
    assert said[name].verdict == Verdict.UNPROVEN
    assert "document-carried" not in said[name].codes
