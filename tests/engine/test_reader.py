from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from assay.case import Case
from assay.engine.reader import Files, Originals

if TYPE_CHECKING:
    import small_case
    from scanned_case import Scanned


def test_it_reads_each_item_once(made: small_case.Made) -> None:
    wanted = sorted(made.items.values())[:3]
    with Case.open(made.path) as case:
        found = dict(Originals(case).read(wanted))
        assert list(Originals(case).read([])) == []
        assert list(Originals(case).read(["0" * 64])) == []
    assert sorted(found) == wanted
    assert all(found.values())


def test_a_file_is_read_out_of_its_mail(scanned: Scanned) -> None:
    with Case.open(scanned.path) as case:
        files = Files(case)
        carried = [
            (entry, file)
            for entry in case.evidence.entries(columns=("sha256", "stored", "traits"))
            if entry.traits is not None and entry.stored is not None
            for file in entry.traits.files
        ]
        assert carried
        for entry, file in carried:
            assert entry.stored is not None
            data = files.read(entry.stored, entry.sha256, file.number)
            assert hashlib.sha256(data).hexdigest() == file.sha256
