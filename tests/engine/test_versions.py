"""Versions and bursts of documents through whole runs."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.engine.conftest import Run

from assay.case import Case, versions
from assay.case.rows import verdict_rows
from assay.demo.documents import EXCEL, Attachment, Program, docx, pdf, xlsx
from assay.engine import versions as engine_versions
from assay.engine.versions import _portions
from assay.model.versions import Sort, Source
from engine.office import WHEN, Office, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from assay.model.versions import Group

TEXT = (
    "Le conseil a décidé mardi de payer la somme de 48 400 euros aux entrepreneurs avant la fin du mois de juin",
    "Le maire demande que personne ne parle à la presse avant la signature du contrat par les deux parties",
    "Les travaux commencent en septembre et la commune garde un dixième du prix jusqu'à la réception",
)
FORM = (
    "donne pouvoir à la personne nommée ci-dessous de voter en mon nom lors du scrutin du mois de mai",
    "atteste sur l'honneur ne pas pouvoir se rendre au bureau où elle est inscrite le jour du vote",
    "joint une copie de sa pièce d'identité et signe le présent formulaire en deux exemplaires",
)
TOUCHED = datetime(2017, 3, 27, 14, 51, 8, tzinfo=UTC)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def letter(amount: str, author: str = "Claire Vasnier", days: int = 0) -> bytes:
    lines = [line.replace("48 400", amount) for line in TEXT]
    return docx("Travaux du port", lines, author, WHEN - timedelta(days=5 - days))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter in three versions and two formats, a form that twelve filled in, and pictures."""
    folder = tmp_path_factory.mktemp("versions")
    office, dump = Office(), folder / "dump"
    dump.mkdir()
    draft, final, altered = letter("40 000"), letter("48 400", days=1), letter("84 400", days=3)
    (dump / "mail.eml").write_bytes(office.sent(office.mail("ashwell", "lherbier", Attachment("l.docx", EXCEL, final))))
    (dump / "draft.docx").write_bytes(draft)
    (dump / "altered.docx").write_bytes(altered)
    (dump / "printed.pdf").write_bytes(pdf("Travaux du port", TEXT, "Claire Vasnier", WHEN))
    for number in range(12):
        own = f"Je soussigné Jean{number} Martin{number * 7} demeurant au {number + 11} rue des Pêcheurs{number}"
        (dump / f"form-{number}.docx").write_bytes(docx("Procuration", [*FORM, own, *FORM[::-1]], "A", WHEN))
    Run()(folder / "case", dump, keys=(_keys(folder, office),))
    return folder / "case"


def _keys(folder: Path, office: Office) -> Path:
    path = folder / "keys.tsv"
    path.write_text(office.keys, "utf-8")
    return path


def groups(case: Path, sort: Sort) -> list[Group]:
    with Case.open(case) as opened:
        return list(versions.groups(opened.evidence, sort=sort))


def test_versions_in_the_order_of_age_with_evidence(case: Path) -> None:
    (group,) = groups(case, Sort.VERSIONS)
    assert [one.name for one in group.versions] == ["draft.docx", "l.docx", "altered.docx", "printed.pdf"]
    mailed = group.versions[1]
    assert {age.source for age in mailed.ages} >= {Source.MAIL, Source.SAVED, Source.CREATED}
    assert (mailed.by, mailed.mails, mailed.conflicts) == (Source.SAVED, 1, ())
    assert [age for age in group.versions[0].ages if age.source is Source.MAIL] == []
    assert not group.looks


def test_a_form_is_no_group_of_versions(case: Path) -> None:
    (form,) = groups(case, Sort.FORM)
    assert sorted(one.name for one in form.versions) == sorted(f"form-{number}.docx" for number in range(12))
    assert all(one.ages == () for one in form.versions)


def test_documents_say_that_there_are_versions(case: Path) -> None:
    with Case.open(case) as opened:
        rows = {row["source"]: row for row in verdict_rows(opened.evidence)}
    said = {
        name: [finding for finding in row["findings"] if finding["code"] == "document-versions"]
        for name, row in rows.items()
    }
    assert [len(said[name]) for name in ("draft.docx", "altered.docx", "printed.pdf")] == [1, 1, 1]
    assert not any(said[f"form-{number}.docx"] for number in range(12))
    assert said["mail.eml"] == []
    (finding,) = said["altered.docx"]
    assert finding["direction"] == "neutral"
    assert "3 other documents here read nearly like it" in finding["summary"]
    assert rows["altered.docx"]["verdict"] == "unproven"


