from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.case.evidence import OCR
from assay.document.ocr import PageRead
from assay.engine import ocr
from assay.engine.ocr import VERSION, Ocr, Scan, row, run
from assay.engine.tasks import Poison, Wanted
from assay.model.extracted import State
from assay.model.place import Place, Stored
from document.makers.page_maker import note, png

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def scan(path: Path, sha256: str, *pages: int, kind: str = "png") -> Scan:
    stored = Stored(False, str(path), 0, path.stat().st_size if path.exists() else 5)
    return Scan(
        Wanted(sha256, sha256, "", path.name, f"image/{kind}", 5, stored, Place("s", path.name)), kind, pages or (0,)
    )


def test_what_is_kept_of_a_page_says_by_what_and_how_surely_it_was_read(tmp_path: Path) -> None:
    pages = [
        PageRead(1, "Nous avons versé 7 300 euros au trésorier de la ville pour la salle.", 91.0, turned=90),
        PageRead(2, state=State.ILLEGIBLE, reason="nothing legible", confidence=20.0),
        PageRead(3, state=State.TIMEOUT, reason="took longer than 50 s"),
    ]
    kept = row(scan(tmp_path / "a.pdf", "a" * 64, 1, 2, 3, kind="pdf"), pages)
    assert (kept.content.state, kept.content.version, kept.language) == (State.READ, VERSION, "fr")
    assert [(page.number, page.label) for page in kept.content.pages] == [(1, "ocr")]
    facts = kept.content.facts
    assert (facts["scanned_pages"], facts["legible_pages"], facts["confidence"]) == ("1-3", "1", "91")
    assert (facts["failed"], facts["turned"]) == ("page 3: took longer than 50 s", "1: 90")
    assert "7300.00 EUR" in [one.value for one in kept.entities]
    assert kept.prints


def test_nothing_legible_and_failures_are_states(tmp_path: Path) -> None:
    one = scan(tmp_path / "a.png", "a" * 64)
    nothing = row(one, [PageRead(0, state=State.ILLEGIBLE, reason="nothing legible")])
    assert (nothing.content.state, nothing.prints, nothing.entities) == (State.ILLEGIBLE, (), ())
    assert row(one, []).content.state is State.ILLEGIBLE
    failed = row(one, [PageRead(0, state=State.LIMIT, reason="too large")])
    assert (failed.content.state, failed.content.facts["failed"]) == (State.LIMIT, "too large")


def test_a_worker_writes_what_it_read_and_leaves_what_isnt_there(tmp_path: Path) -> None:
    data = png(note("The treasurer has the money from Geneva"))
    (tmp_path / "a.png").write_bytes(data)
    mine = scan(tmp_path / "a.png", hashlib.sha256(data).hexdigest())
    gone, killer = scan(tmp_path / "gone.png", "b" * 64), scan(tmp_path / "k.png", "c" * 64)
    Case.create_or_open(tmp_path / "case").close()
    beats: list[tuple[str, int, int]] = []
    task = Ocr(str(tmp_path / "case"), "t", (mine, gone, killer), {killer.id: Poison("memory", "too much")})
    left = msgspec.msgpack.decode(run(msgspec.msgpack.encode(task), lambda *beat: beats.append(beat)))
    assert len(left) == 1
    assert beats[-1][1] == 3
    with Case.open(tmp_path / "case") as case:
        found = {one.sha256[0]: one.content for one in case.evidence.ocr()}
        assert found["c"].state is State.MEMORY
        assert "b" not in found
        assert any("Geneva" in one.text for one in found.values())
        assert len(case.evidence.shards(OCR)[0].meta["pages"]) == 2


def test_a_machine_without_the_program_leaves_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: ())
    Case.create_or_open(tmp_path / "case").close()
    task = Ocr(str(tmp_path / "case"), "t", (scan(tmp_path / "a.png", "a" * 64),))
    assert "isn't installed" in msgspec.msgpack.decode(run(msgspec.msgpack.encode(task), lambda *_: None))[0]
    with Case.open(tmp_path / "case") as case:
        assert case.evidence.names(OCR) == []
