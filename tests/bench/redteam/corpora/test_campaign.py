from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import pytest

from assay.case import Case
from assay.case.rows import verdict_rows
from assay.engine.examine import Options, examine
from assay.engine.watch import Silent
from assay.message.describe import describe

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "bench"))

from redteam.corpora.campaign import make

MAILS = 300


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def digest(folder: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in files(folder))).hexdigest()


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("red") / "campaign"
    return folder, make(folder, MAILS, 5)


def test_the_seed_decides(campaign: tuple[Path, Path], tmp_path: Path) -> None:
    folder, keys = campaign
    again = make(tmp_path / "again", MAILS, 5)
    make(tmp_path / "other", MAILS, 6)
    assert digest(folder) == digest(tmp_path / "again") != digest(tmp_path / "other")
    assert keys.read_bytes() == again.read_bytes()


def test_there_are_so_many_mails_and_the_keys_lie_beside_them(campaign: tuple[Path, Path]) -> None:
    folder, keys = campaign
    assert len(files(folder)) == MAILS
    assert {path.suffix for path in files(folder)} == {".eml"}
    assert keys.parent == folder.parent
    assert len({path.parent for path in files(folder)}) > 3


def test_it_is_as_mixed_as_a_leak_is(campaign: tuple[Path, Path]) -> None:
    mails = [path.read_bytes() for path in files(campaign[0])]
    everything = b"".join(mails)
    for mark in (
        *(b"X-Mailer: iPhone Mail", b"X-Mailer: Microsoft Outlook", b"Thunderbird/", b"X-Mailer: Apple Mail"),
        *(b"List-Id: ", b"Precedence: bulk", b"ARC-Seal: ", b"MAILER-DAEMON", b"Auto-Submitted: ", b"message/rfc822"),
        *(b"X-Passerelle: ", b"X-Forwarded-To: ", b"application/pdf", b"wrote:", "a écrit :".encode()),
    ):
        assert mark in everything, mark
    assert len({describe(raw).from_address for raw in mails}) > 20
    assert len(set(re.findall(rb"\nDate: .* ([+-]\d{4})", everything))) > 3


def test_nobody_is_accused(campaign: tuple[Path, Path], tmp_path: Path) -> None:
    folder, keys = campaign
    examine(Options((folder,), tmp_path / "case", keys=(keys,), recover_minutes=0.0), Silent())
    with Case.open(tmp_path / "case") as case:
        rows = list(verdict_rows(case.evidence))
    accused = [
        (row["source"], row["verdict"], [one["code"] for one in row["findings"] if one["direction"] == "against"])
        for row in rows
        if row["verdict"] in {"suspect", "contradicted"}
    ]
    assert not accused
    assert len(rows) > MAILS * 0.9
    assert sum(row["verdict"] == "authenticated" for row in rows) > MAILS / 5