def test_little_memory_gives_the_same(case: Path, monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path) -> None:
    monkeypatch.setattr(engine_versions, "MOST_PRINTS", 1)
    monkeypatch.setattr(engine_versions, "_CHUNK", 1)
    run(tmp_path / "case", case.parent / "dump")
    names = [[[one.name for one in group.versions] for group in groups(where, Sort.VERSIONS)] for where in (
        case, tmp_path / "case")]  # fmt: skip
    assert names[0] == names[1]


def test_portions_are_bounded() -> None:
    sizes = [engine_versions.MOST_PRINTS // 2] * 5
    assert [len(one) for one in _portions([[0, 1], [2], [3], [4]], sizes)] == [1, 2, 1]
    assert list(_portions([], [])) == []


def test_what_was_not_read_has_no_versions(run: Run, case: Path, tmp_path: Path) -> None:
    run(tmp_path / "case", case.parent / "dump", files=False)
    assert groups(tmp_path / "case", Sort.VERSIONS) == []


def test_pictures_by_looks_and_texts_never(run: Run, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    noise = np.random.default_rng(4).integers(0, 255, (12, 12), np.uint8)
    picture = image.fromarray(noise).resize((240, 240), 2)
    (tmp_path / "dump").mkdir()
    picture.save(tmp_path / "dump" / "fax.png")
    picture.resize((200, 200), 2).save(tmp_path / "dump" / "fax-2.jpg", quality=70)
    image.fromarray(noise.T.copy()).resize((240, 240), 2).save(tmp_path / "dump" / "other.png")
    run(tmp_path / "case", tmp_path / "dump")
    (group,) = groups(tmp_path / "case", Sort.VERSIONS)
    assert group.looks
    assert sorted(one.name for one in group.versions) == ["fax-2.jpg", "fax.png"]


EXCEL_15 = Program("Microsoft Excel", "15.0300", interface="Листы")
AUTHORS = ("Matthieu Corbelin", "Claire Vasnier", "Luc Pétrel")


def sheets(count: int, by: str, program: Program | None = EXCEL_15, start: int = 0) -> dict[str, bytes]:
    """Accounts of many years, saved within four minutes; every second names who did it."""
    return {
        f"compte-{start + number}.xlsx": xlsx(
            "Compte",
            [(f"poste {start + number} {row}", row * number) for row in range(9)],
            AUTHORS[number % 3],
            by if number % 2 else "",
            TOUCHED + timedelta(seconds=18 * number),
            datetime(2005 + number, 5, 4, tzinfo=UTC),
            program,
        )
        for number in range(count)
    }


def background(office: Office, dump: Path) -> None:
    """Mails and files of the people who are at home here."""
    people = ("ashwell", "sorel", "merrin", "petrel", "price", "bastide")
    for number in range(18):
        sender = people[number % len(people)]
        file = docx("Note", [f"note {number}"], office.post.cast.person[sender].name, WHEN)
        mail = office.mail(sender, "lherbier", Attachment(f"note-{number}.docx", EXCEL, file))
        (dump / f"mail-{number}.eml").write_bytes(office.sent(mail))
    for number in range(3):
        for name in ("corbelin", "vasnier"):
            (dump / f"{name}-{number}.eml").write_bytes(office.sent(office.mail(name, "lherbier")))


def burst_rows(tmp_path: Path, run: Run, prepare: Any) -> dict[str, dict[str, Any]]:
    office, dump = Office(), tmp_path / "dump"
    dump.mkdir()
    background(office, dump)
    prepare(office, dump)
    run(tmp_path / "case", dump, keys=(_keys(tmp_path, office),))
    with Case.open(tmp_path / "case") as opened:
        return {row["source"]: row for row in verdict_rows(opened.evidence)}


def bursts(row: dict[str, Any]) -> list[str]:
    return [finding["strength"] for finding in row["findings"] if finding["code"] == "document-burst"]


def attached(office: Office, sender: str, files: dict[str, bytes]) -> bytes:
    attachments = (Attachment(name, EXCEL, data) for name, data in files.items())
    return office.sent(office.mail(sender, "lherbier", *attachments))


def test_a_burst_in_an_archive_of_the_dump(run: Run, tmp_path: Path) -> None:
    archive = zipped(sheets(11, "Имя Имярек"))
    rows = burst_rows(tmp_path, run, lambda _, dump: (dump / "comptes.zip").write_bytes(archive))
    one = rows["comptes.zip!/compte-3.xlsx"]
    assert (one["verdict"], bursts(one)) == ("suspect", ["moderate"])
    for words in (
        "11 documents",
        "10.0 years",
        "from 14:51 to 14:54 UTC on 27 March 2017",
        "5 of them by “Имя Имярек”",
    ):
        assert words in one["explanation"]
    assert "Cyrillic" in one["explanation"]
    assert "“Листы”" in one["explanation"]
    assert not [name for name, row in rows.items() if "compte" not in name and bursts(row)]


def test_a_burst_over_the_mails_of_several_senders(run: Run, tmp_path: Path) -> None:
    def prepare(office: Office, dump: Path) -> None:
        files = list(sheets(9, "").items())
        for number, sender in enumerate(("petrel", "kessler", "bastide")):
            mail = attached(office, sender, dict(files[number::3]))
            (dump / f"burst-{number}.eml").write_bytes(mail)

    rows = burst_rows(tmp_path, run, prepare)
    for number in range(3):
        row = rows[f"burst-{number}.eml"]
        assert row["verdict"] == "suspect", row["explanation"]
        assert "9 documents, made over 8.0 years, were last saved within 2 minutes" in row["explanation"]
        assert "none names who saved it" in row["explanation"]


def test_a_burst_in_an_archive_that_a_mail_carries(run: Run, tmp_path: Path) -> None:
    files = sheets(9, "Имя Имярек")

    def prepare(office: Office, dump: Path) -> None:
        archive = Attachment("comptes.zip", "application/zip", zipped(files))
        (dump / "unsigned.eml").write_bytes(office.sent(office.mail("petrel", "lherbier", archive)))

    rows = burst_rows(tmp_path, run, prepare)
    assert bursts(rows["unsigned.eml"]) == ["weak"]
    assert "It holds documents of a burst: 9 documents" in rows["unsigned.eml"]["explanation"]
    inside = [row for name, row in rows.items() if name.startswith("unsigned.eml!/")]
    assert len(inside) == 9
    assert {tuple(bursts(row)) for row in inside} == {("weak",)}


def test_a_signed_mail_with_the_archive_excuses_its_documents(run: Run, tmp_path: Path) -> None:
    files = sheets(9, "Имя Имярек")

    def prepare(office: Office, dump: Path) -> None:
        archive = Attachment("comptes.zip", "application/zip", zipped(files))
        (dump / "signed.eml").write_bytes(office.sent(office.mail("ashwell", "lherbier", archive)))
        (dump / "compte-1.xlsx").write_bytes(files["compte-1.xlsx"])

    rows = burst_rows(tmp_path, run, prepare)
    loose = rows["compte-1.xlsx"]
    assert bursts(loose) == ["weak"]
    assert loose["verdict"] == "corroborated"
    assert rows["signed.eml"]["verdict"] == "authenticated"


def test_an_honest_batch_of_two_hundred(run: Run, tmp_path: Path) -> None:
    program = Program("TresoPlus", "4.0200", "Rivage", "Feuilles")

    def prepare(_: Office, dump: Path) -> None:
        for name, data in sheets(10, "Matthieu Corbelin", program).items():
            (dump / name).write_bytes(data)
        for start in range(100, 290, 10):
            for name, data in sheets(10, "Matthieu Corbelin", program, start).items():
                (dump / name).write_bytes(data)

    rows = burst_rows(tmp_path, run, prepare)
    batch = [row for name, row in rows.items() if name.startswith("compte-")]
    assert len(batch) == 200
    assert {row["verdict"] for row in batch} == {"unproven"}
    assert not any(bursts(row) for row in batch)
